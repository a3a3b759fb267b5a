"""The command ``check``: one saved page or draft, offline."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import REMEDY, WHERE, InputError, InternalError, SettingsError
from configs.reasons import reason
from configs.text import Lang, Text

if TYPE_CHECKING:
    from jobs.draft import Draft

HELP = Text(
    zh="检查一个保存下来的网页或一份草稿，不联网、不用库：打印事实、单页问题和关键词的密度与位置。\n"
    "FILE 是 HTML 或纯文本文件，- 为标准输入。需要整站才能判断的检查项不在其中。",
    en="Check one saved page or draft, without a network or a store: its facts, page-level findings, and the density\n"
    "and positions of keywords. FILE is HTML or plain text, - is stdin. Checks that need the whole site are left out.",
)
SAVE_AGAIN = Text(zh="在浏览器里另存为“仅 HTML”，再检查那个文件。", en="Save the page as “HTML only” in the browser, and check that file.")  # fmt: skip
FACTS = {
    "status": Text(zh="编码", en="charset"),
    "title": Text(zh="标题（{n} 列）", en="title ({n} columns)"),
    "description": Text(zh="描述（{n} 列）", en="description ({n} columns)"),
    "h1": Text(zh="h1（{n} 个）", en="h1 ({n})"),
    "text": Text(zh="正文", en="main text"),
    "lang": Text(zh="语言", en="lang"),
    "canonical": Text(zh="规范链接", en="canonical"),
    "robots": Text(zh="robots", en="robots"),
    "images": Text(zh="图片", en="images"),
    "schema": Text(zh="结构化数据", en="structured data"),
}
LENGTH = Text(
    zh="{han} 个汉字，{latin} 个英文词，{words} 个词", en="{han} Han characters, {latin} Latin words, {words} words"
)
IMAGES = Text(zh="{images} 张，{bare} 张没有 alt", en="{images}, {bare} without alt")
NONE = Text(zh="（无）", en="(none)")
COUNTS = Text(
    zh="问题 {findings}；通过 {passed} 项，未判断 {open} 项。",
    en="Findings: {findings}. Checks passed: {passed}, not judged: {open}.",
)
PLAIN = Text(
    zh="这份草稿没有标记，只检查了正文。",
    en="This draft has no markup: only its text was checked.",
)
KEYWORDS = Text(
    zh="关键词（密度 A = n×词长/L，B = n/L，C = 词元；没有公布的标准）",
    en="Keywords (density A = n*len/L, B = n/L, C = tokens; no engine publishes a target)",
)
PROMINENCE = Text(zh="突出度", en="prominence")
PLACES = {
    "in_title": Text(zh="标题", en="title"),
    "in_h1": Text(zh="h1", en="h1"),
    "in_description": Text(zh="描述", en="description"),
    "in_url": Text(zh="网址", en="URL"),
}


FIX = Text(zh="改法：", en="Fix: ")


@command(
    "check",
    HELP,
    examples=(
        "xunlu check page.html --url https://shop.example/products/12.html",
        'xunlu check draft.txt --url https://shop.example/news/1.html --keyword "green tea"',
    ),
)
@click.argument("file", metavar="FILE|-")
@option(
    "--url",
    required=True,
    help=Text(zh="这个网页的网址（将来的也行）。", en="Address of the page, or the one it will have."),
)
@option(
    "-k", "--keyword", multiple=True, help=Text(zh="要看的关键词，可重复。", en="A keyword to look for; repeatable.")
)
@option(
    "--format",
    "format",
    type=click.Choice(["table", "json"]),
    default="table",
    help=Text(zh="输出格式。", en="Output format."),
)
@click.pass_obj
def check(app: App, /, file: str, url: str, keyword: tuple[str, ...], format: str) -> None:
    """Read, judge, print; exit code 5 when a check crashed."""
    from configs.units import size
    from crawler.urls import normalise
    from jobs.draft import judge_draft

    address = normalise(url)
    if not address:
        raise SettingsError(
            126,
            Text(zh=f"网址不对：{url}", en=f"not an address: {url}"),
            [(REMEDY, Text(zh="写完整网址，以 http:// 或 https:// 开头。", en="Write it whole, beginning with http:// or https://."))],
        )  # fmt: skip
    words = [word.strip() for word in keyword if word.strip()]
    draft = judge_draft(read_draft(file, size(app.settings.http.max_body)), address, words, app.settings, app.lang)
    for line in [as_json(draft)] if format == "json" else as_lines(draft, app.lang):
        app.out(line)
    if draft.crashed:
        names = ", ".join(draft.crashed)
        raise InternalError(511, Text(zh=f"有检查崩溃：{names}", en=f"checks crashed: {names}"))


def read_draft(file: str, limit: int) -> bytes:
    """The bytes of a file, or of stdin for "-".

    Raises:
        InputError: it cannot be read (420), is empty (421), no text (422), or larger than ``limit`` bytes (423).
    """
    try:
        body = sys.stdin.buffer.read(limit + 1) if file == "-" else _head(Path(file), limit + 1)
    except OSError as error:
        raise _refused(
            420, file, Text(zh=f"无法读取：{reason(error).zh}", en=f"cannot be read: {reason(error).en}"), CHECK_PATH
        ) from error
    if not body.strip():
        raise _refused(421, file, Text(zh="是空的", en="is empty"), SAVE_AGAIN)
    if len(body) > limit:
        raise _refused(
            423, file, Text(zh=f"大于 {limit / 1e6:,.1f} MB", en=f"is larger than {limit / 1e6:,.1f} MB"),
            Text(zh="调大配置 [http] max_body，或只检查其中一部分。", en="Raise max_body under [http], or check a part of it."),
        )  # fmt: skip
    if is_binary(body):
        raise _refused(422, file, Text(zh="不是网页，也不是文本", en="is neither a page nor text"), SAVE_AGAIN)
    return body


CHECK_PATH = Text(zh="检查路径；标准输入写 -。", en="Check the path; stdin is written -.")


def _head(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any charset: NUL bytes without the mark of UTF-16."""
    head = body[:4096]
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _refused(number: int, file: str, why: Text, remedy: Text) -> InputError:
    name = Text(zh="标准输入", en="stdin") if file == "-" else Text(file, file)
    what = Text(zh=f"{name.zh} {why.zh}", en=f"{name.en} {why.en}")
    return InputError(number, what, [(WHERE, name), (REMEDY, remedy)])


def as_json(draft: Draft) -> str:
    """The draft as one JSON object; main text is left out."""
    import json
    from dataclasses import asdict

    data = asdict(draft)
    data["page"].pop("main_text")
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_lines(draft: Draft, lang: Lang) -> Iterator[str]:
    """What a writer reads at the terminal."""
    from audit.explain import SEVERITY
    from crawler.text import columns, printable

    width = max(columns(label) for label, _ in facts(draft, lang))
    for label, value in facts(draft, lang):
        yield f"{label}{' ' * (width - columns(label))}  {printable(value) or NONE.get(lang)}"
    if draft.is_text:
        yield PLAIN.get(lang)
    if draft.keywords:
        yield ""
        yield KEYWORDS.get(lang)
        yield from keyword_lines(draft, lang)
    yield ""
    for one in draft.findings:
        yield f"{SEVERITY[one.severity].get(lang)}  {one.check_id}  {one.title}"
        yield f"      {printable(one.message)}"
        if one.severity in ("error", "warning"):
            yield f"      {FIX.get(lang)}{one.fix}"
    yield COUNTS.get(lang, findings=len(draft.findings), passed=draft.passed, open=draft.not_judged)


def facts(draft: Draft, lang: Lang) -> list[tuple[str, str]]:
    """Labels and values of the page."""
    page = draft.page
    length = LENGTH.get(lang, han=f"{page.han_chars:,}", latin=f"{page.latin_words:,}", words=f"{draft.words:,}")
    text = [("text", length, None)]
    markup = [
        ("title", page.title, draft.title_width),
        ("description", page.description, draft.description_width),
        ("h1", page.h1, page.h1s),
        *text,
        ("lang", page.lang, None),
        ("canonical", page.canonical, None),
        ("robots", page.robots, None),
        ("images", IMAGES.get(lang, images=page.images, bare=page.images_no_alt), None),
        ("schema", ", ".join(page.schema_types), None),
        ("status", page.charset + (f" ({page.charset_declared})" if page.charset_declared not in ("", page.charset) else ""), None),
    ]  # fmt: skip
    rows = text if draft.is_text else markup
    return [(FACTS[name].get(lang, n=number) if number is not None else FACTS[name].get(lang), value) for name, value, number in rows]  # fmt: skip


def keyword_lines(draft: Draft, lang: Lang) -> Iterator[str]:
    """One line a keyword: hits, densities by formula, prominence, places."""
    glue = "、" if lang == "zh" else ", "
    for one in draft.keywords:
        places = glue.join(text.get(lang) for name, text in PLACES.items() if getattr(one, name)) or "–"
        yield (
            f"  {one.keyword}  n={one.hits}  A {one.density_chars:.2%}  B {one.density_hits:.2%}"
            f"  C {one.density_tokens:.2%}  {PROMINENCE.get(lang)} {one.prominence:.2f}  {places}"
        )
