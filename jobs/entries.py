"""Entries for the timers of operating systems; each calls ``xunlu schedule run --once``, and none is installed here."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from subprocess import list2cmdline

KINDS = ("cron", "systemd", "windows")


def entry(kind: str, database: Path, log: Path, minutes: int) -> str:
    """Text of an entry that looks every ``minutes`` minutes for what is due."""
    words = [sys.executable, "-m", "xunlu", "--db", str(database.absolute()), "schedule", "run", "--once"]
    return {"cron": _cron, "systemd": _systemd, "windows": _windows}[kind](words, log.absolute(), minutes)


def _cron(words: list[str], log: Path, minutes: int) -> str:
    """``%`` means a line's end to cron."""
    every = f"*/{minutes} * * * *" if minutes < 60 else f"0 */{minutes // 60} * * *" if minutes < 1440 else "0 3 * * *"
    command = f"{shlex.join(words)} -q >> {shlex.quote(str(log))} 2>&1".replace("%", "\\%")
    return f"# crontab -e\n{every} {command}\n"


def _systemd(words: list[str], log: Path, minutes: int) -> str:
    quoted = " ".join(
        '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"'
        for word in words
    )
    return (
        "# ~/.config/systemd/user/xunlu.service\n[Unit]\nDescription=xunlu: crawls that are due\n\n[Service]\nType=oneshot\n"
        f"ExecStart={quoted} -q\nStandardOutput=append:{str(log).replace('%', '%%')}\nStandardError=inherit\n\n"
        "# ~/.config/systemd/user/xunlu.timer\n[Unit]\nDescription=xunlu: look for crawls that are due\n\n[Timer]\n"
        f"OnBootSec=2min\nOnUnitActiveSec={minutes}min\nPersistent=true\nRandomizedDelaySec=30\n\n[Install]\nWantedBy=timers.target\n\n"
        "# systemctl --user enable --now xunlu.timer\n"
    )


def _windows(words: list[str], log: Path, minutes: int) -> str:
    command = list2cmdline([*words, "-q"]).replace('"', '\\"')
    return f'schtasks /Create /TN xunlu /SC MINUTE /MO {minutes} /TR "{command}"\n'
