"""A page that does not name its charset, or names a wrong one, shows up as garbled characters."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.facts import Facts
from crawler.facts.usability import UsabilityFacts
from crawler.records import PageRecord

HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
SAME = {"utf8": "utf-8", "gb2312": "gbk", "gb18030": "gbk", "gb_2312-80": "gbk", "x-gbk": "gbk", "cn-big5": "big5",
        "big5-hkscs": "big5", "latin1": "windows-1252", "iso-8859-1": "windows-1252", "us-ascii": "windows-1252",
        "ascii": "windows-1252", "cp1252": "windows-1252", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8"}  # fmt: skip


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    match = HEADER.search(page.headers.get("content-type", ""))
    header, meta = match.group(1).lower() if match else "", facts.charset_meta
    found: Evidence = {"header": header, "meta": meta, "used": page.charset, "byte": facts.charset_byte}
    if not header and not meta and not page.charset_declared:
        yield {**found, "problem": "missing"}
    elif not header and meta and facts.charset_byte > options["max_bytes"]:
        yield {**found, "problem": "late"}
    elif header and meta and _one(header) != _one(meta):
        yield {**found, "problem": "disagree", "severity": "warning"}
    elif page.charset_declared and _one(page.charset_declared) != _one(page.charset):
        yield {**found, "problem": "wrong", "severity": "warning"}


def _one(label: str) -> str:
    """One name for labels that browsers read alike."""
    return SAME.get(label, label)


def _page(
    meta: str = "", byte: int = 0, declared: str = "", used: str = "utf-8", header: str = "text/html"
) -> PageRecord:
    facts = Facts(usability=UsabilityFacts(charset_meta=meta, charset_byte=byte))
    return PageRecord(
        "https://example.com/", 200, is_html=True, charset=used, charset_declared=declared, facts=facts,
        headers={"content-type": header},
    )  # fmt: skip


check = PageCheck(
    id="charset-missing",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.8",
    title=Text(zh="网页没有说明文字编码，或说得不对", en="A page does not name its character encoding, or a wrong one"),
    message=Text(
        zh="{problem}（响应头 {header}，meta {meta}，实际 {used}，位于第 {byte} 字节）",
        en="{problem} (header {header}, meta {meta}, really {used}, at byte {byte})",
    ),
    words={
        "missing": Text(zh="响应头和网页里都没有声明", en="declared neither by header nor by page"),
        "late": Text(zh="meta charset 太靠后，浏览器看不到", en="meta charset comes too late for browsers"),
        "disagree": Text(zh="响应头与 meta 不一致", en="header and meta disagree"),
        "wrong": Text(zh="声明的编码与内容不符", en="the text is not in the declared charset"),
    },
    why=Text(
        zh="浏览器只能猜，中文可能整页乱码；搜索引擎猜错时，标题和正文都会变成乱码进入索引。",
        en="Browsers have to guess, and Chinese may turn into garbage; when an engine guesses wrong, garbage gets indexed.",
    ),
    fix=Text(
        zh="开发：全站统一 UTF-8，head 第一行写 <meta charset=\"utf-8\">；运维：响应头写 Content-Type: text/html; charset=utf-8。",
        en="Developer: UTF-8 throughout, <meta charset=\"utf-8\"> as the first line of head. Operations: send Content-Type: text/html; charset=utf-8.",
    ),
    avoid=Text(zh="不要只改声明而不转换文件。", en="Do not change the declaration without converting the files."),
    verify=Text(zh="curl -sI 网址 | grep -i content-type，再看源码第一行 meta。", en="curl -sI URL | grep -i content-type, then look at the meta."),
    before="Content-Type: text/html",
    after="Content-Type: text/html; charset=utf-8",
    matters=Matters.INDEXING,
    source="https://html.spec.whatwg.org/multipage/semantics.html#charset",
    needs=frozenset({"facts", "headers"}),
    options={
        "max_bytes": Option(1024, "bytes", "https://html.spec.whatwg.org/multipage/semantics.html#charset"),
    },
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta charset="utf-8">',
        _page("gb2312", 40, "gb2312", "gbk", "text/html; charset=GBK"),
        _page(declared="utf-8", header="text/html; charset=UTF-8"),
    ),
    bad=(
        _page(),
        _page("utf-8", 1500, "utf-8"),
        _page("gbk", 40, "utf-8", "utf-8", "text/html; charset=utf-8"),
        _page("utf-8", 40, "utf-8", "gbk"),
    ),
)  # fmt: skip
