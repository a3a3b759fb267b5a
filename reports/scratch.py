"""A folder for the files of one print, beside its result; those that a killed process left are removed by later prints."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "xunlu-pdf-"
OURS = re.compile(re.escape(PREFIX) + r"\w{8}")  # as tempfile makes them
LOCK = "lock"  # held while the folder is in use; the system lets go of it when the process ends, however that comes
OLD = 3600.0  # seconds; where files cannot be locked, an age that no print reaches


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """A new folder in ``parent`` that is gone afterwards; first, folders of processes that are no more are removed.

    Raises:
        OSError: it cannot be made.
    """
    remove_abandoned(parent)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fresh = folder / f"{LOCK}.new"
        with fresh.open("wb") as held:
            _locked(held.fileno())
            fresh.rename(folder / LOCK)  # it never stands there unlocked
            yield folder


def remove_abandoned(parent: Path) -> None:
    """Remove what killed processes left in ``parent``; a folder that cannot be removed stays."""
    for folder in parent.glob(f"{PREFIX}*"):
        if OURS.fullmatch(folder.name) and not folder.is_symlink() and _abandoned(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(lock: Path) -> bool:
    with suppress(OSError), lock.open("rb") as file:
        locked = _locked(file.fileno())
        return locked if locked is not None else time.time() - lock.stat().st_mtime > OLD
    return False


def _locked(handle: int) -> bool | None:
    """Whether the file is ours from now on; None where files cannot be locked."""
    if os.name != "posix":
        return None
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network file systems
        return None
    return True
