"""The target site against its competitors: makes sure all are counted by the same keywords, then compares.

Computed in this order: links into the places of every site, keyword -> page, what kind of keyword each is, how
it stands on its page, the terms that go with it, cannibalisation, competition, gap, topics.
"""

from __future__ import annotations

from configs import scripts
from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.cannibals import run_cannibals
from keywords.competition import competitor_runs, run_competition
from keywords.gaps import run_gaps
from keywords.labels import run_labels
from keywords.page_map import run_map, twice_assigned
from keywords.related import run_related
from keywords.stage import run_keywords
from keywords.standing import run_standing
from keywords.targets import stored_targets
from keywords.topics import run_topics
from keywords.weigh import add_links


def run_market(store: Store, run_id: int, settings: Settings) -> list[Run]:
    """Compare ``run_id``, whose keywords are computed, with the newest run of each competitor.

    A competitor that was never counted, or by other keywords, stop words or known words, is counted first.

    Returns:
        The runs compared, the own one left out.
    """
    scripts.use(settings.keywords.simplified)
    own = store.run(str(run_id)).site
    terms = [target.term for target in stored_targets(store, run_id)]
    rivals = [run for run in competitor_runs(store, settings) if run.site != own]
    for rival in rivals:
        if _options(store, rival.run_id) != _options(store, run_id):
            run_keywords(store, rival.run_id, settings, terms)
    others = [rival.run_id for rival in rivals]
    with store.atomic():
        for one in (*others, run_id):  # the own one last: its link strengths are needed below
            add_links(store.db, one)
        before = _mapped(store, run_id)
        run_map(store, run_id, settings)
        run_labels(store, run_id, settings)
        if not before or before != _mapped(store, run_id):  # else the pages were looked at already
            run_standing(store, run_id, settings)
            run_related(store, run_id, settings)
        run_cannibals(store, run_id, twice_assigned(store, run_id, settings))
        run_competition(store, run_id, others)
        run_gaps(store, run_id, others)
        run_topics(store, run_id, others)
    return rivals


def _mapped(store: Store, run_id: int) -> list[tuple[int, int]]:
    """Keywords and pages whose standing is known."""
    rows = store.db.execute(
        "select m.term_id, m.url_id from keyword_map m join keyword_standing s using (run_id, term_id, url_id)"
        " where m.run_id = ? order by m.term_id",
        [run_id],
    )
    return rows.fetchall()


def _options(store: Store, run_id: int) -> str | None:
    """What the stored keywords of a run depend on: targets and word lists; None when there are none."""
    row = store.db.execute("select options from stages where run_id = ? and stage = 'keywords'", [run_id]).fetchone()
    return str(row[0]) if row else None
