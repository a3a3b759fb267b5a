"""The command ``brief``: what to write for a keyword, from the crawled pages that serve it best."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, format_of, option
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store
    from keywords.brief.model import Brief

FORMATS = ("md", "html", "json")
WROTE = Text(zh="简报 → {path}（{size:,} 字节）", en="Brief -> {path} ({size:,} bytes)")


@command(
    "brief",
    Text(
        zh="为一个关键词写内容简报：依据抓到的市场里最贴合它的网页，列出要讲的子主题、用词范围、要回答的问题、篇幅、\n"
        "要加的站内链接、宽度内的标题和描述草稿、结构化数据。--page 与本站的一页对照：有什么，缺什么。\n"
        "材料不够时直说，不编造。数字是别人怎样写，不是搜索引擎的规则。",
        en="A content brief for a keyword, from the crawled pages of the market that serve it best: subtopics, terms with ranges,\n"
        "questions, length, internal links to add, title and description drafts within the limits, structured data.\n"
        "--page sets a page of the own site beside it: what it has and lacks. What is wanting is said, nothing is made up;\n"
        "the figures are what others do, no rule of a search engine.",
    ),
    examples=(
        "xunlu brief teapot",
        "xunlu brief 'green tea' --page / -o brief.html",
        "xunlu brief 'green tea' --format json",
    ),
)
@click.argument("keyword")
@option("--page", default="", metavar="URL", help=Text(zh="为本站的哪个网页；默认建议一页。", en="For this page of the own site; default: one is proposed."))  # fmt: skip
@option(
    "--format", "kind", type=click.Choice(FORMATS), default=None,
    help=Text(zh="格式；不写时看 -o 的扩展名，否则为 md。", en="Format; else what the extension of -o says, else md."),
)  # fmt: skip
@option("-o", "--output", default="-", help=Text(zh="写入文件，- 为标准输出。", en="Write to a file; - is stdout."))
@option("--run", default="latest", help=Text(zh="目标站的哪次运行。", en="Which run of the target site."))
@click.pass_obj
def brief(app: App, /, keyword: str, page: str, kind: str | None, output: str, run: str) -> None:
    """Write the brief of KEYWORD."""
    from configs.output import check_writable, write_text

    chosen = kind or format_of(output, FORMATS) or "md"
    path = None if output == "-" else Path(output)
    if path:
        check_writable(path)
    from keywords.asked import refuse_empty

    refuse_empty(keyword)
    text = as_text(app, _brief(app, keyword, page, run), chosen)
    if path:
        app.say(WROTE, path=path, size=write_text(path, text))
    else:
        sys.stdout.write(text)


def _brief(app: App, keyword: str, page: str, reference: str) -> Brief:
    from keywords.brief.whole import asked_for, brief_of
    from keywords.read_cli import analysed
    from reports.brief.limits import limits
    from reports.brief.links import links_to_add

    with analysed(app, reference, market=True) as (store, run):
        url_id = _page(store, run, page) if page else None
        made = brief_of(store, asked_for(store, run, app.settings, keyword, url_id, limits(app.settings)), app.settings)
        return replace(made, links=links_to_add(store, made))


def _page(store: Store, run: Run, page: str) -> int:
    """The page that was named.

    Raises:
        SettingsError: the run does not know it (XE-121), or it is no HTML page that could be read (XE-193).
    """
    from configs.errors import REMEDY, WHERE, SettingsError
    from crawler.lookup import find_url

    url_id, url = find_url(store, run.run_id, page)
    (there,) = store.db.execute(
        "select exists (select 1 from pages where run_id = ? and url_id = ? and is_html and status between 200 and 299)",
        [run.run_id, url_id],
    ).fetchone()
    if not there:
        raise SettingsError(
            193,
            Text(zh=f"不是读到了的 HTML 网页：{page}", en=f"no HTML page that could be read: {page}"),
            [(WHERE, Text(url, url)), (REMEDY, Text(zh=f"看它回答什么：xunlu page {page}；或不写 --page。", en=f"See what it answers: xunlu page {page}; or leave --page out."))],
        )  # fmt: skip
    return url_id


def as_text(app: App, made: Brief, kind: str) -> str:
    """The brief in a format and the person's language; JSON has both languages."""
    if kind == "json":
        import json
        from dataclasses import asdict

        from configs.text import CONTROL

        text = json.dumps({"version": 1, **asdict(made)}, ensure_ascii=False, indent=2)
        return CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
    from reports.brief.sections import shown

    if kind == "html":
        from reports.brief.as_html import html

        return html(shown(made, app.lang))
    from reports.brief.as_markdown import markdown

    return markdown(shown(made, app.lang))
