"""What went wrong, as a person reads it: what, where, why, what to do, with a number and an exit code.

```
XunluError                 base; exit code 5
 ├─ SettingsError   XE-1xx configuration and usage; exit code 2
 ├─ CrawlError      XE-2xx nothing to judge was fetched; exit code 3
 ├─ StoreError      XE-3xx store or output unusable; exit code 6
 ├─ InputError      XE-4xx a file to import is unreadable; exit code 2
 └─ InternalError   XE-5xx our fault; exit code 5
```
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from configs.text import Lang, Text


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    GATE_FAILED = 1
    USAGE = 2
    CRAWL_FAILED = 3
    INCOMPLETE = 4
    INTERNAL = 5
    STORE = 6
    INTERRUPTED = 130
    TERMINATED = 143


class XunluError(Exception):
    """An error that ends a command with a readable message and its own exit code.

    Args:
        number: three digits; printed as XE-number.
        what: one sentence, both languages, already formatted.
        rows: further lines as (label, text), such as where, why, what to do.
    """

    exit_code = Exit.INTERNAL

    def __init__(self, number: int, what: Text, rows: Sequence[tuple[Text, Text]] = ()) -> None:
        super().__init__(what.en)
        self.number = number
        self.what = what
        self.rows = tuple(rows)

    def lines(self, lang: Lang) -> list[str]:
        """The message as printed, one string a line."""
        head = f"错误 XE-{self.number}：" if lang == "zh" else f"Error XE-{self.number}: "
        return [head + self.what.get(lang), *(f"  {a.get(lang)}  {b.get(lang)}" for a, b in self.rows)]


WHERE = Text(zh="位置", en="Where")
WHY = Text(zh="原因", en="Why")
REMEDY = Text(zh="怎么办", en="What to do")


class SettingsError(XunluError):
    """A bad option, configuration file or value; ``key`` names the one of the file, see ``configs.placing``."""

    exit_code = Exit.USAGE

    def __init__(
        self, number: int, what: Text, rows: Sequence[tuple[Text, Text]] = (), key: tuple[str | int, ...] = ()
    ) -> None:
        super().__init__(number, what, rows)
        self.key = key


class CrawlError(XunluError):
    """Start URL unreachable, forbidden by robots.txt, or no HTML page fetched."""

    exit_code = Exit.CRAWL_FAILED


class StoreError(XunluError):
    """The store or an output file cannot be used."""

    exit_code = Exit.STORE


class InputError(XunluError):
    """A file to read is missing or malformed."""

    exit_code = Exit.USAGE


class InternalError(XunluError):
    """A fault of the program itself; other results were written."""


class Terminated(KeyboardInterrupt):
    """SIGTERM where no crawl handles it: ends the command as Ctrl-C does, with its own exit code."""


class Interrupted(XunluError):
    """Stopped by a signal; state is saved and can be resumed."""

    def __init__(self, what: Text, *, terminated: bool = False, rows: Sequence[tuple[Text, Text]] = ()) -> None:
        super().__init__(0, what, rows)
        self.exit_code = Exit.TERMINATED if terminated else Exit.INTERRUPTED

    def lines(self, lang: Lang) -> list[str]:
        return [self.what.get(lang), *(f"  {a.get(lang)}  {b.get(lang)}" for a, b in self.rows)]
