"""What the tests of the ways to crawl share: a configuration, standard input, what a run says of itself."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from tests.e2e.program import SECONDS, Program, Result, query
from tests.e2e.tiny import Reply, page

LISTED = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def configure(xunlu: Program, *starts: str, crawl: str = "", site: str = "", top: str = "", name: str = "shop") -> None:
    """Write `xunlu.toml` with one site."""
    urls = ", ".join(f'"{start}"' for start in starts)
    text = f"{top}\n[sites.{name}]\nstart = [{urls}]\n{site}\n[sites.{name}.crawl]\n{crawl}\n"
    (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")


def with_input(xunlu: Program, data: bytes, *words: object, code: int = 0, **more: str) -> Result:
    """Run on the store of the folder with `data` as standard input."""
    done = subprocess.run(
        xunlu.command("--db", xunlu.db, *words), cwd=xunlu.folder, env=xunlu.environment(**more), input=data,
        capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert result.code == code, f"{words} ended with {result.code}\n{result.said}"
    return result


def robots(text: str) -> Reply:
    return Reply(text, type="text/plain; charset=utf-8")


def sitemap(*urls: str) -> Reply:
    return Reply(LISTED.format("".join(f"<url><loc>{url}</loc></url>" for url in urls)), type="text/xml")


def star(count: int, **more: str) -> Mapping[str, str]:
    """A start page with links to `/0`, `/1` ..., which link back to it."""
    pages = {f"/{n}": page(f"第 {n} 页", "/") for n in range(count)}
    return {"/": page("首页", *pages), **pages, **more}


def last(xunlu: Program, columns: str = "status, reason") -> tuple[object, ...]:
    """Columns of the newest run."""
    return query(xunlu.db, f"select {columns} from v_runs order by run_id desc limit 1")[0]


def pages(xunlu: Program, columns: str = "status", run: int | None = None) -> dict[str, object]:
    """A column of v_pages by path, or a tuple of several; of the newest run unless said otherwise."""
    which = f"run_id = {run}" if run else "run_id = (select max(run_id) from runs)"
    rows = query(xunlu.db, f"select url, {columns} from v_pages where {which}")
    return {"/" + str(row[0]).split("/", 3)[3]: row[1] if len(row) == 2 else row[1:] for row in rows}
