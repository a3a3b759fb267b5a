"""Commands begun by a process that has the program loaded; see ``tests.e2e.zygote``."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ZYGOTE = Path(__file__).with_name("zygote.py")


class Starter:
    """One such process for a worker of pytest; it begins one command at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self, words: Sequence[str], cwd: Path, env: Mapping[str, str], seconds: float
    ) -> subprocess.CompletedProcess[str] | None:
        """Run a command to its end as ``subprocess.run`` would; None when another one is under way.

        Raises:
            subprocess.TimeoutExpired: it took longer, and was killed.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
                order = {"words": words, "cwd": str(cwd), "env": dict(env), "out": out.name, "err": err.name}
                code = self._ordered(order, words, seconds)
                said = [Path(one.name).read_bytes().decode("utf-8").replace("\r\n", "\n") for one in (out, err)]
                return subprocess.CompletedProcess(words, code, *said)
        finally:
            self._lock.release()

    def _ordered(self, order: Mapping[str, object], words: Sequence[str], seconds: float) -> int:
        process = self._running()
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(order).encode() + b"\n")
        pid = int(process.stdout.readline())
        if not select.select([process.stdout], [], [], seconds)[0]:
            os.kill(pid, signal.SIGKILL)
            process.stdout.readline()
            raise subprocess.TimeoutExpired(list(words), seconds)
        return int(process.stdout.readline())

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # -P: the modules beside it are none of its own.
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(ZYGOTE)], bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            atexit.register(self._process.stdin.close)  # type: ignore[union-attr]
        return self._process


STARTER = Starter()
