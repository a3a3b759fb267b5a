"""Which sites a command crawls, and in which role."""

import pytest

from configs.app import App
from configs.errors import SettingsError
from configs.settings import Settings, Site
from crawler.offline import load_site
from crawler.store import open_store
from jobs.crawling import plans_for, with_known_role

SHOP, RIVAL = "https://shop.example/", "https://rival.example/"


def roles(plans):
    return {plan.name: plan.site.role for plan in plans}


def test_roles_of_urls():
    assert roles(plans_for(App(), [SHOP], [RIVAL], {})) == {"shop.example": "target", "rival.example": "competitor"}


def test_all_sites_of_the_configuration():
    sites = {"shop": Site(start=(SHOP,)), "rival": Site(role="competitor", start=(RIVAL,))}
    app = App(settings=Settings(sites=sites))
    assert roles(plans_for(app, [], [], {})) == {"shop": "target", "rival": "competitor"}
    assert roles(plans_for(app, ["shop"], [], {"max_pages": 5})) == {"shop": "target"}
    assert plans_for(app, ["shop"], [], {"max_pages": 5})[0].site.crawl.max_pages == 5


@pytest.mark.parametrize(("sites", "rivals"), [([SHOP], [f"{SHOP}other.html"]), ([SHOP, f"{SHOP}a"], [])])
def test_a_site_is_its_host(sites, rivals):
    with pytest.raises(SettingsError) as caught:
        plans_for(App(), sites, rivals, {})
    assert caught.value.number == 129
    assert "shop.example" in caught.value.what.en


def test_nothing_to_crawl_and_unknown_names():
    for sites, number in (([], 108), (["nobody"], 109)):
        with pytest.raises(SettingsError) as caught:
            plans_for(App(), sites, [], {})
        assert caught.value.number == number


def test_a_rival_of_the_store_stays_one(tmp_path, capsys):
    app = App()
    (plan,) = plans_for(app, [RIVAL], [], {})
    with open_store(tmp_path / "s.db", create=True) as store:
        assert with_known_role(app, store, plan) is plan
        load_site(store, {"/": "<title>rival</title>"}, base=RIVAL, name="rival.example", role="competitor")
        assert with_known_role(app, store, plan).site.role == "competitor"
        assert "competitor" in capsys.readouterr().err
        (shop,) = plans_for(app, [SHOP], [], {})
        assert with_known_role(app, store, shop) is shop
