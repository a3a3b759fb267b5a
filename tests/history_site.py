"""A real store with runs over time: a rival, a crawl that was blocked, and a change of the rules."""

import dataclasses

from configs.settings import Rules
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.market import run_market
from tests.report_site import BASE, SETTINGS, analysed, page, rival, site
from tests.stores import copied

BLOCKED, CHANGED, RUNS = 2, 3, 5  # of the runs, from 0
OTHER_RULES = dataclasses.replace(SETTINGS, rules=Rules(ignore=("viewport-missing",)))


def build_history(path):
    """A store with ``RUNS`` runs of the hostile site and of a rival; returns the path and the target's run ids.

    Run ``BLOCKED`` got no usable answers, and from run ``CHANGED`` on a check is left out.
    """
    return path, copied(path, "past", _build)


def _build(path):
    runs = []
    with open_store(path, create=True) as store:
        for number in range(RUNS):
            analysed(store, _rival(store), SETTINGS)
            run_id = load_site(store, _answers(number), base=BASE, name="cha", sitemap=("/", "/orphan", "/cups/"))
            analysed(store, run_id, OTHER_RULES if number >= CHANGED else SETTINGS)
            runs.append(run_id)
        store.db.execute("update sites set label_zh = '茶舍', label_en = 'Tea House' where name = 'cha'")
        run_market(store, runs[-1], SETTINGS)
    return runs


def _rival(store):
    return load_site(store, rival("甲"), base="https://rival-a.example", name="rival-a", role="competitor")


def _answers(number):
    if number == BLOCKED:
        return dict.fromkeys(site(), Answer(error="timeout"))
    extra = {"/extra": Answer(page("x"), status=500)} if number < BLOCKED else {}
    return site() | extra
