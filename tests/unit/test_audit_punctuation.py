"""Which marks of running text are of the wrong width."""

import pytest

from audit.punctuation import marks

TAIL = "先看容量，再看泥料和做工。"


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("先看容量,再看泥料和做工,最后看出水,一样不能少。", 3),
        ("先看容量, 再看泥料和做工; 最后看出水! 一样不能少。", 3),
        ("先看容量.再看泥料和做工.最后看出水.一样也不能少的。", 3),
        ("售价 1,280 元，满 3.5 折，每天 12:30 发货，比例 1:50。", 0),
        ("请访问https://example.com/茶,壶/列表.html,这里的网址不算，写信到a@b.com,也不算。", 0),
        ("品牌有 Nike, Puma, Adidas 等，都是官方授权，放心买。", 0),
        ("他说：「先看容量，再看泥料。」這樣選壺，總不會錯的。", 0),
    ],
)
def test_half_width_marks_between_han(text, half):
    assert marks(text).half == half


def test_brackets_count_where_both_kinds_stand():
    half = "手工壶(半手工壶)略有出入，以实物(下图)为准，请放心购买。"
    assert marks(half).half == 0
    found = marks(f"{half}\n一百五十毫升（约数）为准，略有出入，请放心购买。")
    assert (found.half, found.full) == (4, 6)


def test_full_width_marks_in_english_sentences():
    text = "Our teapots are made by hand in Yixing，and each of them is signed by its maker。 Take one to your home."
    found = marks(text)
    assert found.in_english == 2
    assert found.english_samples[0] == "nd in Yixing，and each of "


@pytest.mark.parametrize(
    "line",
    [
        "S，M，L，XL，XXL，XXXL，iPhone，iPad，MacBook，AirPods。",
        "HTML，CSS，JavaScript，TypeScript，Python，Rust，Go，Java。",
        "Our teapots（茶壶）are made by hand in the town of Yixing，宜兴，and each of them is signed.",
    ],
)
def test_lists_and_mixed_lines_are_no_english_sentences(line):
    assert marks(line).in_english == 0


def test_samples_stay_on_their_line_and_are_few():
    found = marks("\n".join(["先看容量,再看泥料和做工,最后看出水,一样不能少。"] * 9))
    assert found.half == 27
    assert len(found.samples) == 3
    assert "\n" not in "".join(found.samples)
    assert found.samples[0] == "先看容量,再看泥料和"


def test_an_empty_text():
    assert marks("") == (0, 0, 0, (), ())
