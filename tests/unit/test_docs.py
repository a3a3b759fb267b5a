"""The documentation is true: its commands parse, its configuration loads, its links lead somewhere, its tables are the schema's."""

import datetime
import re
import shlex
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

import xunlu
from audit.runner import run_checks
from audit.selection import tasks
from configs.app import App
from configs.argv import FLAGS, VALUED, hoisted
from configs.errors import Exit
from configs.load import parse_settings
from configs.settings import Accept, Rules, Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from docs.data_model import COMPUTED, PUBLIC, RUN
from docs.schema import of_kind
from jobs.stages import links_stage
from keywords.figures.storing import import_figures
from keywords.market import run_market
from keywords.rankings import Ranking, Table, store_rankings
from keywords.stage import run_keywords
from linkgraph.backlinks.importing import import_backlinks, linked_site
from linkgraph.backlinks.judging import judge
from tests.command_tree import all_commands

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [path for path in sorted(ROOT.iterdir()) if path.is_dir() and path.name[0] != "."]
FOUND = [
    *sorted(ROOT.glob("*.md")),
    *(path for folder in FOLDERS for path in sorted(folder.rglob("*.md")) if "node_modules" not in path.parts),
]
OURS = [name for path in FOUND if "/." not in (name := path.relative_to(ROOT).as_posix())]
GENERATED = ["README.md", "docs/data-model.md", "docs/configuration.md", "docs/factors.md", "docs/course.md"]
README = (ROOT / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
MACHINE = re.compile(r"(?<![\w.:/*`])/(?:home|root|tmp|work|Users|mnt|var)/|\b[A-Z]:\\")

each_page = pytest.mark.parametrize("name", OURS)


def text_of(name):
    return (ROOT / name).read_text("utf-8")


def commands():
    """Every `xunlu ...` line of the documentation's shell blocks, comments left out."""
    blocks = [body for name in OURS for kind, body in FENCE.findall(text_of(name)) if kind == "sh"]
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("xunlu ")]
    return sorted(set(lines))


def anchors(text):
    """Headings as GitHub names them in links."""
    plain = FENCE.sub("", text)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(plain)}


def test_all_pages_are_read():
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/data-model.md", "docs/architecture.md"} <= set(OURS)


def test_readme_names_the_two_commands():
    blocks = [body for kind, body in FENCE.findall(README) if kind == "sh"]
    for target in ("make demo", "make test"):
        assert sum(bool(re.search(rf"^{target}\b", block, re.M)) for block in blocks) == 2  # in each language
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert {"demo", "test"} <= set(re.findall(r"^(\w+):", makefile, re.M))


@pytest.mark.parametrize("line", commands())
def test_command_lines_parse(line):
    words = hoisted(shlex.split(line, comments=True)[1:])
    while words and words[0].startswith("-"):  # global options
        assert words[0] in (*VALUED, *FLAGS)
        words = words[2 if words[0] in VALUED else 1 :]
    module, _, attribute = xunlu.LAZY[words[0]][0].partition(":")
    command = getattr(import_module(module), attribute)
    assert command.make_context(words[0], words[1:], obj=App()).command is command


@pytest.mark.parametrize("name", sorted({line.split()[1] for line in commands()}))
def test_commands_have_help(name, capsys):
    assert xunlu.main(["--lang", "zh", name, "--help"]) == 0
    assert "用法" in capsys.readouterr().out


def test_readme_shows_every_command_but_none_that_is_not():
    shown = set(re.findall(r"`xunlu (\w+)`", README)) | {line.split()[1] for line in commands()}
    assert shown == set(xunlu.LAZY)


@pytest.mark.parametrize("block", [body for kind, body in FENCE.findall(README) if kind == "toml"])
def test_configuration_loads(block):
    settings = parse_settings(block)
    if "[sites." not in block:  # a part to be added to a configuration
        assert tasks(settings.rules, (), ()) and settings.rules.accept
        return
    assert settings.sites["rival"].role == "competitor" and settings.keywords.targets
    chosen = {task.check.id: task for task in tasks(settings.rules, (), ())}
    assert chosen["title-too-long"].options["max_units"] == 66
    assert set(settings.rules.ignore).isdisjoint(chosen)


def test_both_languages_show_the_same():
    zh, en = README.split("## English", 1)
    for kind in ("toml", "sh"):
        blocks = [[body for found, body in FENCE.findall(part) if found == kind] for part in (zh, en)]
        bare = [[re.sub(r" +#.*", "", body) for body in own] for own in blocks]
        assert bare[0] == bare[1] != []
    assert len(re.findall(r"^### ", zh, re.M)) == len(re.findall(r"^### ", en, re.M))
    assert len(re.findall(r"^- ", zh, re.M)) == len(re.findall(r"^- ", en, re.M))


def test_exit_codes_are_all_explained():
    rows = re.findall(r"^\| ([\d、, ]+) \|", README, re.M)
    assert {int(number) for row in rows for number in re.findall(r"\d+", row)} == {code.value for code in Exit}


@each_page
def test_links_lead_somewhere(name):
    page = ROOT / name
    text = page.read_text("utf-8")
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"https?://", target):
            continue
        path, _, fragment = unquote(target).partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), f"{name}: {target}"
        if fragment:
            assert fragment in anchors(file.read_text("utf-8")), f"{name}: {target}"


def test_pictures_are_small_and_shown():
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert [path.name for path in pictures] == ["report-en.png", "report-zh.png"]
    for path in pictures:
        assert f"docs/images/{path.name}" in README
        assert 10_000 < path.stat().st_size < 400 * 1024


@each_page
def test_no_paths_of_a_machine(name):
    assert MACHINE.findall(text_of(name)) == []


def test_generated_parts_are_up_to_date():
    words = [sys.executable, "-m", "cogapp", "--check", "-I", ".", *GENERATED]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"run make docs\n{ended.stdout}{ended.stderr}"
    for name in GENERATED:
        assert "[[[cog" in text_of(name)


def test_changelog_has_the_version():
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## \[?{re.escape(version)}\b", text_of("CHANGELOG.md"), re.M)


def test_pre_commit_runs_what_lint_runs():
    hooks = re.findall(r"^ +entry: \.venv/bin/(.+)$", text_of(".pre-commit-config.yaml"), re.M)
    recipe = re.search(r"^lint:.*\n((?:\t.+\n)+)", text_of("Makefile"), re.M)[1]
    recipe = recipe.replace("$(GENERATED)", " ".join(GENERATED))
    assert hooks == re.findall(r"^\t\$\(BIN\)/(.+)$", recipe, re.M)


def test_every_view_is_introduced():
    assert [view.name for view in of_kind("public view")] == list(PUBLIC)
    assert [view.name for view in of_kind("run view")] == list(RUN)


# What only a crawl over the network has, or only a site with the fault.
ASKED_FOR = (
    "insert into extracts values (?, 1, 'price', 0, '199')",
    "insert into resources values (?, 1, 'image', 2, 2, 'HEAD', 301, 'timeout', 'image/png', 9, 12, 3, 200, 1)",
    "insert into traps values (?, 'facets', '/list?color', 1, 60, 900)",
    "insert into keyword_related values (?, 1, 2, 0, 5, 1.5, 1)",
    "insert into agents values (?, 1, 'Googlebot', 'search', 1, 0, 3, 'Allow: /')",
)
BACKLINKS = (
    "Source url,Target url,Anchor,Source title,Nofollow,First seen,Last seen,Lost link,Page ascore,IP address\n"
    "https://a.example/,https://example.com/,x,龙井茶,false,2026-01-01,2026-02-01,2026-03-01,12,192.0.2.1\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    page = '<html lang="zh"><title>{0}</title><h1>{0}</h1><p>{0}茶叶，产地直发。</p><a href="/b" rel="nofollow">乙</a>'
    answers = {"/": page.format("龙井茶"), "/b": page.format("普洱茶"), "/old": Answer(status=301, location="/b")}
    answers["/"] += '<a href="/old">旧</a><a href="https://example.org/">外</a>'
    with open_store(tmp_path_factory.mktemp("docs") / "shop.db", create=True) as opened:
        rival = {"/": page.format("白茶"), "/b": page.format("白茶")}
        load_site(opened, rival, base="https://rival.example", name="rival", role="competitor")
        answers["/c"] = page.format("普洱茶")  # a rival of /b
        run_id = load_site(opened, answers, sitemap=["/"])
        links_stage(opened, run_id, Settings())
        run_keywords(opened, run_id, Settings())
        run_market(opened, run_id, Settings())
        accepted = Accept("title-too-short", "short on purpose", datetime.date.max)
        run_checks(opened, run_id, Settings(rules=Rules(accept=(accepted,))))
        opened.use_run(run_id)
        for day, position in (("2026-11-16", 9.0), ("2026-11-23", 4.5)):
            one = Ranking("google", day, "龙井茶", "https://example.com/", "龙井茶", position, 3, 40)
            store_rankings(opened, opened.run(str(run_id)), "t.csv", Table([one]))
        import_figures(
            opened,
            opened.run(str(run_id)),
            ROOT / "tests" / "data" / "keyword_figures" / "aizhan.csv",
            day="2026-11-23",
        )
        backlinks = tmp_path_factory.mktemp("docs") / "backlinks.csv"
        backlinks.write_text(BACKLINKS, "utf-8")
        site = opened.run(str(run_id)).site
        import_backlinks(opened, linked_site(opened, site), backlinks, day="2026-11-23")
        judge(opened, site)
        opened.db.execute(
            "insert into backlink_checks select linked_id, pair, '2026-11-24', 'live', 200, '', '', '', '' from backlinks"
        )
        for statement in ASKED_FOR:
            opened.db.execute(statement, [run_id])
        yield opened


@pytest.mark.parametrize("view", list(PUBLIC))
def test_types_are_those_of_a_real_store(store, view):
    """What views compute has the type that the documentation states, and no view is empty here."""
    documented = next(one for one in of_kind("public view") if one.name == view)
    for column in documented.columns:
        wanted = column.type or COMPUTED[view][column.name]
        found = {kind for (kind,) in store.db.execute(f"select distinct typeof({column.name}) from {view}")}
        assert found and found <= {wanted, "null"}, (view, column.name)
        if not column.type:
            assert wanted in found, (view, column.name)


def test_computed_types_are_of_computed_columns():
    blank = {view.name: {c.name for c in view.columns if not c.type} for view in of_kind("public view")}
    assert {view: names for view, names in blank.items() if names} == {
        view: set(types) for view, types in COMPUTED.items()
    }


def test_run_views_exist(store):
    for view in of_kind("run view"):
        names = [row[0] for row in store.db.execute(f"select * from temp.{view.name} limit 0").description]
        assert names == [column.name for column in view.columns]


def test_sql_examples_run(store):
    for line in commands():
        words = shlex.split(line)
        if words[1] == "sql":
            assert store.db.execute(words[2]).description


def test_commands_of_the_course_exist():
    known = {" ".join(one.words) for one in all_commands()}
    text = text_of("docs/course.md")
    named = {words.split(" --")[0] for words in re.findall(r"`xunlu ([a-z -]+)`", text)}
    unknown = {words for words in named if words not in known and words.rpartition(" ")[0] not in known}
    assert named and not unknown
