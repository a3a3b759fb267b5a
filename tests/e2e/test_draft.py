"""``xunlu check``: one saved page or draft, judged without a network or a store."""

import json
import subprocess

import pytest

from tests.e2e.program import CONTROL, Program

URL = "https://shop.example/p/1.html"
PAGE = (
    '<!DOCTYPE html><html lang="zh"><head><title>{title}</title></head>'
    "<body><main><h1>紫砂壶</h1><p>{text}</p></main></body></html>"
)


@pytest.fixture
def check(tmp_path):
    program = Program(tmp_path)

    def run(content, *words, name="page.html", **kwargs):
        if content is not None:
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return program.bare("check", name, "--url", URL, *words, **kwargs)

    return run


def data(check, content, *words, **kwargs):
    return json.loads(check(content, *words, "--format", "json", **kwargs).out)


def test_findings_of_a_page(check):
    found = data(check, PAGE.format(title="紫" * 31, text="壶。"))
    ids = {one["check_id"] for one in found["findings"]}
    assert {"title-too-long", "thin-content", "description-missing"} <= ids
    assert found["title_width"] == 62
    assert all(one["message"] and "{" not in one["message"] for one in found["findings"])
    order = [("error", "warning", "notice", "info").index(one["severity"]) for one in found["findings"]]
    assert order == sorted(order)
    wide = next(one for one in found["findings"] if one["check_id"] == "title-too-long")
    assert (wide["area"], wide["owner"], wide["evidence"]["width"]) == ("metadata", "editor", 62)
    assert all(wide[name] for name in ("why", "fix", "avoid", "verify"))


def test_what_to_do_stands_below_errors_and_warnings(check):
    said = check(PAGE.format(title="紫" * 31, text="壶。")).out.splitlines()
    at = next(number for number, line in enumerate(said) if "title-too-long" in line)
    assert said[at + 2].strip().startswith("Fix: Editor:")
    at = next(number for number, line in enumerate(said) if line.startswith(("notice", "info")))
    assert not said[at + 2].strip().startswith("Fix:")


def test_what_a_saved_page_cannot_tell_is_not_judged(check):
    """No headers, no times: their checks neither pass nor fail."""
    said = data(check, PAGE.format(title="壶", text="壶。"))
    ids = {one["check_id"] for one in said["findings"]}
    assert not ids & {"slow-response", "hsts-missing", "no-compression", "icp-number-missing"}
    assert said["page"]["ttfb_ms"] is None
    assert said["not_judged"] > 0


def test_keywords_with_the_formulas_of_the_checklist(check):
    """F-03 of the definitions: 37 characters, a word of three characters four times: A 32.43 %, B 10.81 %."""
    text = "紫砂壶好用，紫砂壶耐看，买紫砂壶先看泥料，养紫砂壶要有耐心，日常使用并不难。另有说明书一"
    length = len(text)
    (one,) = data(check, PAGE.format(title="紫砂壶", text=text).replace("<h1>紫砂壶</h1>", ""), "-k", "紫砂壶")[
        "keywords"
    ]
    assert one["hits"] == 4
    assert one["density_chars"] == pytest.approx(12 / length)
    assert one["density_hits"] == pytest.approx(4 / length)
    assert 0 < one["density_tokens"] <= 1
    assert (one["in_title"], one["in_h1"], one["in_url"]) == (True, False, False)


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "big5", "utf-8", "utf-16"])
def test_charsets(check, charset):
    html = PAGE.format(title="紫砂壺與普洱茶", text="選購紫砂壺，先看容量，再看泥料，出水要順，手感要好。")
    html = html.replace("壶", "壺").replace("<head>", f'<head><meta charset="{charset}">')
    assert data(check, html.encode(charset))["page"]["title"] == "紫砂壺與普洱茶"


def test_plain_text_is_a_draft(check):
    text = "龙井茶怎么泡。\n\n水温八十度，<b>不要</b>太烫。"
    found = data(check, "龙井茶怎么泡。\n\n水温八十度。", "-k", "龙井茶", name="draft.txt")
    assert found["is_text"]
    assert [one["check_id"] for one in found["findings"]] == ["thin-content"]
    assert found["keywords"][0]["hits"] == 1
    assert "no markup" in check("龙井茶怎么泡。", name="draft.txt").out
    assert data(check, text, name="draft.txt")["page"]["han_chars"] == 15


def test_stdin(tmp_path):
    program = Program(tmp_path)
    done = subprocess.run(
        program.command("check", "-", "--url", URL), input=PAGE.format(title="壶", text="壶").encode(), cwd=tmp_path,
        env=program.environment(), capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert "thin-content" in done.stdout.decode()
    assert list(tmp_path.glob("*.db")) == []


def test_one_word_and_one_megabyte(check):
    assert data(check, "<p>茶</p>")["page"]["han_chars"] == 1
    big = PAGE.format(title="大", text="普洱茶的陈化与冲泡。" * 110_000)
    assert data(check, big)["page"]["han_chars"] > 800_000


def test_hostile_page_does_not_drive_the_terminal(check):
    said = check(PAGE.format(title="\x1b]0;x\x07壶\u202e", text="\x1b[2J<script>alert(1)</script>")).out
    assert not CONTROL.search(said)


@pytest.mark.parametrize(
    ("content", "number", "hint"),
    [(None, 420, "no such file"), (b"", 421, "empty"), (b" \n", 421, "empty"), (b"\x7fELF\0\0\1" * 50, 422, "neither")],
)
def test_bad_input_is_told(check, content, number, hint):
    said = check(content, code=2).err
    assert f"XE-{number}" in said
    assert hint in said


def test_a_folder_is_no_file(check, tmp_path):
    (tmp_path / "page.html").mkdir()
    assert "XE-420" in check(None, code=2).err


def test_too_large_is_told(check, tmp_path):
    (tmp_path / "xunlu.toml").write_text('version = 1\n[http]\nmax_body = "1K"\n', "utf-8")
    assert "XE-423" in check(PAGE.format(title="大", text="茶" * 2000), code=2).err


def test_bad_address_is_told(tmp_path):
    program = Program(tmp_path)
    (tmp_path / "a.html").write_text("<p>茶</p>", "utf-8")
    assert "XE-126" in program.bare("check", "a.html", "--url", "shop", code=2).err
    assert "--url" in program.bare("check", "a.html", code=2).err


def test_chinese(tmp_path):
    program = Program(tmp_path, lang="zh")
    (tmp_path / "a.html").write_text(PAGE.format(title="壶" * 40, text="壶"), "utf-8")
    said = program.bare("check", "a.html", "--url", URL, "-k", "壶").out
    assert "标题（80 列）" in said
    assert "密度 A" in said
    assert "改法：" in said
