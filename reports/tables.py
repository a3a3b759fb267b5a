"""The formats of every read command: ``crawler.tables``, under the name this room uses."""

from crawler.tables import LINES, Row, cell, shown, write_rows

__all__ = ["LINES", "Row", "cell", "shown", "write_rows"]
