"""The commands ``keywords phrases`` and ``keywords words``: what belongs together on a site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, read_options
from configs.text import Text
from keywords.read_cli import MORE, NOTHING, run_argument, warn

if TYPE_CHECKING:
    from crawler.records import Run
    from keywords.site_words import Proposal

FIRST = 50  # rows that a terminal shows

PHRASE_HEADINGS = {
    "term": Text(zh="短语", en="phrase"),
    "words": Text(zh="词数", en="words"),
    "hits": Text(zh="次数", en="hits"),
    "pages": Text(zh="网页数", en="pages"),
    "npmi": Text(zh="结合度 NPMI", en="association NPMI"),
    "left": Text(zh="左熵（比特）", en="left entropy (bits)"),
    "right": Text(zh="右熵（比特）", en="right entropy (bits)"),
    "score": Text(zh="分数", en="score"),
}


@command(
    "phrases",
    Text(
        zh="全站的短语：正文里相连的 2–4 个词，不跨标点，至少两次；结合度 NPMI 取最弱的接缝，左右熵说明它能不能独立使用。\n"
        "算法见 docs/keywords.md。超过 20,000 个网页的站点均匀抽取。",
        en="Phrases of the site: 2-4 words in a row of main text, twice or more, across no punctuation; association (NPMI) of\n"
        "the weakest seam, and entropy of the neighbours, which tells whether it stands by itself. How it is computed:\n"
        "docs/keywords.md. Of sites with more than 20,000 pages as many are drawn evenly.",
    ),
    examples=("xunlu keywords phrases", "xunlu keywords phrases latest --limit 200 --format csv -o phrases.csv"),
)
@run_argument
@read_options
@click.pass_obj
def phrases(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Phrases of the site."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from keywords.site_phrases import site_phrases

    with open_store(app.database) as store:
        found = store.run(run)
        warn(app, store, found, market=False)
        rows = site_phrases(store, found.run_id, app.settings)
    names, people = list(PHRASE_HEADINGS), format in ("table", "md")
    print_rows(
        app, [heading.get(app.lang) for heading in PHRASE_HEADINGS.values()] if people else names,
        (tuple(round(cell, 3) if isinstance(cell, float) else cell for cell in row) for row in rows),
        format=format, output=output, limit=limit, first=FIRST, nothing=NOTHING, more=MORE,
    )  # fmt: skip


WORD_HEADINGS = {
    "word": Text(zh="词", en="word"),
    "kind": Text(zh="类别", en="kind"),
    "cut": Text(zh="现在切成", en="cut today"),
    "titles": Text(zh="标题和 h1", en="titles and h1"),
    "breadcrumbs": Text(zh="面包屑", en="breadcrumbs"),
    "brands": Text(zh="JSON-LD 品牌", en="JSON-LD brands"),
    "products": Text(zh="JSON-LD 商品", en="JSON-LD products"),
    "anchors": Text(zh="锚文本", en="anchors"),
    "npmi": PHRASE_HEADINGS["npmi"],
    "left": PHRASE_HEADINGS["left"],
    "right": PHRASE_HEADINGS["right"],
}
KINDS = {
    "brand": Text(zh="品牌", en="brand"),
    "word": Text(zh="词", en="word"),
    "name": Text(zh="名称", en="name"),
}
HOW = Text(
    zh='xunlu keywords words 为 {site} 提出的词（运行 {run}）。删去不要的行，再在配置中写 [keywords] userdict = "{file}"。',
    en="Words that xunlu keywords words proposes for {site} (run {run}). Delete the lines you do not want, then say\n"
    '# [keywords] userdict = "{file}" in the configuration.',
)
WHERE_FOUND = Text(
    zh="现在切成 {cut}；标题 {titles}，面包屑 {breadcrumbs}，品牌 {brands}，商品 {products}，锚文本 {anchors} 页",
    en="cut today: {cut}; pages: titles {titles}, breadcrumbs {breadcrumbs}, brands {brands}, products {products}, anchors {anchors}",
)
NO_WORDS = Text(zh="没有要提出的词：站点用的词都切得开。", en="Nothing to propose: the words the site uses are known.")


@command(
    "words",
    Text(
        zh="提议加进用户词典的词：本站在标题、面包屑、JSON-LD 品牌和商品、锚文本里当整体用，切词却切开的；附各处的网页数和现在的切法。\n"
        "-o words.txt 写成用户词典，删去不要的行后填进配置 [keywords] userdict。",
        en="Words to add to the user dictionary: what the site uses as a unit in titles, breadcrumbs, JSON-LD brands and products,\n"
        "and anchors, and the segmentation takes apart; with pages by place and how it is cut today. -o words.txt writes a user\n"
        "dictionary: delete the lines you do not want and name it under [keywords] userdict.",
    ),
    examples=("xunlu keywords words", "xunlu keywords words -o words.txt"),
)
@run_argument
@read_options
@click.pass_obj
def words(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Proposals for the user dictionary."""
    from crawler.tables import print_rows
    from keywords.read_cli import analysed
    from keywords.site_words import proposals

    with analysed(app, run, market=False) as (store, found):
        warn(app, store, found, market=False)
        proposed = proposals(store, found.run_id, app.settings)
    if format == "table" and output.endswith(".txt"):
        _write_dictionary(app, found, proposed[:limit] if limit else proposed, output)
        return
    people = format in ("table", "md")
    rows = (
        (one.word, KINDS[one.kind].get(app.lang) if people else one.kind, *one[2:8], *(round(x, 3) for x in one[8:]))
        for one in proposed
    )
    print_rows(
        app, [heading.get(app.lang) for heading in WORD_HEADINGS.values()] if people else list(WORD_HEADINGS), rows,
        format=format, output=output, limit=limit, first=FIRST, nothing=NO_WORDS, more=MORE,
    )  # fmt: skip


def _write_dictionary(app: App, run: Run, proposed: Sequence[Proposal], output: str) -> None:
    from pathlib import Path

    from configs.output import replacing

    with replacing(Path(output)) as file:
        file.write(f"# {HOW.get(app.lang, site=run.site, run=run.run_id, file=Path(output).name)}\n")
        for one in proposed:
            file.write(f"# {WHERE_FOUND.get(app.lang, **one._asdict())}\n{one.word}\n")
    app.wrote(len(proposed), output)
