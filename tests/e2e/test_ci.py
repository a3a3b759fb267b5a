"""What CI gets of a real crawl: files, annotations, the summary of the job, and the exit code beside them."""

import json

import pytest

from configs.errors import Exit
from tests.e2e.program import CONTROL, Program
from tests.e2e.tiny import TinySite, page
from tests.unit.machine import valid_sarif
from tests.unit.test_machine_formats import cases, valid_junit

EVIL = "\x1b[31m::error::boo\n::set-env name=A::b ##[add-mask]x | <img src=x> `*_[a](b)"
SITE = {
    "/": page("首页", "/a", "/gone"),
    "/a": page("", "/", text=EVIL),
    "/evil": page(EVIL),
    "/sitemap.xml": "<urlset/>",
}
CONFIG = """version = 1
[sites.shop]
start = ["{url}"]
[gate]
min_score = 99.9
min = {{ crawl = 1 }}
[[rules.accept]]
check = "title-missing"
urls = ["/a"]
reason = "later"
until = 2099-01-31
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """``run --gate`` in a job of GitHub Actions; the program and how it ended."""
    xunlu = Program(tmp_path_factory.mktemp("ci"))
    with TinySite(SITE) as site:
        (xunlu.folder / "xunlu.toml").write_text(CONFIG.format(url=site.url), "utf-8")
        result = xunlu(
            "run", "--gate", "--junit", "out/x.xml", "--sarif", "out/x.sarif", "--gitlab", "out/x.json",
            code=Exit.GATE_FAILED, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(xunlu.folder / "summary.md"),
        )  # fmt: skip
    return xunlu, result


def read(xunlu, name):
    return (xunlu.folder / name).read_text("utf-8")


def test_all_files_are_valid_and_agree_with_the_exit_code(ran):
    xunlu, _ = ran
    (run,) = valid_sarif(read(xunlu, "out/x.sarif"))["runs"]
    assert run["properties"]["gate"]["passed"] is False
    found = cases(valid_junit(read(xunlu, "out/x.xml")))
    assert found["min_score"].find("failure") is not None and found["min.crawl"].find("failure") is None
    assert json.loads(read(xunlu, "out/x.json"))
    suppressed = [one for one in run["results"] if "suppressions" in one]
    assert {one["ruleId"] for one in suppressed} == {"title-missing"}
    assert "2099-01-31" in suppressed[0]["suppressions"][0]["justification"]
    uris = [
        place["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"] for place in one["locations"]
    ]
    assert all(uri.startswith("127.0.0.1%3A") for uri in uris)


def test_github_is_told_without_being_asked(ran):
    xunlu, result = ran
    commands = [line for line in result.out.splitlines() if line.startswith("::")]
    assert any(line.startswith("::error title=shop gate min_score::") for line in commands)
    summary = read(xunlu, "summary.md")
    assert "Gate failed" in summary and "min&#95;score" in summary
    assert not CONTROL.search(result.said + summary.replace("\t", " "))
    assert "##[" not in result.out and "<img" not in summary


def test_the_gate_alone_writes_the_same_and_can_leave_github_out(ran):
    xunlu, _ = ran
    quiet = xunlu("gate", "--sarif", "again.sarif", "--no-github", code=1, GITHUB_ACTIONS="true")
    assert "::error" not in quiet.out
    again, before = (valid_sarif(read(xunlu, name))["runs"][0]["results"] for name in ("again.sarif", "out/x.sarif"))
    assert again == before
    assert "::error" in xunlu("gate", "--github", code=1).out
    assert "::error" not in xunlu("gate", code=1).out


@pytest.mark.parametrize(("format", "valid"), [("sarif", valid_sarif), ("junit", valid_junit), ("gitlab", json.loads)])
def test_findings_are_exported_to_files_and_stdout(ran, format, valid):
    xunlu, _ = ran
    said = xunlu("export", "findings", "--format", format).out
    valid(said)
    xunlu("export", "findings", "--format", format, "-o", "file.txt")
    assert read(xunlu, "file.txt") == said
    some = xunlu("export", "findings", "--format", format, "--select", "metadata", "--limit", 3).out
    assert len(some) < len(said)
    valid(some)


def test_an_extension_names_sarif_and_columns_are_refused(ran):
    xunlu, _ = ran
    xunlu("export", "findings", "-o", "named.sarif")
    valid_sarif(read(xunlu, "named.sarif"))
    assert "XE-125" in xunlu("export", "findings", "--format", "sarif", "--columns", "url", code=2).err
    assert "XE-123" in xunlu("export", "pages", "--format", "sarif", code=2).err
    assert "::" in xunlu("export", "findings", "--format", "github").out


def test_a_file_that_cannot_be_written_is_told_before_the_crawl(tmp_path):
    xunlu = Program(tmp_path)
    (tmp_path / "taken").write_text("x")
    with TinySite(SITE) as site:
        said = xunlu("run", site.url, "--sarif", "taken/x.sarif", code=6, GITHUB_ACTIONS="true").err
        assert "XE-310" in said
        assert site.paths() == []


def test_a_crawl_that_found_nothing_is_an_annotation_too(tmp_path):
    xunlu = Program(tmp_path)
    with TinySite({"/robots.txt": "User-agent: *\nDisallow: /\n", "/": page("x")}) as site:
        said = xunlu("run", site.url, "--gate", code=3, GITHUB_ACTIONS="true")
    assert any(line.startswith("::error title=xunlu::Error XE-2") for line in said.out.splitlines())
