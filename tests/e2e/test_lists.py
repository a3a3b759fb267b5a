"""`--list`: the URLs of a file or of standard input, and nothing else."""

import pytest

from tests.e2e.modes import configure, last, pages, robots, star, with_input
from tests.e2e.program import both, number, query
from tests.e2e.tiny import SMALL, Reply, TinySite, moved, page

REFUSED = "XE-111"


def write(xunlu, *lines, name="urls.txt", codec="utf-8"):
    path = xunlu.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(codec))
    return path


@pytest.fixture
def shop():
    with TinySite({**SMALL, "/alone": page("孤页", "/a"), "/old": moved("/new"), "/new": page("新", "/a")}) as server:
        yield server


def test_the_urls_of_a_file_and_no_link_of_theirs(xunlu, shop):
    write(xunlu, "# 要看的网页", f"{shop.url}alone", "", f"{shop.url}b", f"{shop.url}alone#top")
    said = xunlu("crawl", "--list", "urls.txt")
    assert sorted(shop.paths()) == ["/alone", "/b"]
    assert last(xunlu, "site, mode, status, reason") == (shop.host, "list", "partial", "list")
    assert "only the URLs of a list were fetched" in said.err
    assert "only the URLs of a list were fetched" in xunlu("list", "runs").out


def test_a_redirect_of_a_listed_url_is_followed(xunlu, shop):
    write(xunlu, f"{shop.url}old")
    xunlu("crawl", "--list", "urls.txt")
    assert shop.paths() == ["/old", "/new"]
    assert pages(xunlu) == {"/old": 301, "/new": 200}


def test_standard_input(xunlu, shop):
    result = with_input(xunlu, f"{shop.url}alone\nnot a url\n".encode(), "crawl", "--list", "-")
    assert shop.paths() == ["/alone"]
    assert "line 2 of the list is no URL: not a url" in result.err


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("piped", [False, True])
def test_tables_in_the_charsets_of_spreadsheets(xunlu, shop, codec, piped):
    lines = ["网址,备注", f"{shop.url}茶,紫砂壶", f"{shop.url}b,普洱茶"]
    path = write(xunlu, *lines, codec=codec)
    if piped:
        with_input(xunlu, path.read_bytes(), "crawl", "--list", "-")
    else:
        xunlu("crawl", "--list", "urls.txt")
    assert sorted(shop.paths()) == ["/%E8%8C%B6", "/b"]


@pytest.mark.parametrize(
    ("lang", "told", "more"),
    [
        ("en", "line {} of the list is no URL: ", "... and 3 more lines"),
        ("zh", "清单第 {} 行不是网址：", "……还有 3 行"),
    ],
)
def test_faults_are_told_with_their_lines_and_the_rest_is_fetched(xunlu, shop, lang, told, more):
    wrong = ["mailto:a@b.cn", "茶壶", "ftp://shop.cn/", "/path", "javascript:1", "http://", "https://:80/", "x y"]
    write(xunlu, "# 注释", *wrong, f"{shop.url}b")
    said = xunlu("--lang", lang, "crawl", "--list", "urls.txt").err
    for line, text in enumerate(wrong[:5], 2):
        assert told.format(line) + text in said
    assert wrong[5] not in said and more in said
    assert shop.paths() == ["/b"]


def test_a_list_without_a_usable_url_a_missing_one_and_an_empty_one(xunlu):
    write(xunlu, "", "茶壶")
    for said in both(xunlu, 141, "crawl", "--list", "urls.txt", code=2):
        assert "line 2: 茶壶" in said or "第 2 行：茶壶" in said
    for said in both(xunlu, 142, "crawl", "--list", "none.txt", code=2):
        assert "none.txt" in said
    assert "XE-141" in with_input(xunlu, b"", "crawl", "--list", "-", code=2).err
    assert not xunlu.db.exists()


def test_paths_are_of_the_site_that_is_given(xunlu, shop):
    write(xunlu, "/alone", "b", "?q=茶", f"{shop.url}a")
    said = xunlu("crawl", shop.url, "--list", "urls.txt")
    assert sorted(shop.paths()) == ["/?q=%E8%8C%B6", "/a", "/alone"]
    assert "line 2 of the list is no URL: b" in said.err


def test_a_configured_site_gives_its_settings(xunlu, shop):
    configure(xunlu, shop.url, crawl='sort_params = true\nstrip_params = ["from"]')
    shop.answers["/a?a=1&b=2"] = page("甲")
    write(xunlu, "/a?b=2&a=1", "/a?a=1&b=2&from=mail", name="lists/urls.txt")
    xunlu("crawl", "shop", "--list", "lists/urls.txt")
    assert shop.paths() == ["/a?a=1&b=2"]
    assert last(xunlu, "site, mode") == ("shop", "list")


def test_a_list_in_the_configuration_stands_beside_the_file(xunlu, shop):
    configure(xunlu, shop.url, crawl='mode = "list"\nlist_file = "lists/urls.txt"')
    write(xunlu, "/alone", name="lists/urls.txt")
    (xunlu.folder / "elsewhere").mkdir()
    xunlu("--config", xunlu.folder / "xunlu.toml", "crawl")
    assert shop.paths() == ["/alone"]
    xunlu("crawl", "shop", "--one-page")
    assert shop.paths() == ["/alone", "/"]


def test_hosts_of_the_list_belong_to_the_site_and_each_has_its_robots_txt(xunlu, shop):
    rules = robots("User-agent: *\nDisallow: /no\n")
    with TinySite({"/x": page("外", "/y"), "/no": page("不"), "/robots.txt": rules}) as other:
        write(xunlu, f"{shop.url}alone", f"{other.url}x", f"{other.url}no", f"{shop.url}no")
        xunlu("crawl", "--list", "urls.txt")
        assert other.paths() == ["/x"]
        assert sorted(shop.paths()) == ["/alone", "/no"]
    hosts = query(xunlu.db, "select h.host from run_hosts join hosts h using (host_id) order by 1")
    assert hosts == sorted([(shop.host,), (other.host,)])
    states = dict(query(xunlu.db, "select u.url, f.state from frontier f join urls u using (url_id)"))
    assert states[f"{other.url}no"] == 4


def test_a_list_that_robots_txt_forbids_whole_is_an_error(xunlu, shop):
    shop.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
    write(xunlu, f"{shop.url}a", f"{shop.url}b")
    said = both(xunlu, 203, "crawl", "--list", "urls.txt", code=3)
    assert "line 2" in said[0] and "第 2 行" in said[1]
    assert shop.paths() == []


def test_what_the_list_says_wins_over_include_and_exclude(xunlu, shop):
    write(xunlu, "/a", "/alone")
    xunlu("crawl", shop.url, "--list", "urls.txt", "--exclude", "/a*")
    assert sorted(shop.paths()) == ["/a", "/alone"]


def test_strict_is_content_with_a_whole_list_and_not_with_a_part(xunlu, shop):
    write(xunlu, "/a", "/b", "/c")
    xunlu("crawl", shop.url, "--list", "urls.txt", "--strict")
    xunlu("run", shop.url, "--list", "urls.txt", "--strict")
    xunlu("crawl", shop.url, "--list", "urls.txt", "--strict", "--max-pages", 2, code=4)
    assert last(xunlu) == ("partial", "max-pages")
    assert len(pages(xunlu)) == 2


def test_an_interrupted_list_goes_on_and_a_changed_one_does_not(xunlu):
    with TinySite(star(60)) as site:
        write(xunlu, *(f"{site.url}{n}" for n in range(40)))
        words = ("crawl", site.url, "--list", "urls.txt")
        with xunlu.start(*words, "--rate", 20) as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages") > 3)
            running.process.kill()
            running.process.wait(30)
        assert REFUSED in xunlu("crawl", site.url, "--list", "urls.txt", "--within", "folder", code=2).err
        write(xunlu, f"{site.url}1", name="other.txt")
        for said in both(xunlu, 111, "crawl", site.url, "--list", "other.txt", code=2):
            assert "--fresh" in said
        both(xunlu, 111, "crawl", site.url, code=2)
        both(xunlu, 111, "crawl", site.url, "--one-page", code=2)
        asked = len(site.paths())
        xunlu(*words)
        assert sorted(pages(xunlu)) == sorted(f"/{n}" for n in range(40))
        assert len(site.paths()) - asked <= 40 - 3
        assert query(xunlu.db, "select run_id, status, reason from runs") == [(1, "partial", "list")]
        xunlu("crawl", site.url, "--list", "other.txt")
        assert last(xunlu, "run_id, crawled") == (2, 1)


def test_a_list_of_a_known_rival_is_a_list(xunlu, shop):
    with TinySite(SMALL) as target:
        xunlu("run", target.url, "--competitor", shop.url)
    write(xunlu, "/alone")
    shop.asked.clear()
    said = xunlu("crawl", shop.url, "--list", "urls.txt")
    assert "is a competitor in this store" in said.err
    assert shop.paths() == ["/alone"]
    assert last(xunlu, "role, reason") == ("competitor", "list")


def test_one_list_is_for_one_site(xunlu, shop):
    with TinySite(SMALL) as other:
        write(xunlu, "/a")
        for said in both(xunlu, 144, "crawl", shop.url, "--competitor", other.url, "--list", "urls.txt", code=2):
            assert shop.host in said and other.host in said
        assert other.paths() == shop.paths() == []


def test_sitemaps_are_not_read_and_the_start_page_is_not_asked_for(xunlu, shop):
    write(xunlu, "/b")
    xunlu("crawl", shop.url, "--list", "urls.txt")
    assert [asked.path for asked in shop.asked if "sitemap" in asked.path or asked.path == "/"] == []
    assert query(xunlu.db, "select count(*) from sitemaps") == [(0,)]


def test_what_answers_with_an_error_is_a_row_and_no_failure(xunlu, shop):
    shop.answers["/down"] = Reply(page("坏"), 503)
    write(xunlu, "/gone", "/down", "/b")
    xunlu("crawl", shop.url, "--list", "urls.txt")
    assert pages(xunlu) == {"/gone": 404, "/down": 503, "/b": 200}


def test_a_list_of_which_nothing_is_a_page_says_what_the_first_answered(xunlu, shop):
    write(xunlu, "/gone", "/gone2")
    for said in both(xunlu, 205, "crawl", shop.url, "--list", "urls.txt", code=3):
        assert f"{shop.url}gone" in said and "404 text/html" in said


def test_a_list_may_have_another_scheme_than_the_site_and_outlive_its_start_page(xunlu, shop):
    write(xunlu, f"{shop.url}a", f"{shop.url}b")
    xunlu("crawl", "https://127.0.0.1:4/", "--list", "urls.txt")
    assert sorted(shop.paths()) == ["/a", "/b"]
    assert last(xunlu, "site, reason") == ("127.0.0.1:4", "list")


def test_standard_input_is_read_once_for_two_devices(xunlu, shop):
    with_input(xunlu, f"{shop.url}alone\n".encode(), "crawl", "--list", "-", shop.url, "--device", "both")
    assert shop.paths() == ["/alone"] * 2
    assert query(xunlu.db, "select mode, device from runs") == [("list", "mobile"), ("list", "desktop")]
