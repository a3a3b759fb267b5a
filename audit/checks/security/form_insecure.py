"""What is typed into a form without encryption can be read by everybody on the way.

A search form that only reads is left to the check of the page itself. A site on this machine or a private network is
not judged.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import is_local


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    forms = page.facts.forms
    plain = [action for _, action in forms.actions if _sends_plain(action)]
    if plain:
        yield {"problem": "action", "action": plain[0], "passwords": forms.passwords}
    elif page.url.startswith("http://") and not is_local(page.url):
        posted = [
            action for method, action in forms.actions if method == "post" and not action.lower().startswith("https:")
        ]
        if forms.passwords or posted:
            yield {
                "problem": "password" if forms.passwords else "post",
                "action": posted[0] if posted else "",
                "passwords": forms.passwords,
            }


def _sends_plain(action: str) -> bool:
    return action.lower().startswith("http://") and not is_local(action)


def _plain(html: str, url: str = "http://shop.example/login") -> PageExample:
    return page_example(url, html)


check = PageCheck(
    id="form-insecure",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="表单内容未加密传送", en="A form sends what is typed without encryption"),
    message=Text(zh="{problem}{action}", en="{problem}{action}"),
    words={
        "action": Text(zh="表单提交到 ", en="the form sends to "),
        "password": Text(zh="http 网页上有密码框 ", en="password field on an http page "),
        "post": Text(zh="http 网页上的表单 ", en="form on an http page "),
    },
    why=Text(
        zh="密码、电话、地址会以明文经过沿途网络，可能被窃取；浏览器也会警告访客。按《个人信息保护法》，经营者应采取加密等安全措施。",
        en="Passwords, phone numbers and addresses travel in plain text and can be stolen; browsers warn visitors. Privacy laws ask shops to protect such data.",
    ),
    fix=Text(
        zh="运维：全站启用 HTTPS 并把 http 跳转到 https；开发：表单的 action 改成 https:// 或相对路径。",
        en="Operations: HTTPS for the whole site, http redirected. Developer: make action https:// or relative.",
    ),
    avoid=Text(zh="不要只加密登录页。", en="Do not encrypt the login page alone."),
    verify=Text(zh="提交表单，看开发者工具里请求的网址。", en="Send the form and look at the request in the developer tools."),
    before='<form action="http://shop.example/login" method="post">',
    after='<form action="/login" method="post">',
    matters=Matters.LEGAL,
    source="https://developer.chrome.com/docs/lighthouse/best-practices/is-on-https",
    applies="select url_id from temp.html_pages where not local_host(url)",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><form action="/login" method="post"><label>密码<input type="password"></label></form></main>',
        '<main><form action="https://pay.example/" method="post"><button>Pay</button></form></main>',
        _plain('<form action="/search"><input name="q"></form>'),
        _plain('<form method="post"><input type="password"></form>', "http://127.0.0.1:8000/"),
    ),
    bad=(
        '<main><form action="http://shop.example/login" method="post"><button>登录</button></form></main>',
        _plain('<form action="/login" method="post"><input type="password"></form>'),
        _plain('<form action="/order" method="post"><input name="phone"></form>'),
        _plain("<input type=password>").but(title="Login"),
    ),
)  # fmt: skip
