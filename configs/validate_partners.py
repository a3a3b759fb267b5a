"""What a partner of exchanged links must say of itself."""

from __future__ import annotations

from collections.abc import Iterator

from configs.settings import Settings
from configs.text import Text

MOST = 500  # partners; each costs two or three requests after a crawl


def partner_faults(settings: Settings) -> Iterator[Text]:
    """Every fault, as sentences in the manner of ``configs.validate``."""
    targets = [name for name, site in settings.sites.items() if site.role == "target"]
    seen: set[tuple[str, str]] = set()  # forms of pages, and our sites that ask for them
    if len(settings.partners) > MOST:
        yield Text(f"[[partners]] 最多 {MOST} 个", f"[[partners]] are {MOST} at most")
    for number, one in enumerate(settings.partners, 1):
        place = f"[[partners]] #{number}"
        yield from _addresses(place, one.page, one.link, (("ours", one.ours), ("target", one.target)))
        if one.site and one.site not in targets:
            names = ", ".join(targets) or "-"
            yield Text(f"{place} site：没有 target 站点 {one.site}（有：{names}）", f"{place} site: no target site {one.site} (there are: {names})")  # fmt: skip
        asked = {(_form(one.page), site) for site in ([one.site] if one.site else targets or [""])}
        if asked & seen:
            yield Text(f"{place} page 重复：{one.page}", f"{place} page stands there twice: {one.page}")
        seen |= asked


def _form(page: str) -> str:
    """A page's address as browsers write it, without its fragment: two with the same are one page."""
    import ada_url  # 30 ms that configurations without partners need not wait for

    try:
        return str(ada_url.normalize_url(page)).partition("#")[0].removesuffix("?")
    except ValueError:
        return page


def _addresses(place: str, page: str, link: str, ours: tuple[tuple[str, str], ...]) -> Iterator[Text]:
    whole = ("http://", "https://")
    if not page.startswith(whole):
        yield Text(f"{place} page 要是完整网址（https://…），不是 {page!r}", f"{place} page must be a whole URL (https://...), not {page!r}")  # fmt: skip
    if link and not link.startswith(whole):
        yield Text(f"{place} link 要是完整网址（https://…），不是 {link!r}", f"{place} link must be a whole URL (https://...), not {link!r}")  # fmt: skip
    for name, address in ours:
        if address and not address.startswith(("/", *whole)):
            yield Text(f"{place} {name} 要以 / 或 http(s):// 开头，不是 {address!r}", f"{place} {name} must begin with / or http(s)://, not {address!r}")  # fmt: skip
