"""Which lines stand in for texts still to be written."""

import pytest

from audit.placeholders import about_them, pseudo_latin, stand_ins

LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (LATIN, "latin"),
        ("Curabitur vel orci nec turpis vestibulum tincidunt, sed ac sapien eget felis.", "latin"),
        ("此处填写内容", "ask"),
        ("请在此处填写您的商品描述。", "ask"),
        ("这里是内容", "fill-in"),
        ("点击此处添加标题", "fill-in"),
        ("文字文字文字文字", "fill-in"),
        ("測試商品 2", "fill-in"),
        ("内容待补充……", "fill-in"),
        ("您的内容打在这里，或者通过复制您的文本后选择粘贴", "fill-in"),
        ("Product description goes here.", "fill-in"),
        ("This is a sample paragraph that shows how your text will look.", "fill-in"),
        ("Use this text to share information about your brand with your customers.", "default"),
        ("This is an example page. It’s different from a blog post because it stays.", "default"),
    ],
)
def test_stand_ins(line, kind):
    found = stand_ins(f"好用的茶壶\n{line}\n先看容量。")
    assert (found.kind, found.lines, found.text) == (kind, 1, line[:60])


@pytest.mark.parametrize(
    "line",
    [
        "The words “Lorem ipsum dolor sit amet, consectetur adipiscing elit” have been used since the sixties by printers.",
        "Neque porro quisquam est, qui dolorem ipsum quia dolor sit amet, adipisci velit, sed quia non numquam eius.",
        "Sed ut in ea re non sit culpa, id est in nulla et magna ex parte, ad quam enim veniam.",
        "请在此处填写您的姓名",
        "此处写着三个字，笔力遒劲",
        "这里是产品介绍",
        "点击此处添加客服微信",
        "测试内容：听力、口语、阅读",
        "测试内容",
        "测试产品",
        "软件测试测试方法",
        "Your text here",
        "Enter your text here",
        "Sample text",
        "Click here to add to cart",
        "The text goes here and there",
        "Sample text: a story about a teapot",
        "",
    ],
)
def test_what_only_looks_like_one(line):
    assert stand_ins(f"好用的茶壶\n{line}\n先看容量。") is None


def test_sample_text_from_three_lines_on():
    assert stand_ins("Sample text\nSample text\n示例文字").lines == 3
    assert stand_ins("Sample text\nSample text") is None


def test_lessons_in_programming_fill_their_examples_with_it():
    code = f'static TEXT: &str =\n"{LATIN[:60]}\n{LATIN}\n";\nfn main() {{\nprint(TEXT);\n}}'
    assert stand_ins(f"写文件\n{code}\n先看容量。") is None
    assert stand_ins(f"茶壶\n{LATIN}\nA line; and another;") is not None


def test_what_visitors_wrote_does_not_count():
    assert stand_ins(f"茶壶\n商品评价\n{LATIN}") is None


@pytest.mark.parametrize(
    ("heads", "about"),
    [
        (("Font specimens", ""), True),
        (("怎样用假文排版", ""), True),
        (("", "Lorem ipsum: where it comes from"), True),
        (("Lorem ipsum dolor", "Dolor sit amet"), False),
        (("宜兴紫砂壶 | 茶舍", "紫砂壶"), False),
        (("", ""), False),
    ],
)
def test_pages_about_such_texts(heads, about):
    assert about_them(*heads) is about


def test_pseudo_latin_needs_words_that_tell():
    assert pseudo_latin(LATIN)
    assert not pseudo_latin("et in ea ex ad ut id est non sit")
    assert not pseudo_latin("lorem ipsum dolor")
