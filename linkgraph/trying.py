"""A plan tried on a stored run: its addresses are found, its links changed, and the figures compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from configs.errors import REMEDY, WHERE, SettingsError, XunluError
from configs.text import Text
from crawler.lookup import find_url
from crawler.store import Store
from crawler.urls import normalise, origin, shown
from linkgraph.crawl import load_crawl
from linkgraph.graph import addresses
from linkgraph.layers import Layers, Stored, graph_of_crawl, row_of, stored_graph
from linkgraph.load import load_nodes, load_redirects, load_starts
from linkgraph.packed import load_packed
from linkgraph.plan import Edit, Plan
from linkgraph.whatif import Figures, NoLinkError, Step, changed, figures, leading_to
from linkgraph.wildcards import Many, is_wild, many_steps, matching

LISTED = 5  # links of a page that are named where the one meant is not among them


@dataclass(slots=True)
class Trial:
    """A run's graph with its figures, to try plans on."""

    store: Store
    run_id: int
    stored: Stored
    before: Figures
    start_url: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to; ``layers`` is the graph after it, with its new pages behind the others."""

    plan: Plan
    steps: tuple[Step, ...]
    new: tuple[str, ...]  # URLs of the new pages, in order of their nodes
    layers: Layers
    after: Figures
    warnings: tuple[Text, ...]


@dataclass(slots=True)
class Found:
    """A plan with its addresses found, so far."""

    steps: list[Step] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of the change, from 1, that each step is of
    new: dict[str, int] = field(default_factory=dict)  # url_id by URL
    warnings: list[Text] = field(default_factory=list)


def load_trial(store: Store, run_id: int) -> Trial:
    """Read the graph of a run whose stage ``links`` is done, and compute its figures."""
    starts = load_starts(store.db, run_id)
    stored = _packed_graph(store, run_id, starts) or graph_of_crawl(load_crawl(store.db, run_id), starts)
    return Trial(store, run_id, stored, figures(stored.layers), store.run(str(run_id)).start_url)


def _packed_graph(store: Store, run_id: int, starts: list[int]) -> Stored | None:
    """The graph by the packed links of the run; None where an older version has not stored any."""
    nodes = load_nodes(store.db, run_id)
    links = load_packed(store.db, run_id, nodes)
    if links is None:
        return None
    (highest,) = store.db.execute("select coalesce(max(url_id), 0) from main.urls").fetchone()
    return stored_graph(nodes, addresses(nodes, load_redirects(store.db, run_id), highest), starts, *links)


def try_plan(trial: Trial, plan: Plan) -> Outcome:
    """The figures after a plan.

    Raises:
        SettingsError: an address that the run does not know (XE-121), changes on what is no page (XE-162), a link that
            is not there (XE-163), or a new page where one stands (XE-164).
    """
    found = resolved(trial, plan)
    try:
        layers = changed(trial.stored, found.steps, list(found.new.values()))
    except NoLinkError as error:
        raise _no_link(trial, plan, found, error.step) from error
    after = trial.before if layers is trial.stored.layers else figures(layers)
    return Outcome(plan, tuple(found.steps), tuple(found.new), layers, after, tuple(found.warnings))


def resolved(trial: Trial, plan: Plan) -> Found:
    """A plan with its addresses found; errors as ``try_plan``."""
    found = Found()
    for address in plan.pages:
        _add_page(trial, found, address)
    for number, edit in enumerate(plan.edits, start=1):
        with_place = Text(
            f"{plan.name}，第 {number} 项：{described(edit)}", f"{plan.name}, change {number}: {described(edit)}"
        )
        try:
            found.steps += _steps(trial, found, edit)
        except XunluError as error:
            raise SettingsError(error.number, error.what, [(WHERE, with_place), *error.rows]) from error
        found.numbers += [number] * (len(found.steps) - len(found.numbers))
    return found


def described(edit: Edit) -> str:
    """A change in a few words, the same in every language."""
    return f"{edit.action} {shown(edit.source)} -> {shown(edit.target)}"


def _add_page(trial: Trial, found: Found, address: str) -> None:
    whole = address if "://" in address else origin(trial.start_url) + "/" + address.lstrip("/")
    url = normalise(whole)
    if url is None:
        raise SettingsError(164, Text(zh=f"不是网址：{address}", en=f"no URL: {address}"), [(REMEDY, PATH)])
    row = trial.store.db.execute("select url_id from main.urls where url = ?", [url]).fetchone()
    where = trial.stored.layers.where
    url_id = int(row[0]) if row and row[0] < where.size else where.size + len(found.new)
    if url_id < where.size and (where.node[url_id] >= 0 or where.final[url_id] != url_id):
        raise SettingsError(
            164, Text(zh=f"这里已有网页或跳转：{shown(url)}", en=f"there is a page or a redirect already: {shown(url)}"),
            [(REMEDY, Text(zh="新网页写别的地址；已有的网页不必声明", en="Name another address; a page that is there needs no declaration"))],
        )  # fmt: skip
    found.new[url] = url_id


PATH = Text(zh="写路径（/茶具/）或完整网址", en="Write a path (/teaware/) or a whole URL")


def _steps(trial: Trial, found: Found, edit: Edit) -> list[Step]:
    """What a change comes to: one step, or one for each page that a source with ``*`` stands for."""
    if not is_wild(edit.source) or _is_known(trial, found, edit.source):
        return [_step(trial, found, edit)]
    nodes = matching(trial.store.db, trial.run_id, trial.start_url, trial.stored, edit.source)
    if not len(nodes):
        raise SettingsError(
            165, Text(zh=f"没有网页的网址符合 {edit.source}", en=f"no page has an address like {edit.source}"), [(REMEDY, WILD)]
        )  # fmt: skip
    target_id, target = _address(trial, found, edit.target)
    many = many_steps(trial.stored, edit, nodes, target_id, found.steps)
    if not many.steps and edit.action != "add":
        raise SettingsError(
            163, Text(zh=f"符合 {edit.source} 的 {len(nodes):,} 个网页都没有到 {shown(target)} 的链接",
                      en=f"none of the {len(nodes):,} pages like {edit.source} has a link to {shown(target)}"),
            [(REMEDY, Text(zh=f"看谁链接到它：xunlu links to {target}", en=f"See which pages do: xunlu links to {target}"))],
        )  # fmt: skip
    found.warnings.extend(_doubts_of_many(trial, found, edit, target_id, target, many))
    return many.steps


WILD = Text(
    zh="* 代表不含 / 的任意一段，** 代表任意一段，如 /products/*.html；看看抓到了什么：xunlu export pages",
    en="* is any run without a slash, ** any run, as in /products/*.html; see what was crawled: xunlu export pages",
)


def _is_known(trial: Trial, found: Found, text: str) -> bool:
    """Whether the address with a ``*`` is one that stands so in the run."""
    try:
        _address(trial, found, text)
    except SettingsError:
        return False
    return True


def _doubts_of_many(
    trial: Trial, found: Found, edit: Edit, target_id: int, target: str, many: Many
) -> Iterator[Text]:  # fmt: skip
    """What a person may not expect of a change on many pages; how many these are is said in any case."""
    layers, at, count = trial.stored.layers, f"{edit.source} -> {shown(target)}", len(many.steps)
    yield Text(
        zh=f"{at}：改动 {count:,} 个网页" + (f"，另有 {many.done:,} 个不用改" if many.done else ""),
        en=f"{at}: {count:,} pages change" + (f", {many.done:,} more need none" if many.done else ""),
    )
    mute = (
        sum(bool(layers.nodes.nofollow[step.source]) for step in many.steps) if edit.action in ("add", "follow") else 0
    )
    if mute:
        yield Text(
            zh=f"{at}：其中 {mute:,} 个网页声明了 nofollow，链接不传权重",
            en=f"{at}: {mute:,} of the pages say nofollow, their links pass nothing on",
        )
    if many.repeats:
        yield Text(
            zh=f"{at}：{many.repeats:,} 个网页上的新链接会在半数以上的同类网页上重复，不算正文链接",
            en=f"{at}: on {many.repeats:,} pages the new link repeats over half of their template and is not editorial",
        )
    if (
        edit.action == "add"
        and target_id not in found.new.values()
        and layers.where.node[layers.where.final[target_id]] < 0
    ):
        yield _lost(at)


def _lost(at: str) -> Text:
    return Text(
        zh=f"{at}：目标不是状态 200 的站内 HTML 网页，权重会流失",
        en=f"{at}: the target is no HTML page of the site with status 200; the score is lost",
    )


def _step(trial: Trial, found: Found, edit: Edit) -> Step:
    (source_id, source), (target_id, target) = (_address(trial, found, text) for text in (edit.source, edit.target))
    layers = trial.stored.layers
    final = int(layers.where.final[source_id]) if source_id < layers.where.size else source_id
    new = list(found.new.values())
    node = layers.pages + new.index(final) if final in new else int(layers.where.node[final])
    if node < 0:
        raise SettingsError(
            162, Text(zh="链接所在的不是状态 200 的 HTML 网页", en="the link would stand on no HTML page with status 200"),
            [(REMEDY, Text(zh=f"看它回答什么：xunlu page {source}", en=f"See what it answers: xunlu page {source}"))],
        )  # fmt: skip
    step = Step(edit.action, node, target_id, edit.place == "main")
    found.warnings.extend(_doubts(trial, found, step, source, target))
    return step


def _address(trial: Trial, found: Found, text: str) -> tuple[int, str]:
    whole = text if "://" in text else origin(trial.start_url) + "/" + text.lstrip("/")
    url = normalise(whole)
    if url in found.new:
        return found.new[url], url
    return find_url(trial.store, trial.run_id, text)


def _doubts(trial: Trial, found: Found, step: Step, source: str, target: str) -> Iterator[Text]:
    """Changes that do less than a person may expect."""
    layers, at = trial.stored.layers, f"{shown(source)} -> {shown(target)}"
    known = step.source < layers.pages
    if step.action in ("add", "follow") and known and layers.nodes.nofollow[step.source]:
        yield Text(
            zh=f"{at}：所在网页声明了 nofollow，链接不传权重",
            en=f"{at}: the page says nofollow, its links pass nothing on",
        )
    if step.action != "add" or step.target in found.new.values():
        return
    if layers.where.node[layers.where.final[step.target]] < 0:
        yield _lost(at)
    elif known and any(row_of(trial.stored.editorial if step.editorial else trial.stored.all, step.source).get(url_id)
                       for url_id in leading_to(row_of(trial.stored.all, step.source), step.target, layers.where)):  # fmt: skip
        yield Text(
            zh=f"{at}：已有这个链接，再加一个没有作用", en=f"{at}: the link is there already, another one does nothing"
        )


def _no_link(trial: Trial, plan: Plan, found: Found, step: Step) -> SettingsError:
    number = next(number for number, one in zip(found.numbers, found.steps, strict=True) if one is step)
    edit = plan.edits[number - 1]
    row = row_of(trial.stored.all, step.source) if step.source < trial.stored.layers.pages else {}
    urls = _urls(trial.store, list(row)[: LISTED * 200])
    listed = [shown(url) for url in _nearest(shown(edit.target), urls)]
    links = Text("、".join(listed) or "没有链接", ", ".join(listed) or "none")
    where = f"{plan.name}, {number}: {described(edit)}"
    return SettingsError(
        163, Text(zh=f"{shown(edit.source)} 上没有到 {shown(edit.target)} 的链接", en=f"{shown(edit.source)} has no link to {shown(edit.target)}"),
        [(WHERE, Text(where, where)), (Text(zh="它的链接", en="Its links"), links),
         (REMEDY, Text(zh=f"全部链接：xunlu links from {edit.source}", en=f"All of them: xunlu links from {edit.source}"))],
    )  # fmt: skip


def _nearest(wanted: str, urls: list[str]) -> list[str]:
    import difflib

    by_path = {shown(url): url for url in urls}
    near = difflib.get_close_matches(wanted, by_path, n=LISTED, cutoff=0.3)
    return near or list(by_path)[:LISTED]


def _urls(store: Store, url_ids: Sequence[int]) -> list[str]:
    found = []
    for url_id in url_ids:
        row = store.db.execute("select url from main.urls where url_id = ?", [url_id]).fetchone()
        found += [str(row[0])] if row else []
    return found
