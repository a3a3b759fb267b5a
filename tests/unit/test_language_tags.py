"""Language tags of lang and hreflang."""

import pytest

from audit.language_tags import hreflang_fault, lang_fault, suggested, tags_differ, zh_elsewhere, zh_rivals


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


@pytest.mark.parametrize(
    ("one", "other", "rivalry"),
    [
        ("zh", "zh-hans", "general"), ("zh", "zh-cn", "general"), ("zh-hans", "zh-cn", "general"), ("zh", "zh-hans-cn", "general"),
        ("zh-hant", "zh-tw", "general"), ("zh-cn", "zh-hans-cn", "same"), ("zh-hant-hk", "zh-hk", "same"),
        ("zh-hans-cn", "zh-cn", ""), ("zh-cn", "zh", ""), ("zh", "zh-hant", ""), ("zh", "zh-tw", ""), ("zh", "zh-sg", ""),
        ("zh-hant", "zh-hk", ""), ("zh-hans", "zh-hant", ""), ("zh-cn", "zh-tw", ""), ("zh-cn", "zh-sg", ""),
        ("zh-tw", "zh-hk", ""), ("zh", "zh", ""), (None, None, ""),
    ],
)  # fmt: skip
def test_codes_for_the_same_readers(one, other, rivalry):
    assert zh_rivals(one, other) == rivalry


@pytest.mark.parametrize(
    ("code", "elsewhere"),
    [("zh-sg", 1), ("zh-hk", 1), ("zh-hans-my", 1), ("zh-hant-us", 1), ("zh-us", 1), ("zh-cn", 0), ("zh-tw", 0), ("zh-hant-tw", 0),
     ("zh-hans", 0), ("zh", 0), (None, 0)],
)  # fmt: skip
def test_regions_beside_the_main_one_of_a_script(code, elsewhere):
    assert zh_elsewhere(code) == elsewhere
