"""[keywords] simplified: Traditional and Simplified Chinese count as one."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from configs import scripts
from configs.load import load_settings
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.matching import copy_of
from keywords.scripts import in_simplified
from keywords.stage import run_keywords
from keywords.stopwords import bundled_stop_words

SHARED = ("硬碟", "滑鼠", "沐浴乳", "洗面乳", "起司", "酪梨")  # in characters of both, but said in Taiwan only
DATA = Path(__file__).parents[1] / "data" / "keywords"


@pytest.fixture
def simplified():
    scripts.use(True)
    yield
    scripts.use(False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("軟體", "软件"),
        ("软件", "软件"),
        ("滑鼠墊", "鼠标垫"),
        ("搜尋引擎最佳化與搜尋引擎", "搜索引擎优化与搜索引擎"),
        ("資料", "资料"),
        ("影片與文件", "影片与文件"),
        ("乾隆年製，瞭望", "乾隆年制,瞭望"),
        ("名著著名", "名著著名"),
        ("隨身碟 64GB", "u盘64gb"),
        ("Louis Vuitton ¥199", "louis vuitton ¥199"),
        ("手機殼\n連身裙", "手机壳\n连衣裙"),
        ("한글 กาแฟ", "한글 กาแฟ"),
        ("🎉", "🎉"),
        ("", ""),
    ],
)
def test_copies_are_in_simplified_characters_and_words(simplified, text, expected):
    assert copy_of(text) == expected
    assert copy_of(expected) == expected


def test_without_the_switch_copies_stay_as_written():
    assert copy_of("軟體") == "軟體"
    assert "沒有" in bundled_stop_words()


def test_simplified_texts_stay_as_they_are():
    lines = lzma.decompress((DATA / "csl_kg_dev.tsv.xz").read_bytes()).decode("utf-8").splitlines()
    assert len(lines) == 1000
    assert sum(in_simplified(line) != line for line in lines) == 4  # with 鮰, 篠, 巘 and 藉


def test_listed_words_are_taiwanese_and_none_is_ordinary_in_simplified():
    from keywords.scripts import _tools

    _, words, characters = _tools()
    assert len(words) > 90
    for word, said in words.items():
        assert in_simplified(word) == copy_of(said) != word
        assert characters(word) != word or word in SHARED, word  # else Simplified text would change


def test_both_scripts_are_one_keyword(tmp_path):
    pages = {
        "/": "<title>軟體與充電寶</title><p>軟體好用，軟體便宜。行動電源。沒有別的。</p>",
        "/cn": "<title>软件</title><p>这个软件很好，软件便宜。</p>",
        "/en": "<title>software</title><p>software</p>",
    }
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {path: f"<html><body>{body}</body></html>" for path, body in pages.items()})

        def counts(on: bool, keyword: str) -> dict[str, int]:
            run_keywords(store, run_id, Settings(keywords=Keywords(targets=(keyword,), simplified=on)))
            rows = store.db.execute("select url, term, count from v_keywords where run_id = ? and target", [run_id])
            return {f"{url.removeprefix('https://example.com')} {term}": count for url, term, count in rows}

        try:
            one, other = counts(True, "軟體"), counts(True, "软件")
            (options,) = store.db.execute("select options from stages where stage = 'keywords'").fetchone()
            terms = {term for (term,) in store.db.execute("select term from v_keywords where url like '%.com/'")}
        finally:
            scripts.use(False)
        assert one == other == {"/ 软件": 2, "/cn 软件": 2}
        assert {"充电宝", "软件"} <= terms and "没有" not in terms and json.loads(options)["simplified"] is True
        assert counts(False, "軟體") == {"/ 軟體": 2}
        (options,) = store.db.execute("select options from stages where stage = 'keywords'").fetchone()
        assert "simplified" not in json.loads(options)


def test_the_switch_is_read_from_the_configuration_and_costs_nothing_when_off(tmp_path):
    file = tmp_path / "xunlu.toml"
    file.write_text("version = 1\n[keywords]\nsimplified = true\n", "utf-8")
    assert load_settings(str(file))[0].keywords.simplified is True and Keywords().simplified is False
    code = "import sys; from keywords.matching import copy_of; copy_of('軟體'); print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"
