"""Links that bear parameters of campaigns, as they are gathered from a page."""

import pytest

from crawler.facts.tracking import MAX_KEPT, tracked_links, tracking_key


@pytest.mark.parametrize(
    ("href", "key"),
    [
        ("/tea?utm_source=a", "utm_source"),
        ("/tea?id=1&UTM_Medium=b", "UTM_Medium"),
        ("?gclid=x#top", "gclid"),
        ("/tea?a=1;fbclid=x", "fbclid"),
        ("https://tea.cn/?spm=a2g0o.home.1.2", "spm"),
        ("/?hmsr=toutiao&hmpl=&hmcu=", "hmsr"),
        ("/?_gl=1*abc", "_gl"),
        ("/tea", ""),
        ("/tea?", ""),
        ("/tea?spm=x", ""),
        ("/tea?utm_source", ""),
        ("/tea?utm_source=", ""),
        ("/tea?utm_sourced=1", ""),
        ("/tea?xgclid=1", ""),
        ("/tea#?gclid=1", ""),
        ("/go?to=https://a.example/?utm_source=b&utm_medium=c", ""),
        ("/go?to=//a.example&utm_medium=c", ""),
        ("/go?to=https%3A%2F%2Fa.example&gclid=c", ""),
        ("javascript:go('?gclid=1')", ""),
        ("mailto:tea@tea.cn?subject=a&gclid=1", ""),
    ],
)
def test_what_is_a_tracking_parameter(href, key):
    assert tracking_key(href) == key


def test_links_are_counted_by_host_as_written():
    hrefs = [
        "/a",
        "/a?gclid=1",
        " https://Tea.cn/b?gclid=2 ",
        "//tea.cn/c?fbclid=3",
        "/d?utm_id=4",
        "https://tea.cn?_ga=5",
    ]
    assert tracked_links(hrefs) == (
        ("gclid", "/a?gclid=1", 2),
        ("gclid", "https://Tea.cn/b?gclid=2", 2),
        ("fbclid", "//tea.cn/c?fbclid=3", 1),
    )


def test_a_page_full_of_hosts_is_bounded():
    found = tracked_links(f"https://{n}.example/{'x' * 500}?gclid=1" for n in range(99))
    assert (len(found), max(len(one.href) for one in found)) == (MAX_KEPT, 200)


@pytest.mark.parametrize("key", ["utm_source", "utm_id", "_ga", "_gl", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "fbclid", "msclkid", "yclid", "ttclid", "twclid", "igshid", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "pk_campaign", "mtm_kwd", "bd_vid", "hmsr", "hmpl", "hmcu", "hmkw", "hmci", "qhclickid", "sg_vid", "gdt_vid", "qz_gdt", "SPM"])  # fmt: skip
def test_every_name_is_found_on_a_page(key):
    assert tracked_links([f"/tea?{key}=a.b"]) == ((key, f"/tea?{key}=a.b", 1),)
