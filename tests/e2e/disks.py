"""A disk of a few megabytes that can be filled, emptied and made read-only; real, and mounted where that is allowed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.absent import absent


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of `size` mounted on a folder."""
    folder.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        absent(f"no right to mount a small disk here ({error}); the file size limit stands in for it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a mounted disk: ``ro``, ``rw``, ``size=30m``."""
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def leave(folder: Path, megabytes: float) -> Path:
    """Fill a disk but for so much; the file that does it."""
    ballast = folder / "ballast"
    free = int(
        subprocess.run(["df", "--output=avail", "-B1", folder], check=True, capture_output=True).stdout.split()[1]
    )
    with ballast.open("wb") as file:
        left = free - int(megabytes * 1e6)
        try:
            while left > 0:
                file.write(bytes(min(left, 1 << 20)))
                file.flush()
                left -= 1 << 20
        except OSError:  # full to the last block
            assert megabytes == 0
    return ballast
