"""The content brief of a keyword: its links from the link graph, and its forms as HTML, Markdown and JSON."""
