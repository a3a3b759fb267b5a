"""Every number shown, and its renderings."""
