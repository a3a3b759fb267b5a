"""What is logged may quote strangers: it must not drive the terminal it is read on."""

from __future__ import annotations

import logging

from configs.text import without_controls


class CleanRecord(logging.LogRecord):
    """A record whose message has no control, escape or direction characters."""

    def getMessage(self) -> str:
        """The message, its arguments filled in."""
        return without_controls(super().getMessage())


def clean_logs() -> None:
    """Have every record of this process made so."""
    logging.setLogRecordFactory(CleanRecord)
