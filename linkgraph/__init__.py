"""The link graph: depth, PageRank, inlinks, repeated links."""
