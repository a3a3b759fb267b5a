"""What every command shares: global options, the settings, the language, where things are printed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configs.settings import Settings
from configs.text import Lang, Text, without_controls

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

    def wrote(self, rows: int, path: str) -> None:
        """What every command says that has put rows into a file."""
        self.say(WROTE, n=f"{rows:,}", path=path)

    def out(self, line: str) -> None:
        """A line of data, on stdout."""
        print(without_controls(line), flush=True)
