"""What to do, by who has to act: hours in templates, the fix, and where in the shop's system."""

from dataclasses import replace

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from configs.load import parse_settings
from configs.settings import Settings
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.stage import run_links
from reports.exports import EXPORTS, rows_of
from reports.load import load_report
from reports.readonly import reading_store
from reports.render import render_html

CHECKS = [
    all_checks()[name] for name in ("title-missing", "description-missing", "robots-no-sitemap-line", "lang-missing")
]
HEAD = '<html lang="zh"><head>{}</head><body>{}</body></html>'
SHOPIFY = '<link rel="stylesheet" href="//tea.example/cdn/shop/t/3/assets/theme.css">'


def site(head=""):
    links = "".join(f'<a href="/p/{number}">茶 {number}</a>' for number in range(6))
    inner = {f"/p/{number}": HEAD.format(head, "<p>茶</p>") for number in range(6)}
    return {"/": HEAD.format(f"{head}<title>茶舍</title>", links), "/about": HEAD.format(head, "<p>关于</p>"), **inner}


def audited(tmp_path, head=""):
    path = tmp_path / "shop.db"
    with open_store(path, create=True) as store:
        run_id = load_site(store, site(head), robots="User-agent: *\nAllow: /")
        run_links(store, run_id)
        run_checks(store, run_id, Settings(), checks=CHECKS)
    return path, run_id


def tasks(path, run_id, lang="en"):
    with reading_store(path) as store:
        names, rows = rows_of(store, EXPORTS["tasks"], run_id, lang)
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@pytest.mark.parametrize(("lang", "editor"), [("zh", "编辑"), ("en", "Editor")])
def test_one_row_a_failing_check_with_owner_hours_and_fix(tmp_path, lang, editor):
    found = tasks(*audited(tmp_path), lang)
    assert set(found) == {"title-missing", "description-missing", "robots-no-sitemap-line"}
    one = found["title-missing"]
    check = all_checks()["title-missing"]
    assert (one["pages"], one["templates"], one["severity"], one["scope"]) == (7, 2, "error", "page")
    assert one["fix"] == check.fix.get(lang) and one["verify"] == check.verify.get(lang)
    units = {"template": 2, "page": 7, "site": 1}[check.effort_unit]
    assert one["hours"] == pytest.approx(check.effort_hours * units, abs=0.01)
    assert one["where"] == ""
    assert editor in {row["owner"] for row in found.values()}
    assert list(found) == sorted(found, key=lambda name: -found[name]["points"])


def test_a_known_system_says_where(tmp_path):
    path, run_id = audited(tmp_path, SHOPIFY)
    found = tasks(path, run_id)
    assert found["robots-no-sitemap-line"]["where"].startswith("Shopify: ")
    assert "robots.txt.liquid" in found["robots-no-sitemap-line"]["where"]
    with open_store(path) as store:
        html = render_html(load_report(store, run_id, Settings()), first="en")
    assert "Where in Shopify" in html and "robots.txt.liquid" in html


def test_an_unknown_system_is_not_guessed(tmp_path):
    path, run_id = audited(tmp_path)
    with open_store(path) as store:
        assert "Where in " not in render_html(load_report(store, run_id, Settings()))


def test_a_shop_says_how_much_work_it_is(tmp_path):
    """[rules.effort] wins in cards, plan and export; what is not given stays as the check has it."""
    path, run_id = audited(tmp_path)
    settings = parse_settings(
        '[rules.effort]\ntitle-missing = { hours = 4, unit = "template" }\ndescription-missing.unit = "page"\n'
    )
    with reading_store(path) as store:
        names, rows = rows_of(store, EXPORTS["tasks"], run_id, "en", efforts=settings.rules.effort)
        found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert found["title-missing"]["hours"] == 8  # two templates
    assert (
        found["description-missing"]["hours"] == found["description-missing"]["pages"]
    )  # an hour each, as the check has it
    with open_store(path) as store:
        before, after = (load_report(store, run_id, one) for one in (Settings(), settings))
    usual, cards = ({c.check_id: c for q in one.fix.quadrants for c in q.cards} for one in (before, after))
    assert usual["title-missing"].hours == 0.25 * 7 and cards["title-missing"].hours == 8
    assert "2 templates" in cards["title-missing"].effort.en and "2 个模板" in cards["title-missing"].effort.zh
    assert usual["title-missing"].quadrant == "now" and cards["title-missing"].quadrant == "plan"
    same = "robots-no-sitemap-line"
    assert cards[same] == replace(usual[same], rank=cards[same].rank)


def test_the_best_bargains_come_first(tmp_path):
    """Priority is points to win for an hour, within a kind of priority."""
    path, run_id = audited(tmp_path)
    with open_store(path) as store:
        model = load_report(store, run_id, Settings())
    for quadrant in model.fix.quadrants:
        gains = [card.points / card.hours for card in quadrant.cards]
        assert gains == sorted(gains, reverse=True)
    ranks = [card.rank for quadrant in model.fix.quadrants for card in quadrant.cards]
    assert ranks == sorted(ranks) and len(ranks) == 3
