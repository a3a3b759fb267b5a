"""The program in a process of its own, and what it left in its store."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.starter import run_loaded

SECONDS = 120  # no command of these tests needs half of it
KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
# C0, DEL, C1 and the characters that turn the direction of text; line ends are the program's own.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Result:
    """How a command ended and what it said; it never shows a traceback."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        for text in (self.out, self.err):
            assert "Traceback" not in text, text
            assert "XE-500" not in text, text

    @property
    def said(self) -> str:
        return self.out + self.err


class Program:
    """`xunlu` run in a folder, with an environment that says nothing of the person who tests."""

    def __init__(self, folder: Path, lang: str = "en", db: str = "shop.db") -> None:
        self.folder, self.lang, self.db = folder, lang, folder / db
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)

    def command(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "xunlu", "--lang", self.lang, *map(str, words)]

    def environment(self, **more: str) -> dict[str, str]:
        return {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(self.home)} | more

    def bare(
        self, *words: object, code: int | None = 0, before: Callable[[], None] | None = None, **more: str
    ) -> Result:
        """Run with exactly these words after --lang; `code` is what it must end with.

        Args:
            before: runs in the new process, to take resources from it.
            more: further variables of its environment.

        Without these two the process is a copy of one that has the program loaded already.
        """
        if not before and not more and type(self).command is Program.command:
            done = run_loaded(self.command(*words)[3:], self.folder, self.environment(), SECONDS)
        else:
            if before:  # Python would leave half a compiled module where no file may grow
                more["PYTHONDONTWRITEBYTECODE"] = "1"
            done = subprocess.run(
                self.command(*words), cwd=self.folder, env=self.environment(**more), stdin=subprocess.DEVNULL,
                capture_output=True, timeout=SECONDS, encoding="utf-8", preexec_fn=before, check=False,
            )  # fmt: skip
        result = Result(done.returncode, done.stdout, done.stderr)
        assert code is None or result.code == code, f"{words} ended with {result.code}\n{result.out}\n{result.err}"
        return result

    def __call__(self, *words: object, code: int | None = 0, **more: str) -> Result:
        """Run on the store of this folder."""
        return self.bare("--db", self.db, *words, code=code, **more)

    def rows(self, statement: str) -> list[dict[str, object]]:
        """Rows that `xunlu sql` prints as JSON."""
        rows = json.loads(self("sql", statement, "--format", "json").out)
        assert isinstance(rows, list)
        return rows

    def start(self, *words: object) -> Running:
        """Begin a command and return at once; stop it with `Running.end`."""
        return Running(self, words)


class Inside(Program):
    """The same command line within this process: for commands that only read a store, since it saves a start-up each.

    Commands that crawl need a process of their own, as a Twisted reactor cannot start twice: `apart` is for them.
    """

    @property
    def apart(self) -> Program:
        return Program(self.folder, self.lang, self.db.name)

    def bare(
        self, *words: object, code: int | None = 0, before: Callable[[], None] | None = None, **more: str
    ) -> Result:
        assert before is None and not more, "those need a process of their own"
        from xunlu import main

        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        records = logging.getLogRecordFactory()
        try:
            with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
                ended = main(["--lang", self.lang, *map(str, words)])
        finally:
            logging.setLogRecordFactory(records)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().replace("\r\n", "\n"))
        result = Result(ended, *said)
        assert code is None or ended == code, f"{words} ended with {ended}\n{result.out}\n{result.err}"
        return result


class Running:
    """A command under way; its output goes to files, so that no pipe can hold it up."""

    def __init__(self, program: Program, words: Iterable[object]) -> None:
        stamp = f"{time.monotonic_ns()}"
        self.out, self.err = (program.folder / f"{stamp}.{name}" for name in ("out", "err"))
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                program.command("--db", program.db, *words), cwd=program.folder, env=program.environment(),
                stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            )  # fmt: skip

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(SECONDS)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def said(self) -> str:
        """What it has said on stderr so far."""
        return self.err.read_text("utf-8")

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> Result:
        """Wait for its end."""
        code = self.process.wait(SECONDS)
        return Result(code, self.out.read_text("utf-8"), self.err.read_text("utf-8"))

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds; fail when the command ends before, or after a minute."""
        deadline = time.monotonic() + 60
        while not condition():
            assert self.alive, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.01)


def query(db: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Rows of a store, read beside whoever writes it; none while it has no tables yet."""
    try:
        connection = sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    except sqlite3.OperationalError:
        return []
    try:
        return connection.execute(statement, values).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise
    finally:
        connection.close()


def number(db: Path, statement: str, *values: object) -> int:
    """The one number a query gives; 0 while there is none."""
    rows = query(db, statement, *values)
    return int(str(rows[0][0])) if rows and rows[0][0] is not None else 0


def sound(db: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    return query(db, "pragma integrity_check") == [("ok",)]


def resume_words(said: str) -> list[str]:
    """The words after `xunlu` of the command that an interrupted crawl tells the person to run."""
    line = next(line for line in said.splitlines() if "--resume" in line)
    return shlex.split(line[line.index("xunlu ") :])[1:]


def both(xunlu: Program, number: int, *words: object, code: int) -> list[str]:
    """The same failure in English and Chinese; the text of both."""
    said = []
    for lang, head in (("en", f"Error XE-{number}: "), ("zh", f"错误 XE-{number}：")):
        result = xunlu("--lang", lang, *words, code=code)
        assert head in result.err
        assert result.out == ""
        said.append(result.err)
    assert "怎么办" not in said[0]
    return said


def dump(db: Path) -> list[str]:
    """Everything a store holds, as SQL."""
    connection = sqlite3.connect(db)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
