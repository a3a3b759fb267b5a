"""What every command shares: global options, the settings, the language, where things are printed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configs.settings import Settings
from configs.text import Lang, Text, without_controls

EVERY = 5.0  # seconds between lines of progress
WROTE = Text(zh="{n} 行 → {path}", en="{n} rows -> {path}")


@dataclass(slots=True)
class App:
    """Handed to every command as click's ``obj``."""

    lang: Lang = "en"
    settings: Settings = field(default_factory=Settings)
    config_file: Path | None = None
    database: Path = Path("xunlu.db")
    quiet: bool = False
    verbose: int = 0
    progress: bool = True
    argv: tuple[str, ...] = ()  # the words of the command line, for telling how to go on
    prepare: Callable[[App, Any, int, str], None] | None = None  # runs the stages a stage needs (jobs.stages)

    def say(self, text: Text | str, **fields: object) -> None:
        """A line for the person, on stderr; nothing with --quiet."""
        if not self.quiet:
            line = text if isinstance(text, str) else text.get(self.lang, **fields)
            print(without_controls(line), file=sys.stderr, flush=True)

    def teller(self, text: Text) -> Callable[[int], None]:
        """What says every few seconds how far long work is: a function of the number that is ``{n}`` in ``text``."""
        said = time.monotonic()

        def tell(count: int) -> None:
            nonlocal said
            if self.progress and time.monotonic() - said >= EVERY:
                said = time.monotonic()
                self.say(text, n=f"{count:,}")

        return tell

    def wrote(self, rows: int, path: str) -> None:
        """What every command says that has put rows into a file."""
        self.say(WROTE, n=f"{rows:,}", path=path)

    def out(self, line: str) -> None:
        """A line of data, on stdout."""
        print(without_controls(line), flush=True)
