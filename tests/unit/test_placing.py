"""What only the rooms can find wrong in a configuration is told with file, line and the nearest name."""

import pytest

from xunlu import main

HEAD = "version = 1\n# a comment\n"
TEA = '[[rules.accept]]\ncheck = "{}"\nreason = "tea"\nuntil = 2027-01-01\n'


def refused(tmp_path, capsys, text, *, lang="en"):
    file = tmp_path / "xunlu.toml"
    file.write_text(HEAD + text, "utf-8")
    assert main(["--lang", lang, "-c", str(file), "config", "validate"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[rules.options]\ntitle-too-lng = { max_units = 60 }\n", 4, "[rules.options]|Did you mean title-too-long?"),
        ("[rules.options]\ntitle-too-long = { max_unit = 60 }\n", 4, "title-too-long|Did you mean max_units?"),
        ("[rules.options]\n\ntitle-too-long.max_unit = 60\n", 5, "title-too-long|Did you mean max_units?"),
        (
            '[rules.options.title-too-long]\nmax_units = "60"\n',
            4,
            "bad value for max_units|of the kind of its default, 60",
        ),
        ('[rules.severity]\nnoindex = "warn"\n', 4, "[rules.severity] noindex|Did you mean warning?"),
        ("[rules.effort]\ntitle-missng = { hours = 1 }\n", 4, "[rules.effort]|Did you mean title-missing?"),
        ("[rules.effort]\n[rules.effort.noindx]\nunit = 'page'\n", 4, "[rules.effort]|Did you mean noindex?"),
        ('[rules]\nignore = ["metadata"]\nselect = ["metdata"]\n', 5, "[rules] select|Did you mean metadata?"),
        ("[rules.options]\nslow-response = { notice_ms = 60000 }\n", 4, "slow-response|contradict each other"),
        (TEA.format("noindex") + TEA.format("noindx"), 7, "[[rules.accept]] #2|Did you mean noindex?"),
        ("[score.weights]\nlinks = 1\npages = 3\n", 5, "pages|Did you mean page?"),
        ("[score.weights]\nlinks = -1\n", 3, "negative"),
    ],
)
def test_file_line_and_the_nearest_name(tmp_path, capsys, text, line, words):
    said = refused(tmp_path, capsys, text)
    assert f"xunlu.toml, line {line}: " in said, said
    for word in words.split("|"):
        assert word in said, said


def test_in_chinese_too(tmp_path, capsys):
    said = refused(tmp_path, capsys, "[rules.options]\ntitle-too-lng = { max_units = 60 }\n", lang="zh")
    assert "xunlu.toml 第 4 行：[rules.options]" in said and "是不是 title-too-long？" in said


def test_the_file_that_is_extended_is_named(tmp_path, capsys):
    (tmp_path / "base.toml").write_text('version = 1\n[rules.severity]\nnoindex = "warn"\n', "utf-8")
    file = tmp_path / "top.toml"
    file.write_text('version = 1\nextends = "base.toml"\n', "utf-8")
    assert main(["--lang", "en", "config", "validate", str(file)]) == 2
    assert "base.toml, line 3: [rules.severity] noindex" in capsys.readouterr().err


def test_what_stands_on_the_command_line_is_not_blamed_on_the_file(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xunlu.toml").write_text(HEAD + '[rules]\nselect = ["metadata"]\n', "utf-8")
    assert main(["--lang", "en", "audit", "--select", "metdata"]) == 2
    said = capsys.readouterr().err
    assert "Where  --select" in said and "line" not in said and "Did you mean metadata?" in said
