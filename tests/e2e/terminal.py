"""The program at a terminal: what it shows there, and what a person types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import termios
import time
from pathlib import Path
from typing import Self

from tests.e2e.program import SECONDS, Program, Result

INTERRUPT, END = b"\x03", b"\x04"  # Ctrl-C, Ctrl-D


class Terminal:
    """Context manager: a command whose standard input and error are a terminal of its own; its output goes to a file."""

    def __init__(self, program: Program, *words: object) -> None:
        self.shown = ""
        self.master, slave = pty.openpty()
        self.out: Path = program.folder / f"{time.monotonic_ns()}.out"
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                program.command("--db", program.db, *words), cwd=program.folder, env=program.environment(TERM="xterm", COLUMNS="100"),
                stdin=slave, stderr=slave, stdout=out, start_new_session=True, preexec_fn=_take_terminal,
            )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(SECONDS)
        os.close(self.master)

    def until(self, text: str) -> None:
        """Wait until something is shown; fail when the command ends before, or after a minute."""
        deadline = time.monotonic() + 60
        while text not in self.shown:
            assert time.monotonic() < deadline and self._read(), self.shown

    def type(self, data: str | bytes) -> None:
        os.write(self.master, data.encode() if isinstance(data, str) else data)

    def end(self) -> Result:
        """Wait for its end; what was shown counts as its standard error."""
        deadline = time.monotonic() + SECONDS
        while self._read():
            assert time.monotonic() < deadline, self.shown
        return Result(self.process.wait(SECONDS), self.out.read_text("utf-8"), self.shown)

    def _read(self) -> bool:
        """Take what is there to read; False once nothing more will come."""
        if not select.select([self.master], [], [], 1.0)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the last program has gone
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


def _take_terminal() -> None:
    """Make it the terminal of the new process, so that Ctrl-C becomes a signal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
