"""The machine formats by name, and how they get to files and to GitHub."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from configs.app import App
from configs.output import unwritable, write_text
from configs.text import Lang
from reports.machine.github import summary, workflow_commands
from reports.machine.gitlab import gitlab
from reports.machine.junit import junit
from reports.machine.model import Results
from reports.machine.sarif import sarif

SUMMARY = "GITHUB_STEP_SUMMARY"
MOST_SUMMARY = 900_000  # bytes; GitHub refuses a summary of over 1 MiB


def _lines(results: Sequence[Results], lang: Lang) -> str:
    return "".join(f"{line}\n" for line in workflow_commands(results, lang))


FORMATS: dict[str, Callable[[Sequence[Results], Lang], str]] = {
    "sarif": sarif, "junit": junit, "github": _lines, "gitlab": gitlab,
}  # fmt: skip


def on_github() -> bool:
    """Whether this is a job of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def write_all(app: App, results: Sequence[Results], files: dict[str, str], *, github: bool) -> None:
    """Write the formats that a person asked for by file, and tell GitHub.

    Args:
        files: format -> path.

    Raises:
        StoreError: a file cannot be written.
    """
    for kind, path in files.items():
        write_text(Path(path), FORMATS[kind](results, app.lang))
        app.say(f"{kind} -> {path}")
    if github:
        for line in workflow_commands(results, app.lang):
            app.out(line)
        write_summary(results, app.lang)


def write_summary(results: Sequence[Results], lang: Lang) -> None:
    """Add the summary to the page of the job, where there is one."""
    path = os.environ.get(SUMMARY)
    if not path:
        return
    text = summary(results, lang).encode("utf-8", "replace")[:MOST_SUMMARY].decode("utf-8", "ignore")
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(Path(path), error) from error
