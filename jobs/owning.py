"""Which process a schedule belongs to. A number comes back after a restart, so the own one carries a mark as well."""

from __future__ import annotations

import os
import secrets
import socket

from crawler.owners import process_exists

_MARK = secrets.token_hex(4)


def this_process() -> str:
    """host:pid:mark of this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{_MARK}"


def process_lives(owner: str) -> bool:
    """Whether the process written ``host:pid:mark`` may still be at work; one of another machine counts as gone."""
    host, _, rest = owner.partition(":")
    pid, _, mark = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return mark == _MARK
    return process_exists(int(pid))
