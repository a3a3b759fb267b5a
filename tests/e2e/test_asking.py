"""A crawl that will take long says so; at a terminal it asks once, and a no leaves everything as it can go on."""

import pytest

from tests.e2e.modes import last, pages, sitemap
from tests.e2e.program import query
from tests.e2e.terminal import END, INTERRUPT, Terminal
from tests.e2e.tiny import SMALL, TinySite

LONG = ("--rate", 20, "--max-pages", 13_200)  # at most eleven minutes
SAID = "at most 13,200 URLs, up to 11 min at this rate"
ASKED = "Begin? [Y/n]"


def test_a_no_crawls_nothing_and_leaves_it_for_later(xunlu, site):
    with Terminal(xunlu, "crawl", site.url, *LONG) as terminal:
        terminal.until(ASKED)
        assert SAID in terminal.shown
        terminal.type("n\n")
        result = terminal.end()
    assert result.code == 130
    assert f"{site.host} not crawled" in result.err and "--resume" in result.err
    assert site.paths() == []
    assert last(xunlu) == ("interrupted", "declined")
    assert "not begun" in xunlu("list", "runs").out
    later = xunlu("crawl", site.url, *LONG, "--yes")
    assert "going on with the interrupted run #1" in later.err
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert len(pages(xunlu)) == 4


@pytest.mark.parametrize("answer", ["y\n", "\n", "YES\n", "perhaps\n y \n"])
def test_a_yes_goes_on(xunlu, site, answer):
    with Terminal(xunlu, "crawl", site.url, *LONG) as terminal:
        terminal.until(ASKED)
        terminal.type(answer)
        result = terminal.end()
    assert result.code == 0
    assert result.err.count(ASKED) == (2 if "perhaps" in answer else 1)
    assert last(xunlu) == ("complete", "finished")


@pytest.mark.parametrize(
    ("key", "reason", "said"), [(END, "declined", "not crawled"), (INTERRUPT, "signal", "Interrupted")]
)
def test_the_end_of_input_is_a_no_and_ctrl_c_an_interruption(xunlu, site, key, reason, said):
    with Terminal(xunlu, "run", site.url, *LONG) as terminal:
        terminal.until(ASKED)
        terminal.type(key)
        result = terminal.end()
    assert result.code == 130
    assert said in result.err and f"xunlu --lang en --db {xunlu.db} run {site.url}" in result.err
    assert last(xunlu) == ("interrupted", reason)
    assert site.paths() == []


def test_in_chinese(xunlu, site):
    xunlu.lang = "zh"
    with Terminal(xunlu, "crawl", site.url, *LONG) as terminal:
        terminal.until("开始吗？[Y/n]")
        assert "最多 13,200 个网址，按限速最长 11 分钟" in terminal.shown
        terminal.type("否\n")
        assert f"没有开始抓取 {site.host}" in terminal.end().err


@pytest.mark.parametrize("words", [("--yes",), ("-y",)])
def test_yes_does_not_ask_but_says(xunlu, site, words):
    with Terminal(xunlu, "crawl", site.url, *LONG, *words) as terminal:
        result = terminal.end()
    assert result.code == 0
    assert SAID in result.err and ASKED not in result.err


def test_quiet_does_not_ask(xunlu, site):
    with Terminal(xunlu, "-q", "crawl", site.url, *LONG) as terminal:
        result = terminal.end()
    assert (result.code, ASKED in result.err) == (0, False)


def test_without_a_terminal_nothing_is_asked(xunlu, site):
    result = xunlu("crawl", site.url, *LONG)
    assert SAID in result.err and ASKED not in result.err
    assert last(xunlu) == ("complete", "finished")


def test_what_is_short_is_neither_asked_nor_said(xunlu, site):
    site.answers["/sitemap.xml"] = sitemap(f"{site.url}a")
    with Terminal(xunlu, "crawl", site.url, "--rate", 20) as terminal:
        result = terminal.end()
    assert (result.code, ASKED in result.err, "at this rate" in result.err) == (0, False, False)


def test_several_sites_are_one_question(xunlu, site):
    with (
        TinySite(SMALL) as rival,
        Terminal(xunlu, "crawl", site.url, "--competitor", rival.url, *LONG) as terminal,
    ):
        terminal.until(ASKED)
        assert terminal.shown.count(SAID) == 2
        terminal.type("n\n")
        result = terminal.end()
        assert rival.paths() == site.paths() == []
    assert result.err.count(ASKED) == 1
    assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "declined")] * 2


def test_two_devices_are_one_question_and_take_turns(xunlu, site):
    with Terminal(xunlu, "crawl", site.url, "--device", "both", "--rate", 20, "--max-pages", 6600) as terminal:
        terminal.until(ASKED)
        assert terminal.shown.count("at most 6,600 URLs, up to 11 min at this rate") == 2
        terminal.type("n\n")
        terminal.end()
    assert site.paths() == []


def test_a_resumed_crawl_is_judged_by_what_is_left(xunlu):
    with TinySite({**SMALL}) as site:
        listed = [f"{site.url}{n}" for n in range(1300)]
        site.answers |= {f"/{n}": SMALL["/a"] for n in range(1300)}
        site.answers["/sitemap.xml"] = sitemap(*listed)
        with xunlu.start("crawl", site.url) as running:
            running.until(lambda: len(pages(xunlu)) > 400)
            running.process.terminate()
            running.end()
        left = 1304 - len(pages(xunlu))
        said = xunlu("crawl", site.url, "--dry-run", "--rate", 20).out
        assert "about 1,301 URLs, about 1 min" in said
        assert left < 1000
        result = xunlu("crawl", site.url, "--rate", 20, "--time-limit", "1s")
        assert "at this rate" not in result.err
