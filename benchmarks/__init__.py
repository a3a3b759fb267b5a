"""What a crawl costs, next to other crawlers on the same site. `python -m benchmarks --help`."""
