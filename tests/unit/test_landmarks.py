"""Where a link stands: by landmark, by role, by the words of class and id."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from crawler.records import LinkKind, Position

TEXT = "<p>云南红茶产自凤庆，春茶采摘于清明之前，汤色红亮，滋味鲜爽，回甘持久。</p>" * 3


def position(opening: str, closing: str, *, around: str = "{}") -> Position:
    html = around.format(f"{opening}<a href=/x>去</a>{closing}<div>{TEXT}</div>")
    found = [
        link for link in extract("https://shop.cn/", f"<body>{html}</body>".encode()).links if link.kind == LinkKind.A
    ]
    return found[0].position


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("nav", Position.NAV),
        ("header", Position.HEADER),
        ("footer", Position.FOOTER),
        ("aside", Position.ASIDE),
        ("main", Position.MAIN),
        ("section", Position.MAIN),
    ],
)
def test_landmark_elements(tag, expected):
    assert position(f"<{tag}>", f"</{tag}>") == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("navigation", Position.NAV),
        (" Banner ", Position.HEADER),
        ("contentinfo", Position.FOOTER),
        ("complementary", Position.ASIDE),
        ("main", Position.MAIN),
        ("button", Position.MAIN),
    ],
)
def test_roles(role, expected):
    assert position(f'<div role="{role}">', "</div>") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("main-nav", Position.NAV),
        ("nav", Position.NAV),
        ("topbar", Position.NAV),
        ("MENU_left", Position.NAV),
        ("breadcrumb", Position.NAV),
        ("底部 导航", Position.NAV),
        ("导航", Position.NAV),
        ("head", Position.HEADER),
        ("site-header", Position.HEADER),
        ("footer2", Position.FOOTER),
        ("页脚", Position.FOOTER),
        ("sidebar", Position.ASIDE),
        ("right-side", Position.ASIDE),
        ("headline", Position.MAIN),
        ("inside", Position.MAIN),
        ("navy", Position.MAIN),
        ("unavoidable", Position.MAIN),
        ("underfoot", Position.MAIN),
        ("content", Position.MAIN),
    ],
)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_words_of_class_and_id(words, expected, attribute):
    assert position(f'<div {attribute}="{words}">', "</div>") == expected


def test_header_of_an_article_is_not_the_page_s():
    assert position("<header>", "</header>", around="<article>{}</article>") == Position.MAIN
    assert position("<footer>", "</footer>", around="<main>{}</main>") == Position.MAIN


def test_what_holds_the_main_part_is_no_boilerplate():
    assert position("<main>", "</main>", around='<div class="sidebar">{}</div>') == Position.MAIN
    assert position("<p>", "</p>", around='<div class="menu">{}</div>') == Position.MAIN  # nearly the whole page


def test_the_outermost_container_decides():
    assert position("<ul class=nav><li>", "</li></ul>", around="<footer>{}</footer>") == Position.FOOTER


def test_images_and_frames_have_positions_too():
    html = f"<footer><img src=/a.png><iframe src=/f></iframe></footer><img src=/b.png>{TEXT}"
    found = extract("https://shop.cn/", html.encode()).links
    assert [(link.target.removeprefix("https://shop.cn"), link.position) for link in found] == [
        ("/a.png", Position.FOOTER),
        ("/b.png", Position.MAIN),
        ("/f", Position.FOOTER),
    ]
