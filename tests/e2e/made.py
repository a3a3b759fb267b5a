"""Sites that a function makes up as they are asked for, on a real server: the shapes of ``tests/trap_sites.py``, crawled."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tests.e2e.tiny import ALIASES, Answer, Reply, TinySite, page
from tests.trap_sites import Site

BESIDE = ("/robots.txt", "/sitemap", "/llms.txt", "/xunlu-", "/favicon.ico", *(f"/{name}" for name in ALIASES))


def shown(text: str, hrefs: list[str]) -> str:
    """A page with a text and a menu: lists of links are no part of the main text."""
    menu = "".join(f'<li><a href="{escape(href)}">{escape(href)}</a></li>' for href in hrefs)
    said = escape(text)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{said}</title></head><body>'
        f"<main><h1>{said}</h1><p>{said}。紫砂壶与普洱茶的选购和冲泡。</p></main><nav><ul>{menu}</ul></nav></body></html>"
    )


class MadeSite(TinySite):
    """Serves what ``site`` says of a path; ``answers`` come first, and what crawlers ask for beside pages is a 404."""

    def __init__(self, site: Site, answers: Mapping[str, Answer] | None = None) -> None:
        super().__init__(answers or {})
        self.site = site

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        found = super().reply(path, headers)
        if path in self.answers or path.startswith(BESIDE):
            return found
        made = self.site(path)
        return Reply(page("没有这一页"), 404) if made is None else Reply(shown(*made))
