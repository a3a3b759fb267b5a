"""Sites that ask for proof of a human: recognised, not judged, and left alone."""

import pytest

from tests.e2e.program import query
from tests.e2e.tiny import Reply, TinySite, page

CLOUDFLARE = Reply(
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    '<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script></body></html>',
    403,
    headers={"cf-mitigated": "challenge", "Server": "cloudflare"},
)
SLIDER = Reply("<!DOCTYPE html><html><head><title>安全验证</title></head><body><p>请完成滑动验证</p></body></html>")


def shop(count, answer):
    links = {f"/p/{n}.html": page(f"紫砂壶 {n}", "/") for n in range(20)}
    asked = {f"/q/{n}.html": answer for n in range(count)}
    return {"/": page("首页", *links, *asked), **links, **asked}


@pytest.mark.parametrize("answer", [CLOUDFLARE, SLIDER], ids=["cloudflare", "slider"])
def test_challenges_are_recorded_and_neither_pass_nor_fault(xunlu, answer):
    with TinySite(shop(5, answer)) as site:
        result = xunlu("run", site.url, "-o", "report.html")
    rows = query(xunlu.db, "select error, challenge is not null, is_html, status from v_pages where url like '%/q/%'")
    assert set(rows) == {("challenge", 1, 0, answer.status)}
    assert len(rows) == 5
    assert "5 URLs asked for proof of a human" in result.err
    blamed = query(xunlu.db, "select check_id from v_findings where url like '%/q/%' or evidence like '%/q/%'")
    assert blamed == []
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]


def test_after_ten_in_a_row_the_site_is_left_alone(xunlu):
    with TinySite(shop(300, CLOUDFLARE)) as site:
        result = xunlu("--lang", "zh", "crawl", site.url, "--concurrency", 1)
        assert sum(path.startswith("/q/") for path in site.paths()) == 10
    assert query(xunlu.db, "select status, reason from runs") == [("partial", "challenged")]
    assert "人机验证" in result.err and "Cloudflare" in result.err


def test_a_site_that_asks_at_once_is_no_success(xunlu):
    with TinySite({"/": CLOUDFLARE}) as site:
        result = xunlu("run", site.url, code=3)
    assert "XE-205" in result.err and "Cloudflare" in result.err
    assert query(xunlu.db, "select status, reason from runs") == [("failed", "no-pages")]
