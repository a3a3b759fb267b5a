"""What a command and all its children cost, as the system counts it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

TAIL = 2_000  # characters of output kept of a command that failed


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one command. CPU is user + system time of the process tree."""

    code: int  # exit code; negative: the signal that ended it
    cpu_s: float
    wall_s: float
    peak_mb: float  # largest resident size of any single process of the tree
    output: str = ""  # the end of what it printed, when it failed


def cost(command: Sequence[str], folder: Path, env: Mapping[str, str], *, timeout_s: float = 3600) -> Cost:
    """Run a command in ``folder`` and measure it.

    ``wait4`` counts the children that the command itself has waited for, and theirs. A command that runs
    longer than ``timeout_s`` is killed with its whole process group.
    """
    written = folder / "output.txt"
    with written.open("wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        timer = Timer(timeout_s, _kill, [process.pid])
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # the person interrupts: what runs in a group of its own must not run on
            _kill(process.pid)
            process.wait()
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    tail = written.read_text("utf-8", errors="replace")[-TAIL:] if process.returncode else ""
    # Linux counts resident memory in KiB.
    return Cost(process.returncode, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, tail)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
