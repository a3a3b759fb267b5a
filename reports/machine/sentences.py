"""What is said of a finding, a group of findings, and a check that was not judged; one line each."""

from __future__ import annotations

from configs.text import Lang, Text
from reports.machine.model import CheckResult, Found, Results
from reports.machine.places import one_line
from reports.sentences import sentence, text_of
from reports.words import STOPPED, named

GROUP = Text(zh="{title}：{n} 个问题{where}，如 {url}：{said}", en="{title}: {n} findings{where}, e.g. {url}: {said}")
WITHIN = Text(zh="（模板 {template}）", en=" (template {template})")
SINGLE = Text(zh="{title}：{said}（{url}）", en="{title}: {said} ({url})")
ACCEPTED = Text(zh="已接受到 {until}：{reason}", en="accepted until {until}: {reason}")
NOT_JUDGED = Text(zh="{id} 未判断（{why}）", en="{id} was not judged ({why})")
CRASHED = Text(zh="检查 {id} 崩溃：{why}", en="the check {id} crashed: {why}")
PARTIAL = Text(
    zh="抓取不完整（{why}）：没有抓到的网页没有判断",
    en="the crawl is incomplete ({why}): pages it did not reach are not judged",
)
LEFT_OUT = Text(
    zh="还有 {n} 组问题没有列出：xunlu export findings --run {run}",
    en="{n} more groups of findings are left out: xunlu export findings --run {run}",
)
EVERYTHING = Text(zh="全部：{command}", en="all of them: {command}")
TIMES = Text(zh="{n} 个问题", en="{n} findings")


def finding(one: Found, check: CheckResult, lang: Lang) -> str:
    """A finding or a group of them, in one line."""
    said = evidence(one, check, lang)
    title, url = check.texts.title.get(lang), one_line(one.url)
    if not one.grouped:
        return one_line(SINGLE.get(lang, title=title, said=said, url=url))
    where = WITHIN.get(lang, template=one_line(one.template)) if one.template else ""
    return one_line(GROUP.get(lang, title=title, n=f"{one.count:,}", where=where, url=url, said=said))


def evidence(one: Found, check: CheckResult, lang: Lang) -> str:
    """What was seen at the first page."""
    said = sentence(check.texts.message, one.evidence, check.texts.words)
    return one_line(text_of(said.zh if lang == "zh" else said.en)) or check.texts.title.get(lang)


def accepted(reason: str, until: str, lang: Lang) -> str:
    """Why a finding stands, and how long."""
    return one_line(ACCEPTED.get(lang, until=until, reason=reason))


def command(results: Results, check_id: str) -> str:
    """What prints all findings of a check."""
    return f"xunlu export findings --run {results.run.run_id} --select {check_id}"


def partial(results: Results, lang: Lang) -> str:
    """What to know of a crawl that was cut; empty for a whole one."""
    if results.run.status == "complete":
        return ""
    return one_line(PARTIAL.get(lang, why=named(STOPPED, results.run.reason).get(lang) or results.run.status))
