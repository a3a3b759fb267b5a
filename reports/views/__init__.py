"""The link views: directory icicle, ego view of a page, depth map, template graph."""
