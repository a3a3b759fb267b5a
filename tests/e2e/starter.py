"""Commands begun as copies of a process that has the program loaded: two thirds of a small crawl's time go into loading.

Each still runs in a process of its own, from its command line to its exit code; the copying is the standard library's
fork server, one for a worker of pytest.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.e2e.loaded"])


def run_loaded(
    words: Sequence[str], cwd: Path, env: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run ``xunlu`` to its end as ``subprocess.run`` would.

    Raises:
        subprocess.TimeoutExpired: it took longer, and was killed.
    """
    with NamedTemporaryFile() as out, NamedTemporaryFile() as err:
        process = CONTEXT.Process(target=_command, args=(list(words), str(cwd), dict(env), out.name, err.name))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(words), seconds)
        said = [Path(one.name).read_bytes().decode("utf-8").replace("\r\n", "\n") for one in (out, err)]
        return subprocess.CompletedProcess(words, process.exitcode, *said)


def _command(words: list[str], cwd: str, env: dict[str, str], out: str, err: str) -> None:
    """In the copy: take folder, environment and files of the command, then be it."""
    from xunlu import main

    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    for number, name in ((1, out), (2, err)):
        opened = os.open(name, os.O_WRONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["xunlu", *words]
    sys.exit(main())
