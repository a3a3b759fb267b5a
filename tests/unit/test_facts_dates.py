"""What the foot of a page says of its copyright, and whether dates of publication differ."""

import pytest

from crawler.extract import page_from_html

PAGE = "<html lang='zh'><head>{0}</head><body><main><h1>茶壶</h1><p>{1}</p></main><footer>{2}</footer></body></html>"


def dates(head="", text="", foot=""):
    return page_from_html("https://example.com/", PAGE.format(head, text, foot)).facts.dates


@pytest.mark.parametrize(
    ("foot", "year"),
    [
        ("© 2012-2024 茶舍 沪ICP备2025012345号-1", 2024),
        ("Copyright &copy; 2019 Tea House. All rights reserved.", 2019),
        ("COPYRIGHT 2011 - 2024.", 2024),
        ("版权所有 2018 茶舍<br>© 2023 某某主题", 2023),
        ("版權所有 © 2019 年茶舍", 2019),
        ("Copyright (C) 2001, 2002, 2019 by a maker", 2019),
        ("<div>© 2019 茶舍</div><div>电话 020-2024 2025</div>", 2019),
    ],
)
def test_latest_year_of_the_copyright_line(foot, year):
    assert dates(foot=foot).copyright_year == year


@pytest.mark.parametrize(
    "foot",
    [
        "© 茶舍",
        "© 2015–至今 茶舍",
        "© 2015 - present Tea House",
        "© 2015-<script>document.write(new Date().getFullYear())</script> 茶舍",
        "版权所有 沪ICP备2021012345号-1，沪网文〔2021〕1234-012 号".replace("〔2021〕", ""),
        "茶舍，始于 2012 年",
        "© 12019 茶舍，v2019.3",
        "",
    ],
)
def test_nothing_is_said_without_a_settled_year(foot):
    assert (dates(foot=foot).copyright_year, dates(foot=foot).copyright) == (0, "")


def test_only_the_foot_is_read_and_lines_are_clipped():
    assert dates(text=f"© 2001 某出版社 {'茶' * 4000}").copyright_year == 0
    assert len(dates(foot=f"© 2019 {'茶' * 200}").copyright) == 120


@pytest.mark.parametrize(
    ("found", "several"),
    [(["2024-05-01"], False), (["2024-05-01T08:00:00", "2024-05-01"], False), (["2024-05-01", "2024-05-02"], True)],
)
def test_lists_of_articles_name_several_days(found, several):
    head = "".join(f'<script type="application/ld+json">{{"datePublished": "{one}"}}</script>' for one in found)
    assert dates(head=head).several is several
