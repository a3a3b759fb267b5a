"""A process beside the crawl for what may never end, or end the process: this one survives it.

Frames of bytes go both ways, each a length (4 bytes, little-endian) and as many bytes. The process imports a module of
this program and calls its ``main``; it ends when its input is closed, so it does not outlive the crawl, however that ends.
"""

from __future__ import annotations

import faulthandler
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

GRACE = 5.0  # seconds to end in, for a process that has closed its pipes

_START = (
    "import sys; name, *sys.path[:] = sys.argv[1:]; from importlib import import_module; import_module(name).main()"
)


def command(module: str) -> list[str]:
    """The command line of a process that runs ``main`` of ``module``, with the modules of this one."""
    path = [folder or str(Path.cwd()) for folder in sys.path]
    return [sys.executable, "-P", "-c", _START, module, *path]


class SideProcess:
    """The crawl's end of the pipes to a process that runs ``main`` of ``module``."""

    def __init__(self, module: str) -> None:
        # A session of its own: Ctrl-C is for the crawl, which lets the pages under way finish.
        self._process = subprocess.Popen(
            command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._sink, self._source = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def ask(self, *frames: bytes) -> None:
        """Write frames.

        Raises:
            OSError: the process is gone.
        """
        for frame in frames:
            write_frame(self._sink, frame)
        self._sink.flush()

    def answer(self) -> bytes:
        """The next frame it writes.

        Raises:
            EOFError: it ended before.
        """
        return read_frame(self._source)

    def kill(self) -> None:
        """End it at once; whoever waits for an answer has none."""
        self._process.kill()

    def ended(self) -> int:
        """What it ended with by itself, once it answers no more: negative for a signal."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self.close()
        return self._process.returncode

    def close(self) -> None:
        """End it and let go of its pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self._sink, self._source):
            with suppress(OSError):  # what was not written is lost with its reader
                pipe.close()


def write_frame(pipe: IO[bytes], data: bytes) -> None:
    """One frame; the caller flushes."""
    pipe.write(len(data).to_bytes(4, "little"))
    pipe.write(data)


def read_frame(pipe: IO[bytes]) -> bytes:
    """The next frame.

    Raises:
        EOFError: the other end is closed.
    """
    length = int.from_bytes(_exactly(pipe, 4), "little")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def limit(seconds: float) -> None:
    """End this process, whatever it is doing, unless called again in time; 0 takes the limit back.

    Seconds of the processor; where that cannot be measured, of the clock.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF: it ends the process
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.stderr)
    else:
        faulthandler.cancel_dump_traceback_later()
