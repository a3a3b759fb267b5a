"""Language tags of lang and hreflang."""

import pytest

from audit.language_tags import hreflang_fault, lang_fault, suggested, tags_differ


@pytest.mark.parametrize(
    "tag",
    ["zh", "zh-CN", "zh-Hans", "zh-Hant-TW", "ZH-HANS-CN", "en", "en-GB", "yue", "zh-yue", "zh-cmn-Hans", "de-1996", "es-419",
     "sl-rozaj-biske", "x-klingon", "en-US-x-twain", "de-CH-1901", "i-klingon", "en-u-hc-h12"],
)  # fmt: skip
def test_tags(tag):
    assert lang_fault(tag) == ""


@pytest.mark.parametrize(
    ("tag", "fault", "meant"),
    [
        ("cn", "language", "zh-CN"),
        ("chinese", "language", "zh"),
        ("zh_CN", "underscore", "zh-CN"),
        ("zh-CHS", "script", "zh-Hans"),
        ("en-UK", "region", "en-GB"),
        ("eng", "language", "en"),
        ("jp", "language", "ja"),
        ("zh CN", "form", ""),
        ("中文", "form", ""),
        ("-", "form", ""),
    ],
)
def test_no_tags(tag, fault, meant):
    assert (lang_fault(tag), suggested(tag)) == (fault, meant)


@pytest.mark.parametrize(
    "code", ["zh", "zh-cn", "zh-Hans", "zh-hant-hk", "x-default", "en-gb", "sr-latn", "zh-Hans-us"]
)
def test_hreflang_codes(code):
    assert hreflang_fault(code) == ""


@pytest.mark.parametrize(
    ("code", "fault"),
    [("cn", "language"), ("en-uk", "region"), ("zh-chs", "script"), ("zh_cn", "underscore"), ("eng", "language"),
     ("es-419", "region"), ("zh-hans-cn-x", "form"), ("en-eu", "region"), ("zh-hanz", "script"), ("us", "language")],
)  # fmt: skip
def test_no_hreflang_codes(code, fault):
    assert hreflang_fault(code) == fault


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [("zh-cn", "zh-Hans", ""), ("zh", "zh-TW", ""), ("zh-hans", "zh-TW", "script"), ("en", "zh", "language"), ("en-us", "en-GB", "")],
)  # fmt: skip
def test_difference(one, other, what):
    assert tags_differ(one, other) == what
