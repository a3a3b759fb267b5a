"""The store in a browser, with Datasette: described, with facets and questions that people ask, reading only."""
