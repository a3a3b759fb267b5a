"""A file from a host that mainland networks block keeps a page blank for as long as the browser waits for it.

Judged on pages in Simplified Chinese alone, where they are for no other region by their language code: English pages, and
those for Taiwan, Hong Kong or Singapore, have no readers whom it hurts. A warning where the first paint waits for the
file, as for style sheets and scripts of the head and imports of inline styles; else a notice. Whoever knows better which
hosts are reached sets ``hosts``.
"""

from collections.abc import Iterator, Sequence

from audit.mainland import UNRELIABLE, for_mainland, unreliable
from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    resources = page.facts.resources
    if not for_mainland(page):
        return
    blocking = [*(address for _, address in page.facts.markup.blocking), *resources.imports]
    listed = options["hosts"]
    waiting = _hosts(blocking, page.url, listed)
    images = [f"https://{host}/" for host in resources.image_hosts]
    later = _hosts([*resources.styles, *resources.scripts, *resources.frames, *images], page.url, listed)
    hosts = {**waiting, **{host: address for host, address in later.items() if host not in waiting}}
    if hosts:
        yield {
            "blocking": "blocking" if waiting else "later",
            "count": len(hosts),
            "hosts": list(hosts),
            "files": list(hosts.values())[:5],
            "severity": "warning" if waiting else "notice",
        }


def _hosts(addresses: list[str], own: str, listed: Sequence[str]) -> dict[str, str]:
    """Hosts that are unreliable in China, each with the first address there."""
    found: dict[str, str] = {}
    for address in addresses:
        if host := unreliable(address, own, listed):
            found.setdefault(host, address[:200])
    return found


FONT = '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Noto+Serif+SC">'
TAGS = '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-ABC"></script>'

check = PageCheck(
    id="china-blocked-resources",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book=None,
    tier="extended",
    title=Text(zh="网页要加载境内打不开的资源", en="A page loads files that mainland China hardly reaches"),
    message=Text(
        zh="{blocking}：{count} 个境内难以访问的域名 {hosts}，例如 {files}",
        en="{blocking}: {count} hosts unreliable in mainland China: {hosts}, such as {files}",
    ),
    words={
        "blocking": Text(zh="阻塞显示", en="holding the page up"),
        "later": Text(zh="不阻塞显示", en="not holding the page up"),
    },
    why=Text(
        zh="这些域名在大陆时通时断：样式和头部脚本等不到，网页几十秒空白；字体、视频、验证码则缺一块，统计漏数。只影响大陆访客和百度。",
        en="These hosts come and go in the mainland. Waiting for style sheets and head scripts, pages stay blank for long; fonts, films and captchas are missing, and visits go uncounted. It concerns visitors there and Baidu only.",
    ),
    fix=Text(
        zh="开发：字体和脚本下载到自己的服务器或国内 CDN；验证码换成 www.recaptcha.net 或国内服务，视频用国内平台；其余加 async。",
        en="Developer: serve fonts and scripts yourself or from a CDN in China; use www.recaptcha.net or a local captcha, and local video hosts; load the rest with async.",
    ),
    avoid=Text(
        zh="不要换成来历不明的镜像。没有大陆访客的网站不必处理。",
        en="No mirrors of unknown owners. Without visitors there, leave it.",
    ),
    verify=Text(
        zh="用境内的测速平台打开网页，看有没有卡住的请求。",
        en="Open the page from a testing service in China and look for hanging requests.",
    ),
    before=FONT,
    after='<link rel="stylesheet" href="/fonts/noto-serif-sc.css">',
    matters=Matters.UX,
    source="https://developers.google.com/recaptcha/docs/faq",
    applies="select url_id from temp.page_facts where coalesce(facts ->> '$.writing.language', 'zh') = 'zh'"
    " and coalesce(facts ->> '$.writing.script', '') <> 'hant'",
    needs=frozenset({"facts"}),
    options={"hosts": Option(UNRELIABLE, "names of hosts, each with its subdomains")},
    rule=rule,
    confidence=0.85,
    effort_hours=4,
    profiles={"baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        f"<html lang='en'><head>{FONT}{TAGS}</head><body><main><h1>Tea</h1><p>Tea made by hand in the hills.</p></main></body></html>",
        f"<html lang='zh-TW'><head>{FONT}</head><body><main><h1>茶</h1><p>好茶在此，請慢用。</p></main></body></html>",
        f"<html lang='zh'><head>{FONT}</head><body><main><h1>挑選好壺</h1><p>這樣選來的壺，裡外都合用，開水沖下去，茶香舒展。</p></main></body></html>",
        "<html lang='zh'><head><script src='https://www.recaptcha.net/recaptcha/api.js'></script>"
        "<link rel='stylesheet' href='https://fonts.googleapis.cn/css'><link rel='preconnect' href='https://fonts.gstatic.com'></head>"
        "<body><p>茶</p><a href='https://www.youtube.com/tea'>视频</a><img src='https://cdn.netflix.com/a.jpg'></body></html>",
    ),
    bad=(
        f"<html lang='zh'><head>{FONT}</head><body><p>好用的茶壶</p></body></html>",
        f"<html lang='zh'><head>{TAGS}</head><body><p>好用的茶壶</p></body></html>",
        "<html lang='zh'><head><style>@import url(//fonts.googleapis.com/css?family=Roboto);</style></head><body><p>好用的茶壶</p></body></html>",
        "<html lang='zh'><body><p>视频</p><iframe src='https://www.youtube-nocookie.com/embed/a' title='泡茶'></iframe></body></html>",
        "<html lang='zh'><body><p>作者</p><img src='https://secure.gravatar.com/avatar/0?s=48' alt='作者头像'></body></html>",
    ),
)  # fmt: skip
