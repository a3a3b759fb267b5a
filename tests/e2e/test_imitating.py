"""`imitate = "own"` of `[sites.NAME]`: pages in the names of spiders and from search results, on proven sites only; what differs is told."""

import json

import pytest

from crawler.store import open_store
from tests.e2e.modes import configure
from tests.e2e.tiny import Reply, TinySite, moved, page

PROOF = "/.well-known/xunlu-verify.txt"
TEA = page("红茶", text="武夷山的正山小种，条索紧结，汤色红亮，当天采摘，当天制作。")
SPAM = page("开户", text="澳门在线娱乐，注册就送彩金，棋牌彩票样样齐全。")
ROBOTS = Reply("User-agent: Googlebot\nDisallow: /pot\n", type="text/plain")


class Cloaked(TinySite):
    """A shop whose ``shown`` decides by path and headers what somebody gets; None: the usual."""

    def __init__(self, shown, answers=None):
        super().__init__({"/": page("首页", "/tea", "/pot"), "/tea": TEA, "/pot": page("茶壶"), **(answers or {})})
        self.shown = shown

    def __enter__(self):
        super().__enter__()
        self.answers[PROOF] = Reply(f"xunlu-verify: {self.host}\n", type="text/plain")
        return self

    def reply(self, path, headers):
        usual = super().reply(path, headers)
        given = None if path.startswith(("/robots", "/.well")) else self.shown(path, headers)
        return Reply(given) if isinstance(given, str) else given or usual

    def named(self):
        """Who asked for which page in a name that is not ours."""
        seen = [(one.path, one.headers["User-Agent"], one.headers.get("Referer", "")) for one in list(self.asked)]
        return [one for one in seen if "xunlu" not in one[1]]


def spider(headers, name="Baiduspider"):
    return name in headers["User-Agent"]


def run(xunlu, site, *words, code=0, extra='imitate = "own"'):
    configure(xunlu, site.url, site=extra)
    said = xunlu("crawl", "shop", *words, code=code).err
    xunlu("audit")
    with open_store(xunlu.db) as store:
        rows = store.db.execute("select body from probes where kind = 'imitated' order by url").fetchall()
        verdict = store.db.execute("select state, reason from check_runs where check_id = 'cloaking'").fetchone()
        found = store.db.execute(
            "select u.url, f.severity, f.evidence from findings f join urls u using (url_id) where f.check_id = 'cloaking' order by 1, 2, 3"
        ).fetchall()
    views = [(view["as"], view["jaccard"]) for (body,) in rows for view in json.loads(body)["views"]]
    told = [("/" + url.split("/", 3)[3], severity, json.loads(evidence)) for url, severity, evidence in found]
    return said, verdict, told, views


def test_nobody_is_imitated_unless_asked_to(xunlu):
    with Cloaked(lambda path, headers: None) as site:
        _, verdict, told, _ = run(xunlu, site, extra="")
        assert site.named() == [] and told == []
        assert verdict[1] == "not-imitated"


def test_an_honest_site(xunlu):
    with Cloaked(lambda path, headers: None, {"/robots.txt": ROBOTS}) as site:
        said, verdict, told, views = run(xunlu, site)
        asked = [(path, agent) for path, agent, _ in site.named() if path == "/pot"]
    assert told == [] and verdict[0] == "passed" and "imitat" not in said
    assert {share for _, share in views} == {1.0}
    assert len(asked) == 4 and not any("Googlebot" in agent for _, agent in asked)


def test_spam_for_spiders_only(xunlu):
    with Cloaked(lambda path, headers: SPAM if path == "/tea" and spider(headers) else None) as site:
        _, _, told, _ = run(xunlu, site)
    ((path, severity, evidence),) = told
    assert (path, severity, evidence["name"], evidence["difference"]) == ("/tea", "error", "Baiduspider", "text")
    assert evidence["jaccard"] < 0.2
    assert "澳门在线娱乐，注册就送彩金，棋牌彩票样样齐全。" in evidence["only_there"]
    assert evidence["only_here"][0] == "红茶"


def test_visitors_from_search_are_led_elsewhere(xunlu):
    away = moved("http://127.0.0.1:4/casino", 302)
    with Cloaked(lambda path, headers: away if "baidu.com/link" in headers.get("Referer", "") else None) as site:
        _, _, told, _ = run(xunlu, site)
    assert {(severity, one["name"], one["difference"], one["status"]) for _, severity, one in told} == {
        ("error", "baidu.com", "moved", "→")
    }
    assert {one["final"] for _, _, one in told} == {"http://127.0.0.1:4/casino"}


def test_a_firewall_that_turns_imitations_away_is_no_cloaking(xunlu):
    with Cloaked(lambda path, headers: Reply(page("403"), 403) if spider(headers, "Googlebot") else None) as site:
        said, verdict, told, _ = run(xunlu, site, "--lang", "en")
    assert told == [] and verdict[0] == "passed"
    assert "Googlebot" in said and "turned away" in said


def test_a_page_that_changes_by_itself(xunlu):
    words = iter(range(10_000))

    def shown(path, headers):
        return page("红茶", text=" ".join(f"w{next(words)}" for _ in range(40))) if path == "/tea" else None

    with Cloaked(shown) as site:
        _, _, told, views = run(xunlu, site)
    assert told == [] and min(share for _, share in views) < 0.5


def test_without_proof_no_request_is_sent(xunlu):
    with Cloaked(lambda path, headers: None) as site:
        del site.answers[PROOF]
        said, verdict, told, views = run(xunlu, site, "--lang", "en")
        assert site.named() == [] and told == views == []
    assert verdict[1] == "imitation-unverified" and "xunlu-verify" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rival_is_never_imitated(xunlu, lang):
    with TinySite({"/": page("首页")}) as site:
        configure(xunlu, site.url, site='role = "competitor"\nimitate = "own"')
        said = xunlu("crawl", "shop", "--lang", lang, code=2).err
        assert "imitate" in said and site.asked == []
