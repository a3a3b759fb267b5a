"""PDF by a browser that is installed: Chromium, Chrome or Edge without a window, without a profile of its own kept, offline."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, StoreError
from configs.output import replacing_file, unwritable
from configs.text import Text
from reports.pdf_text import with_characters
from reports.scratch import scratch_folder

SECONDS = 300.0  # for one document; a summary takes 1 to 4, a long report 10 and more
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
    "microsoft-edge-stable", "brave-browser",
)  # fmt: skip
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"),
}
FLAGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability",
    "--disable-client-side-phishing-detection", "--no-pings", "--metrics-recording-only", "--mute-audio",
    # Whatever a document asks for, it gets nothing: no name resolves, and the proxy is a closed port.
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
    "--no-pdf-header-footer", "--generate-pdf-document-outline",
)  # fmt: skip

SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>\s*", re.S)

INSTALL = Text(
    zh="安装 Chromium、Google Chrome 或 Microsoft Edge；装在别处的用 --browser 或 XUNLU_BROWSER 指明。没有浏览器也可以打开 HTML 报告后打印成 PDF。",
    en="Install Chromium, Google Chrome or Microsoft Edge; name one that is elsewhere by --browser or XUNLU_BROWSER. Without any, open the HTML report and print it to PDF.",
)
HTML = Text(
    zh="单独运行一次这个浏览器看它说什么；或打开 HTML 报告后打印成 PDF。",
    en="Start that browser by itself and see what it says; or open the HTML report and print it to PDF.",
)


def find_browser(named: str = "") -> str:
    """The browser that prints.

    Args:
        named: a path or a name; empty: that of ``XUNLU_BROWSER``, else the first of the usual ones.

    Raises:
        StoreError: there is none (330).
    """
    named = named or os.environ.get("XUNLU_BROWSER", "")
    for name in (named,) if named else (*NAMES, *_usual_places()):
        if found := shutil.which(name):
            return found
    listed = named or ", ".join(NAMES)
    raise StoreError(
        330,
        Text(zh="没有找到能打印 PDF 的浏览器", en="found no browser that prints PDF"),
        [(WHERE, Text(zh=f"找过：{listed}", en=f"looked for: {listed}")), (REMEDY, INSTALL)],
    )


def _usual_places() -> Iterator[str]:
    for place in PLACES.get(sys.platform, ()):
        if sys.platform == "win32":
            for base in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
                if folder := os.environ.get(base):
                    yield str(Path(folder) / place)
        else:
            yield place


def write_pdf(html: str, path: Path, *, browser: str = "", seconds: float = SECONDS) -> int:
    """Print a self-contained document to ``path``, replacing it as a whole; returns its size in bytes.

    Scripts are left out: our documents read whole without them, and what they would draw cannot be waited for.
    The paper is what the style sheet's ``@page`` says. The document and the browser's profile lie in a folder
    beside ``path`` meanwhile, where browsers that are confined (snap) may read them, too.

    Raises:
        StoreError: no browser (330), it failed (331) or took too long (332), or ``path`` cannot be written (310, 311).
    """
    program = find_browser(browser)
    try:
        with scratch_folder(path.resolve().parent) as folder:
            (folder / "page.html").write_text(SCRIPT.sub("", html), "utf-8")
            made = folder / "page.pdf"
            said = _print(program, folder, made, seconds)
            if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
                raise _failed(program, said)
            with replacing_file(path) as new:
                new.write_bytes(with_characters(made.read_bytes()))
    except OSError as error:
        raise unwritable(path, error) from error
    return path.stat().st_size


def _print(program: str, folder: Path, made: Path, seconds: float) -> str:
    """Run the browser; the end of what it said. A browser that takes too long is ended with all its processes."""
    words = [program, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--no-sandbox")  # Chromium refuses to start as root with it; the document is ours and offline
    words.append((folder / "page.html").as_uri())
    log = folder / "log"
    with log.open("wb") as file:
        running = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, start_new_session=True, cwd=folder
        )
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            raise _late(program, seconds) from None
        finally:
            _end(running)
    return log.read_text("utf-8", "replace")[-600:]


def _end(running: subprocess.Popen[bytes]) -> None:
    """No process of the browser is left behind, whatever became of the first one."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()


def _failed(program: str, said: str) -> StoreError:
    lines = [line for line in said.splitlines() if line.strip()]
    why = lines[-1][:300] if lines else "-"
    return StoreError(
        331,
        Text(zh="浏览器没有写出 PDF", en="the browser wrote no PDF"),
        [(WHERE, Text(program, program)), (WHY, Text(why, why)), (REMEDY, HTML)],
    )


def _late(program: str, seconds: float) -> StoreError:
    return StoreError(
        332,
        Text(zh=f"浏览器 {seconds:g} 秒内没有写出 PDF", en=f"the browser wrote no PDF within {seconds:g} s"),
        [(WHERE, Text(program, program)), (REMEDY, HTML)],
    )
