"""Our own Scrapy components and settings."""
