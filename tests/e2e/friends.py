"""A shop and partners on this machine, and what a crawl stored of them."""

from __future__ import annotations

import json

from configs.app import App
from configs.load import load_settings
from crawler.after import ask_after
from crawler.offline import load_site
from crawler.plan import make_fetching, with_entry
from crawler.store import open_store
from jobs.crawling import plans_for
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


def asked(program, site):
    """A run of the shop, whose pages are stored as they are and whose partners are asked as a crawl asks them."""
    app = App(settings=load_settings(str(program.folder / "xunlu.toml"))[0])
    plan = with_entry(plans_for(app, ["shop"], [], {})[0], app.settings.http)
    with open_store(program.db, create=True) as store:
        run_id = load_site(store, site.answers, base=site.url, name="shop", role=plan.site.role)
        ask_after(store, store.run(str(run_id)), plan, make_fetching(app.settings.http), {})
    return run_id
