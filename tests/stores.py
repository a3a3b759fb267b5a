"""Stores that many tests begin with: each is built once in a run of the tests, and copied."""

from __future__ import annotations

import fcntl
import pickle
import shutil
from pathlib import Path

_folder: list[Path] = []


def keep_in(folder):
    """From now on stores are kept in ``folder``, which the processes that test at once share."""
    _folder[:] = [folder]


def copied(path, name, make):
    """Puts the store that ``make(path)`` builds at ``path`` and returns what it returned; ``name`` says which it is.

    Outside of a run of tests it is built at once.
    """
    if not _folder:
        return make(path)
    kept, result = _folder[0] / f"{name}.db", _folder[0] / f"{name}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            kept.unlink(missing_ok=True)  # of a process that was ended
            result.write_bytes(pickle.dumps(make(kept)))
    assert not kept.with_name(f"{kept.name}-wal").exists()
    shutil.copyfile(kept, path)
    return pickle.loads(result.read_bytes())
