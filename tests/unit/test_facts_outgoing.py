"""Blocks of friend links, advertisements and users' links: found where a label or a name says so, nowhere else."""

import pytest

from crawler.extract import page_from_html

URL = "https://shop.example/"
A = "<a href='https://a.example/'>甲</a>"
LABELLED = (
    "<footer><h4>{}</h4><ul><li>"
    + A
    + "</li><li><a href='//b.example'>乙</a></li><li><a href='/own'>自己</a></li></ul></footer>"
)


def outgoing(body):
    return page_from_html(URL, f"<html><body>{body}</body></html>").facts.outgoing


@pytest.mark.parametrize(
    "label", ["友情链接", "友情链接：", "【友情链接】", " 合作伙伴 ", "Links", "Our partners:", "友情連結"]
)
def test_a_block_of_friend_links(label):
    assert [(href, text) for _, href, text in outgoing(LABELLED.format(label)).friends] == [
        ("https://a.example/", "甲"), ("//b.example", "乙"),
    ]  # fmt: skip


def test_a_heading_of_the_page_holds_until_the_next():
    more = "<h2>别的</h2><a href='https://c.example/'>丙</a>"
    found = outgoing(f"<main><h2>友情链接</h2><p>{A}</p><a href='https://b.example/'>乙</a>{more}</main>")
    assert [href for _, href, _ in found.friends] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    "body",
    [
        LABELLED.format("推荐商品"), "<p>我们的友情链接政策：不交换。</p>" + A, "<main><p>友情链接</p></main>" + A, f"{A}<h2>友情链接</h2>",
        f"<h4><a href='/links'>友情链接</a></h4><p>{A}</p>", "<h4>友情链接</h4>", f"<title>友情链接</title>{A}",
    ],
)  # fmt: skip
def test_no_block_of_friend_links(body):
    assert outgoing(body).friends == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<div><span>广告</span>{A}</div>", 1), (f"<div><em>Sponsored</em><p>{A}</p></div>", 1), ("<a href='https://a.example/'><i>推广</i>茶</a>", 1),
        ("<div><span>广告</span><a rel='sponsored' href='https://a.example/'>甲</a></div>", 0),
        ("<div><span>广告</span><a rel='nofollow' href='https://a.example/'>甲</a></div>", 0),
        (f"<div><h2>广告法解读</h2>{A}</div>", 0), (f"<ul><li><a href='/ad'>广告</a></li><li>{A}</li></ul>", 0),
        ("<div><span>广告</span>" + A * 11 + "</div>", 0), ("<div><span>广告</span><a href='/own'>自己</a></div>", 0),
    ],
)  # fmt: skip
def test_links_beside_an_advertisement(body, found):
    assert len(outgoing(body).paid) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<ol class='commentlist'><li>{A}</li></ol>", 1), (f"<div id='comments'><p>{A}</p></div>", 1), (f"<div class='review-text x'>{A}</div>", 1),
        ("<div class='comment'><a rel='ugc' href='https://a.example/'>甲</a></div>", 0), (f"<div class='preview'>{A}</div>", 0),
        ("<div class='comment'><a href='/own'>自己</a></div>", 0), (f"<div class='no-comments-here'>{A}</div>", 0), (f"<p>comments</p>{A}", 0),
        (f"<body class='comments'>{A}</body>", 0),
    ],
)  # fmt: skip
def test_links_of_users(body, found):
    assert len(outgoing(body).users) == found


def test_many_links_are_cut():
    many = "".join(f"<a href='https://a{n}.example/'>{n}</a>" for n in range(600))
    assert len(outgoing(f"<div><h4>友情链接</h4>{many}</div>").friends) == 200
    assert len(outgoing(f"<div class='comments'>{many}</div>").users) == 20
