"""What holds of phrases, proposed words and the view of a page, whatever a site says."""

from __future__ import annotations

import json
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.association import entropy, npmi
from keywords.market import run_market
from keywords.page_lines import lines
from keywords.page_view import page_view
from keywords.site_phrases import site_phrases
from keywords.site_words import proposals
from keywords.stage import run_keywords
from keywords.stopwords import user_words

WORDS = st.sampled_from(
    [
        "红茶",
        "贡眉",
        "普洱茶",
        "tea",
        "Dr. Martens",
        "的",
        "杯",
        "SK-II",
        "¥199",
        "，",
        "\n",
        " ",
        "👩‍👧",
        "\u200b",
        "\u202e",
        "#",
    ]
)
TEXT = st.lists(WORDS, max_size=14).map("".join) | st.text(max_size=30)
PAGES = st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4)
CHOSEN = Settings(keywords=Keywords(targets=("红茶", "oolong tea")))


def site_of(pages):
    return {
        f"/{at or ''}": f"<html><head><title>{escape(title)}</title><script type='application/ld+json'>"
        + json.dumps({"@type": "Product", "name": title, "brand": {"name": brand}}).replace("<", "\\u003c")
        + f"</script></head><body><h1>{escape(brand)}</h1><p>{escape(text)}</p><p>{escape(text)}</p></body></html>"
        for at, (title, brand, text) in enumerate(pages)
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(own=PAGES, rival=PAGES)
def test_any_site_has_phrases_words_and_views_within_their_bounds(tmp_path_factory, own, rival):
    folder = tmp_path_factory.mktemp("site")
    with open_store(folder / "x.db", create=True) as store:
        run_id = load_site(store, site_of(own))
        load_site(store, site_of(rival), base="https://r.example", name="r", role="competitor")
        run_keywords(store, run_id, CHOSEN)
        run_market(store, run_id, CHOSEN)
        for phrase in site_phrases(store, run_id, CHOSEN):
            assert -1 <= phrase.npmi <= 1 and phrase.hits >= phrase.pages > 0 <= min(phrase.left, phrase.right)
        words = [one.word for one in proposals(store, run_id, CHOSEN)]
        if words:
            (folder / "words.txt").write_text("\n".join(words), "utf-8")
            assert len(user_words(Keywords(userdict=str(folder / "words.txt")))) <= len(words)
        for (url_id,) in store.db.execute("select url_id from pages where run_id = ?", [run_id]).fetchall():
            view = page_view(store, store.run(str(run_id)), url_id, CHOSEN)
            if view:
                assert view.title_match is None or 0 <= view.title_match <= 1
                assert sum(share for _, share in view.textrank) <= 1.001
                told = [line for lang in ("zh", "en") for line in lines(view, lang)]
                assert all("\x1b" not in line and "\u202e" not in line for line in told)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 1000))
def test_npmi_is_within_its_bounds(joint, one, other, total):
    assert -1 - 1e-9 <= npmi(joint, one, other, total) <= 1 + 1e-9


@given(st.lists(st.integers(1, 100), max_size=20), st.integers(0, 20))
def test_entropy_grows_with_edges_and_never_falls_below_nought(counts, edges):
    assert entropy(counts, edges) >= 0
    assert entropy([], edges + 1) >= entropy([], edges)
