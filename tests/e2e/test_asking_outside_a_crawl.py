"""`doctor` and `robots test` get into a site of the configuration as its crawl does, and send its secrets nowhere else."""

from tests.e2e.tiny import Reply, TinySite, page

ROBOTS = Reply("User-agent: *\nDisallow: /cart/\n", type="text/plain")


def configured(xunlu, url):
    (xunlu.folder / "xunlu.toml").write_text(
        f'version = 1\n[sites.shop]\nstart = ["{url}"]\n[sites.shop.access]\nheaders_env = {{ X-Key = "SHOP_KEY" }}\n',
        "utf-8",
    )


def test_secrets_go_to_the_configured_site_alone(xunlu):
    answers = {"/": page("首页"), "/robots.txt": ROBOTS}
    with TinySite(answers) as shop, TinySite(answers) as other:
        configured(xunlu, shop.url)
        for words in (("robots", "test"), ("doctor",)):
            for site in (shop, other):
                xunlu(*words, site.url, *(("/cart/",) if words[0] == "robots" else ()), code=None, SHOP_KEY="k3y")
        assert {asked.headers.get("X-Key") for asked in shop.asked} == {"k3y"}
        assert {asked.headers.get("X-Key") for asked in other.asked} == {None}


def test_a_variable_that_is_not_set_is_told(xunlu):
    with TinySite({"/": page("首页"), "/robots.txt": ROBOTS}) as shop:
        configured(xunlu, shop.url)
        assert "SHOP_KEY" in xunlu("doctor", "shop", code=None).said
        assert xunlu("robots", "test", shop.url, "/cart/", code=2).err.count("SHOP_KEY") >= 1
        assert shop.asked == []
