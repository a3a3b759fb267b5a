"""The material of a content brief: what the crawled pages that serve a keyword best have in common."""
