"""Forms as browsers send them: fields, charsets, selectors, captchas."""

import pytest

from crawler.login_form import LoginPage

# -- the form ------------------------------------------------------------------------------------


def form(html, selector="", charset="utf-8", url="https://s.cn/in/login?from=1"):
    return LoginPage(url, html.encode(charset), f"text/html; charset={charset}").form(selector)


def test_a_form_sends_what_a_browser_would():
    found = form(
        "<form action='do'><input type=hidden name=t value=x><input name=a value=1><input value=nameless>"
        "<input disabled name=d value=1><fieldset disabled><input name=e value=1></fieldset>"
        "<input type=checkbox name=c1><input type=checkbox name=c2 checked><input type=radio name=r value=1>"
        "<input type=radio name=r value=2 checked><select name=s><option value=1>x<option value=2 selected>y</select>"
        "<select name=s0><option>first<option>z</select><select multiple name=m><option>x</select>"
        "<textarea name=area>\none\ntwo</textarea><input type=file name=f><input type=reset name=no value=1>"
        "<input type=password name=p><input type=submit name=one value=1><input type=submit name=two value=2></form>"
    )
    assert found.pairs == (
        ("t", "x"), ("a", "1"), ("c2", "on"), ("r", "2"), ("s", "2"), ("s0", "first"), ("area", "one\ntwo"), ("p", ""),
        ("one", "1"),
    )  # fmt: skip
    assert (found.action, found.method, found.passwords) == ("https://s.cn/in/do", "get", ("p",))
    assert found.filled({"a": "9", "r": "1", "new": "n"})[1:4] == [("a", "9"), ("c2", "on"), ("r", "1")]
    assert found.filled({"new": "n"})[-1] == ("new", "n")
    assert found.encoded([("area", "a b\nc"), ("q", "&=*-._")]) == b"area=a+b%0D%0Ac&q=%26%3D*-._"


@pytest.mark.parametrize(
    ("action", "base", "becomes"),
    [
        ("", "", "https://s.cn/in/login?from=1"),
        ("", "/x/", "https://s.cn/in/login?from=1"),  # an empty action is the document itself
        ("do#top", "", "https://s.cn/in/do"),
        ("do", "/x/", "https://s.cn/x/do"),
        ("//other.cn/do", "", "https://other.cn/do"),
        ("http://[", "", ""),
    ],
)
def test_an_action_is_resolved(action, base, becomes):
    html = f"<base href='{base}'>" if base else ""
    assert form(f"{html}<form action='{action}'><input type=password name=p></form>").action == becomes


def test_the_button_may_send_elsewhere():
    html = "<form action=/a method=post><input type=password name=p><button formaction=/b>x</button></form>"
    assert form(html).action == "https://s.cn/b"


def test_a_form_that_opens_inside_a_table_keeps_its_fields():
    table = "<table><form action=/do method=post><tr><td><input name=u><td><input type=password name=p></form></table>"
    found = form("<form action=/search><input name=q></form>" + table)
    assert (found.action, found.names) == ("https://s.cn/do", ["u", "p"])


def test_fields_outside_name_their_form():
    found = form(
        "<form id=l action=/do></form><form id=o></form><input form=l type=password name=p><input form=o name=q>"
    )
    assert (found.action, found.names) == ("https://s.cn/do", ["p"])


def test_a_selector_chooses_the_form_or_something_in_it():
    html = "<form id=a><input type=password name=p></form><form id=b action=/b><p><input name=q></p></form>"
    assert form(html).names == ["p"]
    assert form(html, "#b").names == form(html, "[name=q]").names == ["q"]
    assert form(html, "#none") is None
    assert form("<p><input name=q></p>", "input") is None
    with pytest.raises(ValueError, match="selector"):
        form(html, "form[")


@pytest.mark.parametrize(
    ("accepted", "document", "sends"),
    [
        ("", "gbk", b"%D7%CF"),
        ("", "utf-8", b"%E7%B4%AB"),
        ("GB2312", "utf-8", b"%D7%CF"),
        ("nonsense, big5", "utf-8", b"%B5%B5"),
        ("utf-16", "gbk", b"%D7%CF"),
        ("idna hex", "utf-8", b"%E7%B4%AB"),  # codecs of Python's that no browser knows
    ],
)
def test_a_form_has_the_charset_of_its_page_or_its_own(accepted, document, sends):
    found = form(f"<form accept-charset='{accepted}'><input type=password name=p></form>", charset=document)
    assert found.encoded([("p", "紫")]) == b"p=" + sends
    assert found.encoded([("p", "😀")]) == (b"p=%F0%9F%98%80" if found.charset == "utf-8" else b"p=%26%23128512%3B")


def test_gbk_says_what_it_cannot_by_number():
    found = form("<form><input type=password name=p><input type=hidden name=_charset_></form>", charset="gbk")
    assert found.encoded(found.filled({"p": "茶😀"})) == b"p=%B2%E8%26%23128512%3B&_charset_=gbk"


@pytest.mark.parametrize(
    ("field", "asks"),
    [
        ("<input name=captcha>", "captcha"),
        ("<input name=vcode>", "vcode"),
        ("<input name=x placeholder=请输入验证码>", "x"),
        ("<input name=checkCode>", "checkCode"),
        ("<div class=g-recaptcha></div>", "g-recaptcha"),
        ("<div class=cf-turnstile></div>", "cf-turnstile"),
        ("<input type=hidden name=captcha_id value=1>", None),
        ("<input name=zipcode>", None),
        ("<input name=code>", None),
    ],
)
def test_captchas_are_seen(field, asks):
    found = form(f"<form><input name=user><input type=password name=p>{field}</form>")
    assert found.captchas == ((asks,) if asks else ())


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<form>" * 5000, b"<table><form>" * 3000 + b"<input type=password>", b"\0" * 99])  # fmt: skip
def test_hostile_pages_have_a_form_or_none(body):
    found = LoginPage("https://s.cn/", body, "text/html").form()
    assert found is None or found.action == "https://s.cn/"
