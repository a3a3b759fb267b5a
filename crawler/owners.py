"""Who crawls a run: written into its row as host:pid, and whether that process is still alive."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path

STALE = 60  # seconds without a heartbeat after which an owner on another machine counts as dead


def owner() -> str:
    """This process, as written into the run it crawls."""
    return f"{socket.gethostname()}:{os.getpid()}"


def alive(holder: str, beat: float) -> bool:
    """Whether another process that owns a run lives; one of another machine, by its last heartbeat."""
    host, _, pid = holder.rpartition(":")
    if host == socket.gethostname():
        return pid.isdigit() and int(pid) != os.getpid() and process_exists(int(pid))
    return abs(time.time() - beat) < STALE  # in the future only where a clock was set


def process_exists(pid: int) -> bool:
    """Whether a process of this machine with the number ``pid`` is at work; one that only waits to be buried is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError, IndexError):  # there is no /proc everywhere
        return Path(f"/proc/{pid}/stat").read_text("latin-1").rpartition(")")[2].split()[0] != "Z"
    return True
