"""Partners of exchanged links are asked for after the crawl, politely, and what is found is judged and listed."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from configs.errors import SettingsError
from configs.load import load_settings
from crawler.store import open_store
from tests.e2e.friends import asked, friend, robots, settings, stored
from tests.e2e.program import Inside
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page


@pytest.fixture
def here(tmp_path):
    """A shop, and a function that opens partners."""
    with ExitStack() as stack:
        site = stack.enter_context(TinySite({"/": page("茶舍：紫砂壶与普洱茶", "/tea"), "/tea": page("红茶")}))
        yield Inside(tmp_path), site, lambda answers: stack.enter_context(TinySite(answers))


def crawled(program, site, *partners, more=""):
    (program.folder / "xunlu.toml").write_text(settings(site, *partners, more=more), "utf-8")
    return stored(program, asked(program, site))


def test_states_of_a_link(here):
    program, site, opened = here
    own, other = site.url, "https://elsewhere.example/"
    answers = {
        "live": friend(own), "gone": friend(""), "nofollow": friend(own, rel="nofollow"), "ugc": friend(own, rel="ugc"),
        "page-nofollow": friend(own, head='<meta name="robots" content="nofollow">'),
        "hidden": friend(own, style="position:absolute;left:-9999px"),
        "noindex": friend(own, head='<meta name="robots" content="noindex">'),
        "canonical": friend(own, head=f'<link rel="canonical" href="{other}">'),
        "header": Reply(friend(own), headers={"X-Robots-Tag": "noindex"}),
        "script": friend("", more=f"<script>document.write('<a href={own}>茶舍</a>')</script>"),
        "jump": friend("", more=f'<a href="/go.php?url={own}">茶舍</a>'),
        "twice": friend(own, rel="nofollow", more=f'<a href="{own}tea">红茶</a>'),
        "missing": Reply(page("没有"), 404), "closed": Reply("", 403), "pdf": Reply(b"%PDF-1.7", type="application/pdf"),
    }  # fmt: skip
    partner = opened({"/": page("首页"), **{f"/{name}": answer for name, answer in answers.items()}})
    found = crawled(program, site, *({"page": f"{partner.url}{name}"} for name in answers))
    assert {name: found[f"{partner.url}{name}"]["state"] for name in answers} == {
        "live": "live", "gone": "gone", "nofollow": "nofollow", "ugc": "nofollow", "page-nofollow": "nofollow",
        "hidden": "hidden", "noindex": "not-indexable", "canonical": "not-indexable", "header": "not-indexable",
        "script": "indirect", "jump": "indirect", "twice": "live", "missing": "unreachable", "closed": "refused",
        "pdf": "unread",
    }  # fmt: skip
    assert found[f"{partner.url}jump"]["indirect"][0] == "redirect"
    assert found[f"{partner.url}script"]["indirect"][0] == "script"


def test_a_partner_is_asked_once_in_our_name_and_its_robots_txt_is_obeyed(here):
    program, site, opened = here
    shy = opened(
        {"/robots.txt": robots("User-agent: *\nDisallow: /links"), "/links": friend(site.url), "/": page("首页")}
    )
    open_ = opened({"/": page("首页", "/links"), "/links": moved("/friends"), "/friends": friend(site.url), "/robots.txt": robots("User-agent: Baiduspider\nDisallow: /friends")})  # fmt: skip
    found = crawled(program, site, {"page": f"{shy.url}links"}, {"page": f"{open_.url}links"})
    assert [one.path for one in shy.asked] == ["/robots.txt", "/"]
    assert [one.path for one in open_.asked] == ["/robots.txt", "/links", "/friends", "/"]
    assert all(one.headers["User-Agent"].startswith("xunlu/") for one in (*shy.asked, *open_.asked))
    assert found[f"{shy.url}links"]["state"] == "disallowed"
    assert found[f"{shy.url}links"]["_"] == (None, "disallowed")
    facts = found[f"{open_.url}links"]
    assert (facts["state"], facts["closed_to"], facts["hops"]) == ("not-indexable", ["Baiduspider"], 1)
    assert facts["home"]["linked"] is True and facts["_"][0] == 301


def test_without_consent_nobody_is_imitated_and_with_it_a_difference_is_told(here):
    program, site, _ = here

    class Cloaking(TinySite):
        def reply(self, path, headers):
            usual = super().reply(path, headers)
            return Reply(friend("")) if path == "/links" and "spider" in headers["User-Agent"].lower() else usual

    with Cloaking({"/": page("首页", "/links"), "/links": friend(site.url)}) as partner:
        consenting = {"page": f"{partner.url}links", "consent": True}
        found = crawled(program, site, {"page": f"{partner.url}links"})
        assert "views" not in found[f"{partner.url}links"] and len(partner.paths()) == 2
        (program.folder / "xunlu.toml").write_text(settings(site, consenting), "utf-8")
        asked(program, site)
        views = stored(program, 2)[f"{partner.url}links"]["views"]
    assert {one["as"]: (one["link"], one["visitor"]) for one in views} == {
        "Googlebot": (True, True), "Baiduspider": (False, True),
    }  # fmt: skip


def test_agreement_is_stored_and_competitors_are_not_asked_about(here):
    program, site, opened = here
    partner = opened({"/": friend(f"{site.url}tea", text="紫砂壶")})
    agreed = {"page": partner.url, "anchor": "茶舍", "target": "/", "ours": "/tea", "since": "2025-03-01", "link": "https://other.example", "site": "shop"}  # fmt: skip
    facts = crawled(program, site, agreed)[partner.url]
    assert facts["agreed"] == {
        "anchor": "茶舍", "target": site.url, "ours": f"{site.url}tea", "since": "2025-03-01", "link": "https://other.example/",
    }  # fmt: skip
    assert facts["links"] == [
        {"target": f"{site.url}tea", "anchor": "紫砂壶", "followed": True, "hidden": "", "position": "main"}
    ]
    program("audit")
    rows = json.loads(program("export", "findings", "--select", "friend-link-anchor-changed", "--format", "json").out)
    told = {evidence["what"]: evidence for row in rows if (evidence := json.loads(row["evidence"]))}
    assert (told["it-leads-to"]["found"], told["it-leads-to"]["wanted"]) == (f"{site.url}tea", site.url)
    assert told["it-says"]["found"] == "紫砂壶"
    assert listed(program)[partner.url]["wanted"] == site.url
    partner.answers["/"] = friend(f"{site.url}tea", text="茶舍", more=f'<a href="{site.url}">茶舍</a>')
    assert (
        crawled(program, site, agreed)[partner.url]["links"][0]["target"] == site.url
    )  # the one as agreed is the first
    program("audit")
    assert "[]" in program("export", "findings", "--select", "friend-link-anchor-changed", "--format", "json").out
    text = settings(site, {"page": partner.url}).replace("start =", 'role = "competitor"\nstart =')
    (program.folder / "xunlu.toml").write_text(text, "utf-8")
    asked(program, site)
    assert stored(program, 3) == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"page": "partner.example"}, "whole URL"), ({"page": "https://p.example/", "site": "shopp"}, "no target site shopp"),
        ({"page": "https://p.example/", "ours": "links"}, "ours"), ({"page": "https://p.example/", "link": "p.example"}, "link"),
        ({"page": "https://p.example/", "since": "spring"}, "since"),
    ],
)  # fmt: skip
def test_faults_of_the_settings_are_told(here, given, told):
    assert told in fault(here, given) and "partners" in fault(here, given)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"page": "https://p.example/"}, {"page": "https://p.example/"}),
        ({"page": "https://p.example/"}, {"page": "https://p.example/", "site": "shop"}),
        ({"page": "https://p.example/", "site": "shop"}, {"page": "https://p.example/", "anchor": "茶舍"}),
        ({"page": "https://p.example"}, {"page": "https://P.example:443/#links"}),
        ({"page": "https://茶舍.example/友"}, {"page": "https://xn--uc1asx.example/%E5%8F%8B?"}),
    ],
)
def test_the_same_page_twice_is_a_fault(here, one, other):
    assert f"[[partners]] #2 page stands there twice: {other['page']}" in fault(here, one, other)


def test_a_page_may_be_a_partner_of_two_sites(here):
    program, site, _ = here
    other = '[sites.other]\nstart = ["https://other.example/"]'
    partners = [{"page": "https://p.example/", "site": name} for name in ("shop", "other")]
    path = program.folder / "xunlu.toml"
    path.write_text(settings(site, *partners, more=other), "utf-8")
    assert [one.site for one in load_settings(str(path))[0].partners] == ["shop", "other"]
    path.write_text(settings(site, *partners, {"page": "https://p.example"}, more=other), "utf-8")
    with pytest.raises(SettingsError, match="#3"):
        load_settings(str(path))


def fault(here, *partners):
    """What is said of settings that cannot be."""
    program, site, _ = here
    path = program.folder / "xunlu.toml"
    path.write_text(settings(site, *partners), "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(str(path))
    return " ".join([caught.value.what.en, *(text.en for _, text in caught.value.rows)])


def listed(program, *words):
    return {
        row["page"] or row["target"]: row
        for row in json.loads(program("links", "friends", *words, "--format", "json").out)
    }


def test_removals_are_told_with_their_history(here):
    program, site, opened = here
    partner = opened({"/": friend(site.url, text="紫砂茶舍"), "/links": friend(site.url)})
    site.answers["/"] = page("茶舍").replace("</main>", f'<h4>友情链接</h4><a href="{partner.url}">紫砂</a> <a href="https://other.example/">茶友</a></main>')  # fmt: skip
    agreed = {"page": partner.url, "anchor": "茶舍"}, {"page": f"{partner.url}links"}
    (program.folder / "xunlu.toml").write_text(settings(site, *agreed), "utf-8")
    program.apart("crawl", "shop")  # the others ask without a crawl
    partner.answers["/links"] = friend("")
    asked(program, site)
    with open_store(program.db) as store, store.atomic() as db:
        db.execute("update runs set started = '2025-0' || run_id || '-01T00:00:00'")
    found = listed(program)
    gone, live, other = found[f"{partner.url}links"], found[partner.url], found["https://other.example/"]
    assert (gone["state"], gone["since"], gone["history"]) == ("gone", "2025-02-01", "live 2025-01-01; gone 2025-02-01")
    assert (gone["direction"], gone["given"], gone["anchor"]) == ("ours", "followed", None)
    assert (live["state"], live["since"], live["direction"], live["anchor"], live["agreed"]) == (
        "live", "2025-01-01", "both", "紫砂茶舍", "茶舍",
    )  # fmt: skip
    assert (other["state"], other["partner"], other["given"], other["ours"]) == (
        "unlisted", "other.example", "followed", site.url,
    )  # fmt: skip
    assert listed(program, "latest~1")[f"{partner.url}links"]["state"] == "live"
    table = program("links", "friends")
    assert "Partners to see to: 1." in table.err and "1 links in our blocks" in table.err
    assert "gone 2025-02-01" in table.out
    exported = json.loads(program("export", "friends", "--format", "json").out)
    assert [(row["page"], row["state"]) for row in exported] == [(f"{partner.url}links", "gone"), (partner.url, "live")]


def test_what_is_found_is_judged_and_so_is_what_changed(here):
    program, site, opened = here
    partner = opened({"/": friend(site.url), "/moved": friend(site.url)})
    crawled(program, site, {"page": partner.url}, {"page": f"{partner.url}moved"})
    partner.answers |= {
        "/": friend(site.url, text="买茶", title="小额贷款当天放款"), "/moved": moved(NOWHERE),
    }  # fmt: skip
    asked(program, site)
    program("audit")
    rows = json.loads(program("export", "findings", "--select", "external-links", "--format", "json").out)
    found = {(row["check_id"], json.loads(row["evidence"])["page"]): json.loads(row["evidence"]) for row in rows}
    assert found["friend-link-anchor-changed", partner.url]["wanted"] == "茶舍"
    assert found["friend-link-unhealthy", partner.url]["problem"] == "changed"
    assert found["friend-link-unhealthy", f"{partner.url}moved"]["problem"] == "status"
    assert ("friend-link-gone", f"{partner.url}moved") not in found


def test_without_partners_it_says_what_to_do(here):
    program, site, _ = here
    crawled(program, site)
    assert "[[partners]]" in program("links", "friends").err
