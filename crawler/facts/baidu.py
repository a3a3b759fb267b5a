"""What Baidu and Toutiao read: mobile metas, the mobile counterpart, time factors, verification tags, the logo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crawler.facts.elements import JSON_LD
from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements, Meta

CLIP = 300  # characters
MAX_KEPT = 10
CAMBRIAN = "ziyuan.baidu.com/contexts/cambrian"
_TIMES = ("pubDate", "upDate", "lrDate")
_TIME = re.compile(r'"(pubDate|upDate|lrDate)"\s*:\s*"([^"]{0,60})"')
_VERIFIES = re.compile(r"verif|validat", re.IGNORECASE)
_LOGO = (
    'header [class*="logo" i] img, header img[class*="logo" i], [id*="logo" i] img, [class*="logo" i] img, header a img'
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*\Z", re.IGNORECASE)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BaiduFacts:
    """What Baidu and Toutiao read."""

    applicable_device: str = ""  # lower case, without spaces; empty: none
    cache_control: str = ""  # contents of meta http-equiv=Cache-Control, lower case, joined by ", "
    format_detection: str = ""  # lower case
    mobile_agents: tuple[str, ...] = ()  # contents of meta mobile-agent, by name or http-equiv
    mobile_pages: tuple[Pair, ...] = ()  # media and address, as written, of link rel=alternate media=...
    time_factor: bool = False  # JSON-LD in the vocabulary of Baidu's time factor
    times: tuple[Pair, ...] = ()  # pubDate, upDate, lrDate of it, as written
    toutiao_times: tuple[Pair, ...] = ()  # property (without bytedance:) and content
    verifications: tuple[Pair, ...] = ()  # name and code of metas by which owners of a site prove themselves
    logo: tuple[str, int, int] | tuple[()] = ()  # address, width and height in px as declared, 0 = not declared


def baidu_facts(document: Document, elements: Elements, html: str) -> BaiduFacts:
    """What Baidu and Toutiao read."""
    found: dict[str, list[str]] = {
        "cache-control": [],
        "mobile-agent": [],
        "applicable-device": [],
        "format-detection": [],
    }
    toutiao, verifications = [], []
    for meta in elements.metas:
        name = (meta.name or meta.http_equiv or meta.about).strip()[:CLIP]
        if name in found:
            found[name].append(_content(meta))
        elif name.startswith("bytedance:") and name.endswith("time"):
            toutiao.append((name.removeprefix("bytedance:"), _content(meta)))
        elif _verifies(name):
            verifications.append((name[:80], _content(meta)[:80]))
    times: dict[str, Any] = _time_factor(elements, html)
    return BaiduFacts(
        applicable_device=next(iter(found["applicable-device"]), "").lower().replace(" ", ""),
        cache_control=", ".join(found["cache-control"]).lower()[:CLIP],
        format_detection=", ".join(found["format-detection"]).lower()[:CLIP],
        mobile_agents=tuple(found["mobile-agent"][:MAX_KEPT]),
        mobile_pages=_mobile_pages(elements),
        toutiao_times=tuple(toutiao[:MAX_KEPT]),
        verifications=tuple(verifications[:MAX_KEPT]),
        logo=_logo(document),
        **times,
    )


@lru_cache(maxsize=1024)
def _verifies(name: str) -> bool:
    return _VERIFIES.search(name) is not None


def _content(meta: Meta) -> str:
    return collapse(meta.content())[:CLIP]


def _mobile_pages(elements: Elements) -> tuple[Pair, ...]:
    found = []
    for rel, link in elements.links:
        if "alternate" in rel and (media := link.attr("media")) and "alternate" in rel.split():
            found.append((collapse(media).lower()[:100], (link.attr("href") or "").strip()[:CLIP]))
    return tuple(found[:MAX_KEPT])


def _time_factor(elements: Elements, html: str) -> dict[str, Any]:
    """Read from the text, so that a block that is broken elsewhere still tells its dates."""
    for script in elements.scripts:
        if script.kind == JSON_LD and CAMBRIAN in script.text:
            if CAMBRIAN not in html:
                break
            dates = dict(reversed(_TIME.findall(script.text[:20_000])))
            return {"time_factor": True, "times": tuple((name, dates[name]) for name in _TIMES if name in dates)}
    return {}


def _logo(document: Document) -> tuple[str, int, int] | tuple[()]:
    image = document.select_one(_LOGO)
    if image is None:
        return ()
    return (image.attr("src") or "")[:CLIP], _pixels(image.attr("width")), _pixels(image.attr("height"))


def _pixels(value: str | None) -> int:
    match = _PIXELS.match(value or "")
    return int(match.group(1)) if match else 0
