"""Which lines of a main text are sentences of the shop itself."""

import pytest

from crawler.prose import is_chinese, own_lines, running

SENTENCE = "选一把顺手的壶，先看容量，再看泥料和做工，最后看出水。"
ENGLISH = "Lift the pot when it is full, and see how it pours."


def test_sentences_are_told_by_script():
    found = running(f"好用的茶壶\n{SENTENCE}\n{ENGLISH}\n品牌 茶舍\n现在就买！")
    assert found.chinese == (SENTENCE,)
    assert found.other == (ENGLISH,)


@pytest.mark.parametrize(
    "line",
    [
        "颜色:红色 尺寸:大号 产地:宜兴 材质:紫泥 容量:150 毫升",
        "<p>这一行是源代码，里面有一句话，写给浏览器看的。</p>.",
        "$ sudo apt install xunlu && xunlu crawl https://example.com.",
        "if (pot == null || cup != null) return the tea to the shelf.",
        "result := brew(pot, water) and then pour it into the cup.",
    ],
)
def test_tables_and_code_are_no_sentences(line):
    assert running(line) == ((), ())


@pytest.mark.parametrize("line", [SENTENCE + "”", SENTENCE + "）", ENGLISH + '"', ENGLISH[:-1] + "…"])
def test_quotes_may_close_behind_the_stop(line):
    assert sum(map(len, running(line))) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "评论",
        "商品评价（1280）",
        "用户评价 (99+)",
        "全部评论 36条",
        "買家評價(12)",
        "发表评论",
        "Customer Reviews",
        "Reviews (14)",
        "12 comments",
        "Leave a reply",
    ],
)
def test_what_visitors_wrote_is_left_out(heading):
    assert own_lines(f"甲\n{heading}\n乙") == ["甲"]


@pytest.mark.parametrize(
    "heading", ["评价一把壶的好坏", "评论家怎么说", "怎样写好评价", "Reviewing teapots", "No comment"]
)
def test_headings_about_reviews_are_none(heading):
    assert own_lines(f"甲\n{heading}\n乙") == ["甲", heading, "乙"]


def test_only_the_beginning_of_an_endless_text_is_read():
    assert len(running(f"{SENTENCE}\n" * 5000).chinese) < 1000


def test_chinese_is_a_third_of_the_characters():
    assert is_chinese("用 Git 提交代码")
    assert not is_chinese("Git, GitHub and GitLab 都可以")
    assert not is_chinese("")
