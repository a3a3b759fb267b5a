"""Golden sites: small sites in ``tests/sites``, and the findings that an audit of each must equal.

``site.toml`` of a site::

    about = "Titles that are missing, doubled, too long"
    areas = ["metadata"]                  # whose findings are compared; or checks = ["title-missing", ...]
    robots = "User-agent: *\\nAllow: /"    # left out: 404
    sitemap = ["/", "/a"]                 # left out: every page below that answers 200; [] = no sitemap
    settings = '''[keywords]'''           # appended to xunlu.toml, optional
    base = "https://shop.example"         # read without a network, as if it had been crawled there; left out: crawled
    tls = { fault = "expired" }           # facts of the host of such a site, see crawler/tls.py; left out: not known
    probes = [{ kind = "alias", url = "https://shop.example/home", status = 404 }]  # of such a site: crawler/probe_rows.py
    files = [{ kind = "style", url = "https://shop.example/a.css", status = 404 }]  # of such a site: crawler/offline.py
    backlinks = [{ file = "a.csv", day = "2026-11-01" }]  # tables beside site.toml that are imported; of such a site

    [pages]
    "/" = "<title>茶舍</title>"            # laid over a clean page of its language (audit/examples.py), or a whole document
    "/old" = { status = 301, location = "/" }
    "/gbk" = { file = "gbk.html", type = "text/html; charset=gbk" }   # bytes of a file beside site.toml
    "/a" = { html = "...", headers = { "X-Robots-Tag" = "noindex" }, wait = 0.7 }
    "/big" = { html = "<ul>{fill}</ul>", fill = ["<li>茶</li>", 900] }  # the text, that often
    "*" = { html = "...", status = 200 }  # every other address; left out: 404

``{base}`` in HTML, robots, headers and locations stands for the address of the server, ``{secure}`` for the same with
https, where nobody answers.

``expect.toml``: ``findings = [["title-missing", "/a", "error"], ...]``: check, path with query, level.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.examples import example_page
from crawler.offline import Answer
from crawler.probe_rows import Probe
from tests.e2e.tiny import Reply

SITES = Path("tests/sites")
Finding = tuple[str, str, str]  # check, path with query, level


@dataclass(frozen=True)
class Golden:
    """One golden site, read from its folder."""

    name: str
    about: str
    areas: frozenset[str]
    checks: frozenset[str]
    settings: str
    data: dict[str, Any]
    findings: list[Finding]
    base: str = ""

    def answers(self, base: str) -> dict[str, Reply]:
        """Every answer of the site by path, for a server at `base` (without a slash at the end)."""
        pages = {path: self._reply(given, base) for path, given in self.data["pages"].items()}
        if "robots" in self.data:
            pages.setdefault("/robots.txt", Reply(_at(self.data["robots"], base), type="text/plain"))
        listed = self.data.get("sitemap", _found(pages))
        if listed and "/sitemap.xml" not in pages:
            urls = "".join(f"<url><loc>{base}{path.replace('&', '&amp;')}</loc></url>" for path in listed)
            body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
            pages["/sitemap.xml"] = Reply(body, type="application/xml")
        return pages

    def _reply(self, given: str | dict[str, Any], base: str) -> Reply:
        answer = {"html": given} if isinstance(given, str) else given
        headers = {name: _at(value, base) for name, value in answer.get("headers", {}).items()}
        if "location" in answer:
            headers["Location"] = _at(answer["location"], base)
        body: bytes | str = b""
        if "file" in answer:
            body = (SITES / self.name / answer["file"]).read_bytes()
        elif "text" in answer:
            body = _at(_filled(answer, "text"), base)
        elif "html" in answer:
            body = _at(example_page(_filled(answer, "html")), base)
        kind = answer.get("type", "text/html; charset=utf-8")
        return Reply(body, answer.get("status", 200), kind or None, headers, answer.get("wait", 0.0))

    def probes(self) -> list[Probe]:
        """What else was asked, for ``load_site``."""
        return [Probe(**given) for given in self.data.get("probes", ())]

    def tables(self) -> list[tuple[Path, str]]:
        """Tables of backlinks, each with its day."""
        return [(SITES / self.name / one["file"], one["day"]) for one in self.data.get("backlinks", ())]

    def offline(self) -> dict[str, Answer]:
        """The answers for ``load_site``, robots.txt and sitemaps left out."""
        beside = ("/robots.txt", "/sitemap.xml")
        return {path: _answer(reply) for path, reply in self.answers(self.base).items() if path not in beside}


def golden_sites() -> list[Golden]:
    """All golden sites by name."""
    return [_read(folder) for folder in sorted(SITES.iterdir()) if (folder / "site.toml").exists()]


def _read(folder: Path) -> Golden:
    data = tomllib.loads((folder / "site.toml").read_text("utf-8"))
    expected = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    areas, checks = frozenset(data.get("areas", ())), frozenset(data.get("checks", ()))
    findings = [(check, path, level) for check, path, level in expected["findings"]]
    return Golden(
        folder.name, data["about"], areas, checks, data.get("settings", ""), data, findings, data.get("base", "")
    )


def _found(pages: dict[str, Reply]) -> list[str]:
    return [
        path for path, reply in pages.items() if reply.status == 200 and "html" in (reply.type or "") and path != "*"
    ]


def _answer(reply: Reply) -> Answer:
    headers = {"Content-Type": reply.type, **reply.headers} if reply.type else dict(reply.headers)
    return Answer(body=reply.sent, status=reply.status, location=headers.pop("Location", ""), headers=headers)


def _filled(answer: dict[str, Any], kind: str) -> str:
    text, times = answer.get("fill", ("", 0))
    filled: str = answer[kind].replace("{fill}", text * times)
    return filled


def _at(text: str, base: str) -> str:
    return text.replace("{base}", base).replace("{secure}", base.replace("http:", "https:"))
