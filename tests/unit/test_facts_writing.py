"""Script and language of the main text: Simplified or Traditional by characters, others by their letters."""

from pathlib import Path

import pytest

from crawler.extract import page_from_html
from crawler.facts.writing import _SHARED, WritingFacts, telling, writing_facts
from crawler.text import han_only, latin_words
from labs.traditional import document

SIMPLE = "这款龙井采自狮峰山头，茶农手工炒制，汤色嫩绿明亮，滋味鲜爽。开汤之后兰花香气高扬，适合会客饮用。"
TRADITIONAL = "這款龍井採自獅峰山頭，茶農手工炒製，湯色嫩綠明亮，滋味鮮爽。開湯之後蘭花香氣高揚，適合會客飲用。"
ENGLISH = "This pot is made by hand in Yixing. The clay is fine and the lid fits well, which is what you want of a pot."


def written(text):
    return writing_facts(text, han_only(text), latin_words(text))


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        (SIMPLE, "hans", "zh"),
        (TRADITIONAL, "hant", "zh"),
        (f"{SIMPLE}{TRADITIONAL}", "mixed", "zh"),
        (f"{SIMPLE * 10}臺灣高山茶", "hans", "zh"),
        (f"{TRADITIONAL * 10}简体中文版", "hant", "zh"),
        ("茶山水明月", "han", "zh"),
        ("龙井", "han", "zh"),  # too few to tell
        (f"{SIMPLE} iPhone 15 Pro", "hans", "zh"),
        (f"{SIMPLE}の", "hans", "zh"),
        ("着温脱户酶" * 5, "hans", "zh"),
        (f"{TRADITIONAL}，隨着溫度，脱去酶與苷，門户大開", "hant", "zh"),
        (ENGLISH, "latin", "en"),
        (f"{ENGLISH} 龙井茶", "latin", "en"),
        ("Teapot red 100 ml, Teapot blue 150 ml, Cup white 80 ml, Cup green 80 ml", "latin", ""),
        ("Diese Kanne ist von Hand gemacht, der Deckel schließt gut und der Ton ist fein.", "latin", ""),
        ("Une théière faite à la main, en argile fine, dont le couvercle ferme bien.", "latin", ""),
        ("手作りの急須です。注ぎ口の切れがよく、お茶がおいしく入ります。", "kana", "ja"),
        ("손으로 만든 찻주전자입니다. 뚜껑이 잘 맞고 물이 깨끗하게 나옵니다.", "hangul", "ko"),
        ("Чайник сделан вручную, крышка плотно закрывается, глина мелкая.", "cyrillic", ""),
        ("กาน้ำชาทำด้วยมือ", "thai", ""),
        ("إبريق شاي مصنوع يدويا من الطين", "arabic", ""),
        ("", "", ""),
        ("123 45.6 — …", "", ""),
        ("¥9 有货", "han", "zh"),
        ("— … ！", "", ""),
    ],
)
def test_script_and_language(text, script, language):
    found = written(text)
    assert (found.script, found.language) == (script, language)


def test_telling_characters_are_counted():
    assert telling("龙龍茶") == (1, 1)
    assert written(SIMPLE).traditional == 0 and written(SIMPLE).simplified >= 12
    assert written(TRADITIONAL).simplified == 0 and written(TRADITIONAL).traditional >= 12
    assert written("龙" * 5000).simplified == 500  # of the first five hundred
    assert all(telling(one) == (1, 0) for one in _SHARED)  # or they would be subtracted without having been counted


def test_characters_of_both_standards_tell_nothing():
    assert telling("茶山水台里后面只干松谷丑斗几系云着"[:16]) == (0, 0)


def test_real_texts():
    lines = Path("tests/data/keywords/csl_sample.txt").read_text("utf-8").splitlines()
    texts = [line for line in lines if len(han_only(line)) > 80]
    counts = [telling(han_only(text)) for text in texts]
    assert len(texts) > 20
    assert sum(one for one, _ in counts) > 500 * sum(other for _, other in counts)
    assert {written(text).script for text in texts} == {"hans"}
    page = page_from_html("https://example.com/", document("https://example.com/"))
    assert page.facts.writing.script == "hant"
    assert page.facts.writing.traditional > 100 * max(1, page.facts.writing.simplified)


def test_the_main_text_counts_and_not_the_menu():
    html = f"<html lang=zh-Hans><nav><a href=/>{SIMPLE}</a></nav><main><p>{TRADITIONAL}</p></main>"
    page = page_from_html("https://example.com/", html)
    assert page.facts.writing.script == "hant"
    assert page.lang == "zh-Hans"
    assert page_from_html("https://example.com/", "<main></main>").facts.writing == WritingFacts()


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("本店支持用 PayPal 付款，也支持 Visa 卡，请放心购买我们的茶。", (4, 0)),
        ("本店支持用PayPal付款，也支持Visa卡，请放心购买我们的茶。", (0, 4)),
        ("本店成立于2012年，有 36 名员工，T恤、A4纸、500ml装都有售，请放心购买 ABC。", (1, 0)),
        ("Nike耐克 Puma彪马 Adidas阿迪达斯 三款 T恤 短裤 运动鞋 五折包邮", (0, 0)),
        ("请先看看评论，再决定要不要买这一把壶，不必着急下单付款。\n商品评价\n我用PayPal付的款，很快收到了，物流给力，下次再来，谢谢店家。", (0, 0)),
    ],
)  # fmt: skip
def test_gaps_between_scripts(text, gaps):
    found = page_from_html(
        "https://example.com/", f"<main><p>{text.replace(chr(10), '</p><p>')}</p></main>"
    ).facts.writing
    assert (found.spaced, found.joined) == gaps
