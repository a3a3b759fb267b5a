"""Where sentences end, and how long they and paragraphs are."""

import pytest

from audit.sentences import paragraphs, sentences


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("先看容量，再看泥料和做工；最后看出水。壶盖要合得严！拿在手里坠不坠手？", [11, 5, 6, 8]),
        ("“先看容量，再看泥料和做工。”他说完，又倒了一杯茶给我们喝……", [11, 13]),
        ("规格如下：容量一百五十毫升上下，口径六厘米，高七厘米。", [4, 19]),
    ],
)
def test_chinese_sentences(text, lengths):
    assert [one.length for one in sentences(text, "han")] == lengths


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("It holds 1.5 cups. Dr. Li made it at No. 5 of the street. Is it good? Yes it is.", [5, 10, 3, 3]),
        ("Use a good clay, e.g. purple clay from the hills, for it. Then wait.", [12, 2]),
        ("It ships in the U.S. within days, v1.2.3 of the box included.", [15]),
        ("Three things matter: the clay, the pour and the lid; nothing else.", [3, 7, 2]),
        ('"Lift the pot when it is full." She did it and smiled at us.', [7, 7]),
    ],
)
def test_english_sentences(text, lengths):
    assert [one.length for one in sentences(text, "latin")] == lengths


def test_paragraphs_are_measured_in_their_own_script():
    text = "选一把顺手的壶，先看容量，再看泥料和做工，最后看出水。\nLift the pot when it is full, and see how it pours."
    assert [(one.length, one.unit) for one in paragraphs(text, "han")] == [(23, "han")]
    assert [(one.length, one.unit) for one in paragraphs(text, "latin")] == [(12, "latin")]


def test_nothing_to_measure():
    assert sentences("茶壶\n红茶", "han") == sentences("", "latin") == paragraphs("", "han") == []
