"""Main text and visible text: what a reader reads, without the frame of the page."""

from __future__ import annotations

import pytest

from crawler.extract import extract

BODY = "<p>云南红茶产自凤庆，春茶采摘于清明之前。</p><p>汤色红亮，滋味鲜爽，回甘持久，适合配奶。</p>"
PLAIN = "云南红茶产自凤庆，春茶采摘于清明之前。\n汤色红亮，滋味鲜爽，回甘持久，适合配奶。"
FRAME = "<header>茶舍</header><nav><a href=/>首页</a></nav>{}<aside>推荐：绿茶</aside><footer>版权所有</footer>"


def text(body: str) -> str:
    return extract("https://shop.cn/", f"<body>{body}</body>".encode()).page.main_text


def test_main_is_taken():
    assert text(f"<div>欢迎光临本店</div><main>{BODY}</main><div>页面右边的话</div>") == PLAIN
    assert text(f"<div>欢迎光临本店</div><div role=main>{BODY}</div>") == PLAIN


def test_without_main_the_frame_is_dropped():
    assert text(FRAME.format(BODY)) == PLAIN
    assert text(FRAME.format(f"<div><div>{BODY}</div></div>")) == PLAIN


def test_the_densest_block_is_found():
    assert text(f"<div><div>短话</div><div><div>{BODY * 5}</div></div></div>") == "\n".join([PLAIN] * 5)


def test_blocks_of_like_weight_stay_together():
    found = text(f"<div>{BODY}</div><div>{BODY}</div>")
    assert found == f"{PLAIN}\n{PLAIN}"


def test_lists_of_links_are_dropped_and_others_kept():
    menu = "<ul>" + "".join(f"<li><a href=/{number}>分类{number}</a></li>" for number in range(6)) + "</ul>"
    points = (
        "<ul>" + "".join(f"<li>要点{number}：<a href=/x>茶</a>要用九十度的水冲泡</li>" for number in range(6)) + "</ul>"
    )
    assert text(f"<main>{menu}{BODY}</main>") == PLAIN
    assert "要点3：茶要用九十度的水冲泡" in text(f"<main>{points}{BODY}</main>")
    assert "分类1" in text(f"<main><ul><li><a href=/1>分类1</a></ul>{BODY}</main>")  # one link is no menu


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul>直接<p>段</p><li>项</li><div>块</div></ul>", "直接\n段\n项\n块"),
        ("<ol><div>甲</div><a href=/>乙</a></ol>", "甲\n乙"),
        ("<ul><a href=/><li>甲</li></a><a href=/><li>乙</li></a></ul>", "甲\n乙"),
        ("<ul>只有文字</ul>", "只有文字"),
        ("<ul>文字<li>甲</li></ul>", "文字\n甲"),
        ("<ol><li>甲</li><li>乙<ol start=5><li>丙</li></ol></li></ol>", "甲\n乙\n丙"),  # without the numbers
        ("<menu><div>甲</div></menu>", "甲"),
        ("<ul><ul><li>甲</li></ul><li>乙</li></ul>", "甲\n乙"),
        ("<ul><li>甲<ol><section>乙</section></ol></li></ul>", "甲\n乙"),
        ("<table><caption>价目</caption><tr><td>红茶<td>30</table>", "价目\n红茶 30"),
    ],
)
def test_nothing_that_is_shown_is_left_out(html, expected):
    found = extract("https://shop.cn/", f"<main>{html}</main>".encode()).page
    assert found.main_text == expected
    assert found.visible_chars == len("".join(expected.split()))


def test_what_no_reader_sees():
    silent = (
        "<script>var a</script><style>b{}</style><template>模板</template><noscript>无脚本</noscript><svg><text>图</text></svg>"
        "<select><option>选项</option></select><textarea>输入</textarea><button>按钮</button><div hidden>隐藏</div><!-- 注释 -->"
    )
    found = extract("https://shop.cn/", f"<main>{silent}{BODY}</main>".encode()).page
    assert found.main_text == PLAIN
    assert found.visible_chars == len(PLAIN.replace("\n", ""))


def test_blanks_are_one_space_and_blocks_are_lines():
    assert (
        text("<main><p>红 \t\u00a0\u3000 茶<br>绿茶</p><div>白茶<span>和</span>黑茶</div></main>")
        == "红 茶\n绿茶\n白茶和黑茶"
    )


def test_visible_chars_count_the_frame_too():
    found = extract("https://shop.cn/", f"<body>{FRAME.format(BODY)}</body>".encode()).page
    frame = "茶舍首页推荐：绿茶版权所有"
    assert found.visible_chars == len(PLAIN.replace("\n", "") + frame)


def test_block_hashes_tell_repeated_blocks():
    first = extract("https://shop.cn/1", f"<body>{FRAME.format(BODY)}</body>".encode())
    second = extract("https://shop.cn/2", f"<body>{BODY}<p>这一段只在第二页上出现，别处没有。</p></body>".encode())
    assert len(first.block_hashes) == 2  # shorter blocks say nothing
    assert list(second.block_hashes)[:2] == list(first.block_hashes)
    assert len(set(second.block_hashes)) == 3


def test_a_page_of_nothing_but_frame_has_no_main_text():
    assert text("<nav>导航</nav><footer>页脚</footer>") == ""
    assert text("") == ""


def test_main_text_is_limited():
    assert len(text(f"<main>{'茶' * 1_200_000}</main>")) == 1_000_000
