"""Packages of npm that tests use: those of reports/frontend, installed once, for as long as its package.json is the same."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

from tests.e2e.absent import absent

FRONTEND = Path("reports/frontend")
INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")


def node_modules() -> Path:
    """The folder of the packages; a test that needs it is told when there is no Node.js."""
    folder = FRONTEND / "node_modules"
    if shutil.which("node") is None or shutil.which("npm") is None:
        absent("Node.js is not installed: the scripts of the report were neither built nor checked")
    with (FRONTEND / ".lock").open("w") as lock:  # several processes test at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted, mark = (FRONTEND / "package.json").read_text("utf-8"), folder / ".tested"
        if not mark.exists() or mark.read_text("utf-8") != wanted:
            subprocess.run(INSTALL, cwd=FRONTEND, check=True, capture_output=True, timeout=300)
            mark.write_text(wanted, "utf-8")
    return folder
