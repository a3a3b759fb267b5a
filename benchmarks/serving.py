"""Starts the server of the benchmarks and reads its log."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one contender asked for."""

    pages: int  # distinct pages of the shop
    page_requests: int  # with those fetched twice
    requests: int  # with robots.txt, sitemaps, probes and what is not there
    missed: int  # pages never asked for
    missed_examples: tuple[str, ...]
    digest: str  # the same for the same set of pages


class Served:
    """Context manager: a shop of ``size`` pages at ``url``, served by a process of its own."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self._command = [sys.executable, "-m", "benchmarks.server", "--size", str(size), "--seed", str(seed)]
        self.url = ""
        self.pages = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the server ended with {self._process.wait()}: {' '.join(self._command)}")
        ready = json.loads(line)
        self.url, self.pages = ready["url"], ready["pages"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def log(self) -> Fetched:
        """What was asked for since the last call."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            connection.request("GET", "/__log", headers={"Connection": "close"})
            found = json.load(connection.getresponse())
        finally:
            connection.close()
        return Fetched(**{**found, "missed_examples": tuple(found["missed_examples"])})
