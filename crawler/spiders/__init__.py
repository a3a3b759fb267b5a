"""The site spider; a competitor is the same spider with another role."""
