"""The seeded generator of sample shops, and what is built on it."""
