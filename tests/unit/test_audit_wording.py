"""Titles taken apart, words found again without a dictionary, contacts, claims, and how hard a text is to read."""

import pytest

from audit.claims import keeps_promise, official_claim
from audit.contacts import contacts, disguised
from audit.titles import first_part, last_part, modifiers, names_site, parts, phrases, placeholder
from audit.wording import content, coverage, touches
from crawler.readability import flesch, mean_sentence, rare_share

URL = "https://www.example.com/a"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("紫砂壶 | 茶舍", ["紫砂壶", "茶舍"]),
        ("紫砂壶_价格_茶舍", ["紫砂壶", "价格", "茶舍"]),
        ("紫砂壶-茶舍", ["紫砂壶", "茶舍"]),
        ("茶舍——手工紫砂壶", ["茶舍", "手工紫砂壶"]),
        ("T-shirt, size 3-4 - Shop", ["T-shirt, size 3-4", "Shop"]),
        ("TEA-250 茶壶", ["TEA-250 茶壶"]),
        (" | ", []),
        ("", []),
    ],
)
def test_parts_of_a_title(title, found):
    assert parts(title) == found


def test_ends_of_titles_name_the_site():
    assert (first_part("紫砂壶 ｜ ＴＥＡ 舍"), last_part("紫砂壶 ｜ ＴＥＡ 舍")) == ("紫砂壶", "tea 舍")
    assert (first_part("紫砂壶"), last_part(None)) == ("", "")
    assert phrases("紫砂壶、盖碗 - 茶舍") == ["紫砂壶", "盖碗", "茶舍"]
    assert (modifiers("茶舍 - 紫砂壶，盖碗"), modifiers("茶舍"), modifiers(None)) == (2, 0, 0)
    assert names_site("紫砂壶 | 茶舍", "茶舍官方商城") == names_site("茶舍紫砂壶", "茶舍") == 1
    assert names_site("紫砂壶", "茶舍") == names_site("紫砂壶", None) == names_site(None, "茶舍") == 0


@pytest.mark.parametrize("title", ["无标题文档", "ＨＯＭＥ", "Untitled ", "example.com", "www.example.com"])
def test_placeholders(title):
    assert placeholder(title, URL)


@pytest.mark.parametrize("title", ["", "首页设计", "Home brewing", "example.com 茶舍"])
def test_no_placeholders(title):
    assert not placeholder(title, URL)
    assert not placeholder(title, "https://[broken")


def test_content_words_leave_function_words_out():
    assert content("怎样挑选一把好用的茶壶") == ("挑选", "好用", "茶壶")
    assert content("How to Choose the best Teapots, 250 g") == ("choose", "teapots")
    assert content("的 the 12") == ()


@pytest.mark.parametrize(
    ("wanted", "text", "share"),
    [
        ("紫砂壶", "一把紫砂壶", 1.0),
        ("紫砂壶保养", "保养紫砂的壶", 0.8),  # 壶 stands apart
        ("茶壶", "绿茶和水壶", 0.0),
        ("红茶", "绿茶", 0.0),
        ("Teapots", "one teapot", 1.0),
        ("Berries", "a berry", 1.0),
        ("紫砂壶 teapot", "teapot", 0.4),
        ("的", "茶", None),
    ],
)
def test_coverage(wanted, text, share):
    assert coverage(wanted, text) == share


def test_touches_at_a_single_character():
    assert touches("茶壶", "好壶")
    assert not touches("茶壶", "谢谢大家")
    assert not touches("的", "的")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话 13812345678", "phone"),
        ("１３８１２３４５６７８", "phone"),
        ("+86 138 1234 5678", "phone"),
        ("021-55667788", "phone"),
        ("400-820-8820", "phone"),
        ("QQ：12345678", "qq"),
        ("微信：teashop88", "wechat"),
        ("请加微信", "wechat"),
        ("WeChat: teashop", "wechat"),
    ],
)
def test_contacts(text, kind):
    assert [found for found, _ in contacts(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "茶壶 1380 元",
        "条码 6901234567892",
        "13812345678901",
        "微信 Android 版",
        "QQ 群里的朋友",
        "2019-2024",
        "ISBN 978-7-111-12345-6",
    ],
)
def test_no_contacts(text):
    assert contacts(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("加V信", ["name"]),
        ("①③⑧①②③④⑤⑥⑦⑧", ["circled"]),
        ("①②③④⑤⑥⑦⑧", []),
        ("１３８ １２３４ ５６７８", ["full-width"]),
        ("１２３４", []),
        ("一三八一二三四五六七八", []),  # no digit that only numbers are spoken with
        ("幺三八幺二三四五六七八", ["han-digits"]),
        ("**13812345678**", ["starred"]),
        ("1*3*8*1*2*3*4*5*6*7*8", ["starred"]),
        ("五星 * * * * *", []),
    ],
)
def test_disguised_contacts(text, kinds):
    assert [kind for kind, _ in disguised(text)] == kinds


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("苹果官网 | 茶舍", "苹果官网"),
        ("Apple Official Store", "apple official store"),
        ("茶舍官网", ""),
        ("茶舍官方商城：紫砂壶", ""),
        ("官方正品苹果", ""),
        ("怎么辨别苹果官网", ""),
        ("苹果官网授权经销", ""),
        ("本站官网", ""),
        (None, ""),
    ],
)
def test_claims_to_be_official(title, claim):
    assert official_claim(title, "茶舍 - 手工紫砂壶 | https://chashe.example/") == claim
    assert official_claim(title, "") == ""


def test_links_that_keep_a_promise():
    assert keeps_promise("手册", "https://example.com/a.PDF") == 1
    assert keeps_promise("点此下载", "https://example.com/a") == 1
    assert keeps_promise("Watch now", "https://example.com/a") == 1
    assert keeps_promise("关于我们", "https://example.com/about") == 0
    assert keeps_promise(None, "https://[broken") == 0


def test_flesch_of_easy_and_hard_english():
    easy = "The cat sat on the mat. " * 6
    hard = "Manufacturing methodologies necessitate considerable dexterity. " * 6
    assert flesch(easy) == pytest.approx(206.835 - 1.015 * 6 - 84.6 * 1, abs=0.01)  # six words of one syllable each
    assert flesch(hard) < 0
    assert flesch("Too short.") is None
    assert flesch("No full stop\nNot here either") is None


def test_chinese_sentences_and_rare_characters():
    assert mean_sentence("好茶。" * 5) == 2
    assert mean_sentence("好茶。") is None
    assert mean_sentence("规格 250 毫升\n" + "好茶好水！" * 5) == 4
    assert rare_share("紫砂壶", 3500) == 0
    assert rare_share("氤氲", 3500) == 1
    assert rare_share("氤氲", 6000) == 0  # of the second level
    assert rare_share("這個國家來說", 3500) is None
    assert rare_share("tea", 3500) is None
