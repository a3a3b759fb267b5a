"""The tables that the read commands print: one query each over the public views, with headings for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from configs.errors import REMEDY, SettingsError
from configs.intents import INTENTS
from configs.settings import Settings
from configs.text import Lang, Text
from crawler.records import Run
from crawler.store import Store
from crawler.tables import Table
from crawler.urls import shown
from keywords.pyramid import TIERS
from keywords.weigh import TERM_WEIGHT

Row = tuple[object, ...]

HEADINGS = {
    "term": Text(zh="关键词", en="keyword"),
    "site": Text(zh="站点", en="site"),
    "url": Text(zh="网页", en="page"),
    "pages": Text(zh="网页数", en="pages"),
    "hits": Text(zh="次数", en="hits"),
    "count": Text(zh="次数", en="hits"),
    "title_pages": Text(zh="标题含", en="in title"),
    "h1_pages": Text(zh="h1 含", en="in h1"),
    "html_pages": Text(zh="网页总数", en="of pages"),
    "density_chars": Text(zh="密度 A n×词长/L", en="density A n*len/L"),
    "density_hits": Text(zh="密度 B n/L", en="density B n/L"),
    "density_tokens": Text(zh="密度 C 词元", en="density C tokens"),
    "tfidf": Text(zh="TF-IDF", en="TF-IDF"),
    "weight": Text(zh="权重", en="weight"),
    "target": Text(zh="目标词", en="target"),
    "in_title": Text(zh="标题", en="title"),
    "in_h1": Text(zh="h1", en="h1"),
    "in_description": Text(zh="描述", en="description"),
    "in_intro": Text(zh="首段", en="intro"),
    "in_url": Text(zh="网址", en="URL"),
    "in_alt": Text(zh="图片 alt", en="alt"),
    "headings": Text(zh="h2–h6", en="h2-h6"),
    "strong": Text(zh="加粗", en="bold"),
    "anchors": Text(zh="锚文本入链", en="anchors"),
    "prominence": Text(zh="突出度", en="prominence"),
    "placement": Text(zh="位置分", en="placement"),
    "relevance": Text(zh="相关度", en="relevance"),
    "link_strength": Text(zh="链接强度", en="link strength"),
    "kind": Text(zh="类别", en="kind"),
    "rivals": Text(zh="竞品数", en="rivals"),
    "rival_heads": Text(zh="竞品主题页", en="their pages on it"),
    "rival_share": Text(zh="竞品占比", en="their share"),
    "own_heads": Text(zh="本站主题页", en="own pages on it"),
    "own_share": Text(zh="本站占比", en="own share"),
    "best_url": Text(zh="最强网页", en="strongest page"),
    "best_relevance": Text(zh="其相关度", en="its relevance"),
    "place": Text(zh="名次", en="place"),
    "focus": Text(zh="专注度", en="focus"),
    "origin": Text(zh="来源", en="origin"),
    "verdict": Text(zh="判断", en="verdict"),
    "competition": Text(zh="竞争度", en="competition"),
    "own_strength": Text(zh="本站强度", en="own strength"),
    "strength": Text(zh="站点强度", en="strength"),
    "words": Text(zh="词数", en="words"),
    "text_match": Text(zh="匹配", en="match"),
    "bm25": Text(zh="BM25", en="BM25"),
    "fresh": Text(zh="新鲜度", en="freshness"),
    "intent": Text(zh="意图", en="intent"),
    "modifier": Text(zh="依据", en="told by"),
    "tier": Text(zh="层级", en="tier"),
    "head": Text(zh="所含短词", en="shorter keyword within"),
    "breadth": Text(zh="宽窄", en="breadth"),
    "reach": Text(zh="网页占比", en="share of pages"),
    "tokens": Text(zh="词元", en="tokens"),
    "han": Text(zh="汉字", en="Han characters"),
    "target_origin": Text(zh="来源", en="origin"),
    "page_type": Text(zh="网页类型", en="page type"),
    "fits": Text(zh="位置合适", en="right place"),
}
VALUES = {
    "gap": Text(zh="缺口", en="gap"),
    "weak": Text(zh="偏弱", en="weak"),
    "lead": Text(zh="独有", en="lead"),
    "config": Text(zh="配置", en="configured"),
    "proposed": Text(zh="建议", en="proposed"),
    "right": Text(zh="合适", en="right page"),
    "other": Text(zh="别的网页更强", en="another page is stronger"),
    "missing": Text(zh="网页不在或不可收录", en="page missing or not indexable"),
    "none": Text(zh="没有网页", en="no page"),
    "winnable": Text(zh="可争", en="winnable"),
    "even": Text(zh="相当", en="even"),
    "hard": Text(zh="难", en="hard"),
    "not-judged": Text(zh="未判断（没有竞品）", en="not judged (no competitor)"),
}
OWN_VALUES: dict[str, Mapping[str, Text]] = {  # columns with codes of their own
    "intent": INTENTS,
    "tier": TIERS,
    "breadth": {"": Text("", ""), "broad": Text(zh="太宽", en="broad"), "narrow": Text(zh="太窄", en="narrow")},
    "target_origin": {"config": Text(zh="配置", en="configured"), "guessed": Text(zh="推测", en="guessed")},
}
WORDED = ("kind", "origin", "verdict")  # columns whose values are told in the person's language
SHARES = ("density_chars", "density_hits", "density_tokens", "rival_share", "own_share", "reach")
ADDRESSES = ("url", "best_url")
POINTS = ("competition", "own_strength", "strength")


_DENSITIES = ("density_chars", "density_hits", "density_tokens")
TABLES = {
    "top": Table(
        ("term", "pages", "hits", "title_pages", *_DENSITIES, "tfidf", "target"),
        """
        with best as (
            select term_id, count(*) as pages, sum(count) as hits, sum(in_title) as titles, avg(density_chars) as a,
                avg(density_hits) as b, avg(density_tokens) as c, sum(tfidf) as weight
            from page_terms where run_id = :run group by term_id
        )
        select t.term, b.pages, b.hits, b.titles, b.a, b.b, b.c, b.weight,
            exists (select 1 from keyword_targets x where x.run_id = :run and x.term_id = b.term_id)
        from best b join terms t on t.term_id = b.term_id order by b.weight desc, t.term
        """,
    ),
    "page": Table(
        (
            *(
                "term",
                "count",
                *_DENSITIES,
                "tfidf",
                "weight",
                "in_title",
                "in_h1",
                "in_description",
                "in_intro",
                "in_url",
                "in_alt",
            ),
            *("headings", "strong"),
            *("anchors", "prominence", "placement", "target"),
        ),
        f"""
        select t.term, coalesce(k.count, 0), coalesce(k.density_chars, 0.0), coalesce(k.density_hits, 0.0),
            coalesce(k.density_tokens, 0.0), coalesce(k.tfidf, 0.0), coalesce({TERM_WEIGHT}, 0.0) as weight,
            coalesce(k.in_title, p.in_title), coalesce(k.in_h1, p.in_h1), coalesce(k.in_description, p.in_description),
            p.in_intro, p.in_url, p.in_alt, g.heading_hits, g.strong_hits, p.anchors, coalesce(k.prominence, p.prominence), p.placement,
            p.term_id is not null
        from (
            select term_id from page_terms where run_id = :run and url_id = :url_id
            union select term_id from keyword_places where run_id = :run and url_id = :url_id
        ) both
        join terms t on t.term_id = both.term_id
        left join page_terms k on k.run_id = :run and k.url_id = :url_id and k.term_id = both.term_id
        left join keyword_places p on p.run_id = :run and p.url_id = :url_id and p.term_id = both.term_id
        left join keyword_standing g on g.run_id = :run and g.url_id = :url_id and g.term_id = both.term_id
        order by p.term_id is null, p.placement desc, weight desc, t.term
        """,
    ),
    "gap": Table(
        ("kind", "term", "rivals", "rival_heads", "rival_share", "own_heads", "own_share", "best_url"),
        """
        select kind, term, rivals, rival_heads, rival_share, own_heads, own_share, best_url
        from v_keyword_gaps where run_id = :run and :kind in ('all', kind)
        order by case kind when 'gap' then 0 when 'weak' then 1 else 2 end, ordinal
        """,
    ),
    "cannibal": Table(
        ("term", "target", "place", "url", "in_title", "in_h1", "focus", "relevance", "link_strength"),
        """
        select term, target, place, url, in_title, in_h1, focus, relevance, link_strength
        from v_keyword_rivals where run_id = :run
        order by target desc, max(relevance) over (partition by term) desc, term, place
        """,
    ),
    "map": Table(
        ("term", "origin", "verdict", "url", "relevance", "best_url", "best_relevance"),
        """
        select m.term, m.origin, m.verdict, m.url, m.relevance, m.best_url, m.best_relevance
        from v_keyword_map m
        join terms t on t.term = m.term
        join keyword_targets k on k.run_id = m.run_id and k.term_id = t.term_id
        where m.run_id = :run order by k.ordinal
        """,
    ),
    "compete": Table(
        (
            *("term", "competition", "own_strength", "verdict", "site", "strength", "pages", "title_pages", "h1_pages"),
            *("html_pages", "placement", "text_match", "bm25", "link_strength", "words", "fresh", "best_url"),
        ),
        """
        select c.term, c.competition, c.own_strength, c.verdict, c.site, c.strength, c.pages, c.title_pages, c.h1_pages,
            c.html_pages, c.placement, c.text_match, c.bm25, c.link_strength, c.words, c.fresh, c.best_url
        from v_competition c
        join terms t on t.term = c.term
        join keyword_targets k on k.run_id = c.run_id and k.term_id = t.term_id
        where c.run_id = :run order by k.ordinal, c.own desc, c.strength desc, c.site
        """,
    ),
    "labels": Table(
        ("term", "intent", "modifier", "tier", "head", "breadth", "pages", "reach", "tokens", "han", "target_origin"),
        """
        select l.term, l.intent, l.modifier, l.tier, l.head, l.breadth, l.pages, l.reach, l.tokens, l.han, l.origin
        from v_keyword_labels l
        join terms t on t.term = l.term
        join keyword_targets k on k.run_id = l.run_id and k.term_id = t.term_id
        where l.run_id = :run order by k.ordinal
        """,
    ),
    "pyramid": Table(
        ("tier", "term", "intent", "url", "page_type", "fits", "pages"),
        """
        select l.tier, l.term, l.intent, l.url, l.page_type, l.fits, l.pages
        from v_keyword_labels l
        join terms t on t.term = l.term
        join keyword_targets k on k.run_id = l.run_id and k.term_id = t.term_id
        where l.run_id = :run
        order by case l.tier when 'core' then 0 when 'second' then 1 else 2 end, l.pages desc, k.ordinal
        """,
    ),
}
MARKET = (
    "gap",
    "cannibal",
    "map",
    "compete",
    "labels",
    "pyramid",
)  # tables of a target site, compared with its competitors


def compare(store: Store, run: Run, settings: Settings) -> None:
    """Make sure that the comparison of a target's run is there and knows the link graph, if that was computed since.

    Raises:
        SettingsError: the run is of a competitor (XE-150).
    """
    from keywords.competition import competitor_runs
    from keywords.market import run_market

    if run.role != "target":
        raise _of_competitor(run)
    (there,) = store.db.execute(
        "select exists (select 1 from keyword_labels where run_id = :run)"
        " or not exists (select 1 from keyword_targets where run_id = :run)",
        {"run": run.run_id},
    ).fetchone()
    sites = [run.run_id, *(rival.run_id for rival in competitor_runs(store, settings))]
    if not there or any(_stale(store, site) for site in sites):
        run_market(store, run.run_id, settings)


def _stale(store: Store, run_id: int) -> bool:
    """Whether the link graph of a run was computed after its keywords were weighed."""
    (linked,) = store.db.execute(
        "select not exists (select 1 from keyword_places where run_id = :run)"
        " or exists (select 1 from keyword_places where run_id = :run and link_strength is not null)",
        {"run": run_id},
    ).fetchone()
    return not linked and store.stage_finished(run_id, "links")


def rows_of(store: Store, name: str, values: Mapping[str, object]) -> Iterator[Row]:
    """The rows of one of the tables."""
    return iter(store.db.execute(TABLES[name].sql, values))


def for_people(name: str, rows: Iterable[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """Headings and cells as a terminal shows them: words for codes, per cent for shares, yes as a tick."""
    return TABLES[name].for_people(rows, HEADINGS, lang, lambda column: _shown(column, lang))


def _shown(column: str, lang: Lang) -> Callable[[object], object]:
    def show(value: object) -> object:
        if value is None:
            return "—"
        if column in OWN_VALUES and isinstance(value, str):
            return OWN_VALUES[column][value].get(lang)
        if column in WORDED and isinstance(value, str):
            if column == "verdict" and value == "weak":
                return Text(zh="标题和 h1 都没有", en="in neither title nor h1").get(lang)
            return VALUES[value].get(lang)
        if column in ADDRESSES and isinstance(value, str):
            return shown(value)
        if column in SHARES and isinstance(value, float):
            return f"{value:.2%}"
        if column.startswith("in_") or column in ("target", "fits"):
            return "✓" if value else ""
        if isinstance(value, float):
            return round(value, 1 if column in POINTS else 3)  # numbers stand to the right
        return value

    return show


def _of_competitor(run: Run) -> SettingsError:
    return SettingsError(
        150,
        Text(zh=f"运行 #{run.run_id} 是竞品 {run.site} 的，没有与它比较的市场", en=f"run #{run.run_id} is of the competitor {run.site}: nothing is compared with it"),
        [(REMEDY, Text(zh="指定目标站的一次运行，如 latest。", en="Name a run of the target site, such as latest."))],
    )  # fmt: skip
