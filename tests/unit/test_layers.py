"""Configuration files found, laid over presets and personal defaults, and told where each value came from."""

import dataclasses

import pytest

from configs.effective import values, written
from configs.errors import SettingsError
from configs.layers import PRESETS, layers, preset
from configs.load import load_settings, settings_of
from configs.settings import Crawl, Http, Settings

SITE = '[sites.shop]\nstart = ["https://shop.example/"]\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XUNLU_CONFIG", raising=False)
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def origins(file):
    stack = layers(file)
    return {one.key: one for one in values(settings_of(stack), stack)}


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_valid(name):
    settings = settings_of([preset(f"preset:{name}")])
    assert settings.defaults.crawl.max_pages > 0
    assert settings.defaults != Settings().defaults


def test_no_file_is_the_embedded_default(folder):
    assert load_settings() == (Settings(), None)


def test_values_of_the_file_win_over_the_preset_and_those_over_the_default(folder):
    write(folder / "xunlu.toml", f'version = 1\nextends = "preset:shop"\n{SITE}[sites.shop.crawl]\nrate = 2.5\n')
    crawl = load_settings()[0].sites["shop"].crawl
    assert (crawl.rate, crawl.max_pages, crawl.store_html) == (2.5, 20_000, "all")
    assert "/cart/**" in crawl.exclude


def test_rivals_get_limits_of_their_own(folder):
    text = f'version = 1\nextends = "preset:shop"\n{SITE}[sites.rival]\nrole = "competitor"\nstart = ["https://rival.example/"]\n'
    write(folder / "xunlu.toml", text)
    settings, _ = load_settings()
    assert (settings.sites["rival"].crawl.max_pages, settings.sites["rival"].crawl.rate) == (1000, 0.5)
    assert "/cart/**" in settings.sites["rival"].crawl.exclude
    assert settings.defaults.competitor.max_pages == 1000
    assert settings.sites["shop"].crawl.rate == 0


def test_a_file_may_extend_a_file_in_another_folder(folder):
    write(
        folder / "base/team.toml",
        'version = 1\nextends = "preset:blog"\n[keywords]\nuserdict = "words.txt"\n[http]\nretries = 5\n',
    )
    write(folder / "xunlu.toml", f'version = 1\nextends = "base/team.toml"\n{SITE}[http]\ntimeout = "9s"\n')
    settings, _ = load_settings()
    assert settings.http == dataclasses.replace(Http(), retries=5, timeout="9s")
    assert settings.keywords.userdict == "base/words.txt"
    assert "/wp-admin/**" in settings.sites["shop"].crawl.exclude


def test_circle_is_refused(folder):
    write(folder / "a.toml", 'version = 1\nextends = "b.toml"\n')
    write(folder / "b.toml", 'version = 1\nextends = "a.toml"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings("a.toml")
    assert caught.value.number == 118


@pytest.mark.parametrize(("extends", "number"), [("preset:shp", 116), ("none.toml", 103)])
def test_what_cannot_be_extended(folder, extends, number):
    write(folder / "xunlu.toml", f'version = 1\nextends = "{extends}"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.number == number


def test_unknown_key_of_an_extended_file_names_that_file_and_its_line(folder):
    write(folder / "team.toml", "version = 1\n\n[http]\ntimeuot = '5s'\n")
    write(folder / "xunlu.toml", 'version = 1\nextends = "team.toml"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "team.toml, line 4" in caught.value.what.en
    assert "timeout" in caught.value.rows[0][1].en


def test_pyproject_is_read_and_its_lines_are_its_own(folder):
    write(
        folder / "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.xunlu]\nversion = 1\n[tool.xunlu.http]\nretries = 7\n',
    )
    assert load_settings()[0].http.retries == 7
    assert origins(folder / "pyproject.toml")["http.retries"].line == 7
    write(folder / "pyproject.toml", "[tool.xunlu]\nversoin = 1\n")
    with pytest.raises(SettingsError, match="line 2"):
        load_settings()


def test_pyproject_of_somebody_else_is_left_alone(folder):
    write(folder / "pyproject.toml", "[project\nname = broken")
    assert load_settings() == (Settings(), None)


def test_parents_are_looked_at_up_to_the_repository(folder, monkeypatch):
    (folder / "repo/.git").mkdir(parents=True)
    write(folder / "repo/xunlu.toml", "version = 1\n[http]\nretries = 4\n")
    write(folder / "xunlu.toml", "version = 1\n[http]\nretries = 9\n")
    (folder / "repo/deep/er").mkdir(parents=True)
    monkeypatch.chdir(folder / "repo/deep/er")
    settings, file = load_settings()
    assert settings.http.retries == 4
    assert file == folder / "repo/xunlu.toml"
    (folder / "repo/xunlu.toml").unlink()
    assert load_settings()[1] is None
    (folder / "plain/deep").mkdir(parents=True)
    monkeypatch.chdir(folder / "plain/deep")
    assert load_settings()[1] is None


def test_personal_defaults(folder):
    write(
        folder / "home/xunlu/config.toml",
        '[defaults]\nlang = "en"\n[defaults.http]\ncontact = "me@shop.example"\n[defaults.crawl]\nrate = 1.5\n',
    )
    assert load_settings()[0].http.contact == "me@shop.example"
    assert load_settings()[0].lang == "en"
    write(folder / "xunlu.toml", f'version = 1\nlang = "zh"\n{SITE}')
    settings, _ = load_settings()
    assert (settings.lang, settings.http.contact, settings.sites["shop"].crawl.rate) == ("zh", "me@shop.example", 1.5)
    write(folder / "home/xunlu/config.toml", '[sites.shop]\nstart = ["https://a.example/"]\n')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.number == 117


def test_origin_of_every_value(folder):
    text = f'version = 1\nextends = "preset:shop"\n{SITE}\n[sites.shop.crawl]\nrate = 2.5 # slow\n'
    found = origins(write(folder / "xunlu.toml", text))
    assert (found["sites.shop.crawl.rate"].name, found["sites.shop.crawl.rate"].line) == (str(folder / "xunlu.toml"), 7)
    assert found["sites.shop.crawl.max_pages"].name == "preset:shop"
    assert found["sites.shop.crawl.max_depth"].name == ""
    lines = preset("preset:shop").text.splitlines()
    assert lines[found["sites.shop.crawl.max_pages"].line - 1].startswith("max_pages")
    assert {one.partition(".")[0] for one in found} <= {field.name for field in dataclasses.fields(Settings)}


def test_values_are_written_as_toml_reads_them():
    import tomllib

    for value in (True, 3, 2.5, '引“号”"', ("a", "b"), {"zh": "茶"}, Crawl().strip_params):
        read = tomllib.loads(f"x = {written(value)}")["x"]
        assert read == (list(value) if isinstance(value, tuple) else value)
