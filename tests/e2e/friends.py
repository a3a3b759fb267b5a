"""A shop and partners on this machine, and what a crawl stored of them."""

from __future__ import annotations

import json

from crawler.store import open_store
from tests.e2e.tiny import Reply, page


def settings(site, *partners, more=""):
    """xunlu.toml of a shop; each partner a dict of its keys."""
    tables = "\n".join(
        "[[partners]]\n" + "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in one.items())
        for one in partners
    )
    return f'version = 1\ndatabase = "shop.db"\n[sites.shop]\nstart = ["{site.url}"]\n{more}\n{tables}\n'


def friend(url, *, text="茶舍", rel="", style="", head="", title="紫砂壶爱好者", more=""):
    """A partner's page with a link to ``url``."""
    link = f'<p style="{style}"><a href="{url}"{rel and f" rel={rel}"}>{text}</a></p>' if url else ""
    return page(title, head=head, text="紫砂壶收藏与鉴赏，品茶论壶。").replace("</main>", f"{link}{more}</main>")


def robots(text):
    return Reply(text, type="text/plain")


def stored(program, run=1):
    """Facts of the partners of a run, by page; ``_`` holds status and error."""
    with open_store(program.db) as store:
        rows = store.db.execute(
            "select url, status, error, body from probes where run_id = ? and kind = 'partner'", [run]
        )
        return {url: {"_": (status, error), **json.loads(body)} for url, status, error, body in rows}
