"""The program where names lead where the test wants: a hosts file and a name server of its own, in a mount namespace."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.e2e.absent import absent
from tests.e2e.program import Program

BIND = 'mount --bind "$0/hosts" /etc/hosts && mount --bind "$0/resolv.conf" /etc/resolv.conf && exec "$@"'
PLAIN = "mount --bind /etc/hosts /etc/hosts && mount --bind /etc/resolv.conf /etc/resolv.conf"


@cache
def missing() -> str:
    """Why this machine cannot give a program a hosts file of its own; empty when it can."""
    if not shutil.which("unshare"):
        return "there is no unshare (util-linux)"
    tried = subprocess.run(["unshare", "--mount", "sh", "-c", PLAIN], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"a hosts file cannot be mounted: {tried.stderr.strip()}"


class NamedProgram(Program):
    """`xunlu` for which the names of ``hosts`` have these addresses; of others ``server`` (an address) is asked."""

    def __init__(self, folder: Path, hosts: dict[str, str], lang: str = "en", server: str = "127.0.0.1") -> None:
        super().__init__(folder, lang)
        if why := missing():
            absent(why)
        self.hosts = folder / "hosts"
        (folder / "resolv.conf").write_text(f"nameserver {server}\noptions timeout:1 attempts:1\n", "ascii")
        self.name(hosts)

    def name(self, hosts: dict[str, str]) -> None:
        """Let the names lead there from now on."""
        lines = ["127.0.0.1 localhost", *(f"{address} {name}" for name, address in hosts.items())]
        self.hosts.write_text("\n".join(lines) + "\n", "utf-8")

    def command(self, *words: object) -> list[str]:
        return ["unshare", "--mount", "sh", "-c", BIND, str(self.folder), *super().command(*words)]
