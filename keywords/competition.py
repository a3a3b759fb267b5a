"""The market of the target keywords: how strong each site is for each of them, in SQL over stored rows."""

from __future__ import annotations

from collections.abc import Sequence

from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.targets import CRAWLED

# One row a keyword and site, those without a page included: they are the gaps.
COMPARE = """
    insert into competition
        (run_id, term_id, site_run_id, pages, title_pages, h1_pages, html_pages, best_url_id, best_density)
    with found as (
        select
            k.term_id, k.url_id, k.in_title, k.in_h1, k.density_chars,
            row_number() over (
                partition by k.term_id
                order by k.in_title desc, k.in_h1 desc, k.prominence desc, k.density_chars desc, u.url
            ) as place
        from keyword_targets t
        join page_terms k on k.run_id = :site and k.term_id = t.term_id
        join urls u on u.url_id = k.url_id
        where t.run_id = :run
    ),
    judged as (
        select count(*) as pages from pages
        where run_id = :site and is_html and status between 200 and 299 and not truncated
    )
    select
        :run, t.term_id, :site, count(f.url_id), coalesce(sum(f.in_title), 0), coalesce(sum(f.in_h1), 0),
        (select pages from judged),
        max(f.url_id) filter (where f.place = 1),
        coalesce(max(f.density_chars) filter (where f.place = 1), 0)
    from keyword_targets t
    left join found f on f.term_id = t.term_id
    where t.run_id = :run
    group by t.term_id
"""


def run_competition(store: Store, run_id: int, competitor_run_ids: Sequence[int]) -> None:
    """Compare the target keywords of ``run_id`` on its own site and on those of the other runs.

    Writes ``competition``. The other runs must have been counted with the same keywords (``run_keywords`` does so
    for competitors). The best page of a site is the first by in_title, in_h1, prominence, density A, then URL.
    """
    with store.atomic() as db:
        db.execute("delete from competition where run_id = ?", [run_id])
        for site in dict.fromkeys([run_id, *competitor_run_ids]):
            db.execute(COMPARE, {"run": run_id, "site": site})


def competitor_runs(store: Store, settings: Settings) -> list[Run]:
    """The newest run, by site name, of each competitor (of ``report.competitors`` if set) that crawled something."""
    newest = {run.site: run for run in store.runs(f"r.role = 'competitor' and {CRAWLED}")}
    wanted = settings.report.competitors or newest
    return [newest[name] for name in sorted(newest) if name in wanted]
