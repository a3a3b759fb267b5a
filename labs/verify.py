"""Each lesson's shop crawled and audited for some seeds: what was planted is found, and nothing else of warning or above."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from labs.lessons.lesson import Lesson
from labs.server import ShopServer

FOUND = "select check_id, url from v_findings where severity in ('error', 'warning')"
CALM = ("--concurrency", "6")  # so that only pages that are slow are slow
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Verified:
    """How one shop came out: pairs of check and path that were planted and not found, and found and not planted."""

    lesson: int
    seed: int
    clean: bool
    planted: int
    missed: tuple[tuple[str, str], ...]
    surplus: tuple[tuple[str, str], ...]

    @property
    def sound(self) -> bool:
        """Whether findings and defects are the same."""
        return not self.missed and not self.surplus


def verify(lessons: list[Lesson], seeds: range) -> Iterator[Verified]:
    """The spoilt shop and its clean twin of every lesson and seed, one after the other."""
    for lesson in lessons:
        for seed in seeds:
            for clean in (False, True):
                yield verified(lesson, seed, clean)


def verified(lesson: Lesson, seed: int, clean: bool) -> Verified:
    """Crawl one shop with the program itself."""
    with (
        tempfile.TemporaryDirectory(prefix="xunlu-lab-") as name,
        ShopServer(partial(lesson.shop, seed=seed, clean=clean)) as server,
    ):
        found = findings_of(server.url, Path(name))
        planted = sorted((one.check_id, one.path) for one in server.shop.defects)
    return Verified(lesson.number, seed, clean, len(planted), *apart(planted, found))


def findings_of(url: str, folder: Path, *, silent: bool = False) -> list[tuple[str, str]]:
    """Check and path of every error and warning of the shop at ``url``, crawled anew into a folder.

    Args:
        silent: say nothing of why it failed; the caller does.

    Raises:
        CalledProcessError: nothing could be crawled there.
    """
    command = [sys.executable, "-m", "xunlu", "-q", "--db", "lab.db", "run", url, *CALM, "-o", "report.html"]
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if silent else None,
        timeout=SECONDS,
    )
    return _findings(folder / "lab.db")


def _findings(database: Path) -> list[tuple[str, str]]:
    db = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return sorted((check, "/" + url.split("/", 3)[3]) for check, url in db.execute(FOUND))
    finally:
        db.close()


def apart(
    planted: list[tuple[str, str]], found: list[tuple[str, str]]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    missed, surplus = list(planted), []
    for one in found:
        if one in missed:
            missed.remove(one)
        else:
            surplus.append(one)
    return tuple(missed), tuple(surplus)
