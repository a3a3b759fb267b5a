"""In which language texts are written, and when they are plainly in another than the one declared."""

import json

import pytest

from audit.tongues import WORDS, language_doubt, spoken_otherwise, text_quote, tongue
from crawler.zstd import compress

CHINESE = "这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养。" * 5
TAIWAN = "這把壺由宜興匠人手工製成，泥料細膩，出水俐落，適合泡普洱和老茶。新壺先用清水沖淨，再用茶湯潤養。" * 5
JAPANESE = (
    "手作りの急須です。注ぎ口の切れがよく、お茶がおいしく入ります。土は宜興のものを使い、一つずつ焼き上げています。" * 5
)
COMPANIES = "東京製茶株式会社 京都宇治茶業組合 静岡県製茶問屋 鹿児島銘茶本舗 " * 12
KOREAN = "손으로 만든 찻주전자입니다. 뚜껑이 잘 맞고 물이 깨끗하게 나옵니다. 차를 좋아하시는 분께 좋습니다. " * 8
ENGLISH = (
    "This pot is made by hand in Yixing. The clay is fine and the lid fits well, as you want of a pot for tea. " * 5
)
GERMAN = "Diese Kanne ist von Hand gemacht, der Deckel schließt gut und der Ton ist fein, wie man es für Tee will. " * 5
FRENCH = (
    "Cette théière est faite à la main, le couvercle ferme bien et la terre est fine, comme on veut pour le thé. " * 5
)
SPANISH = (
    "Esta tetera está hecha a mano, la tapa cierra bien y el barro es fino, como se quiere para el té de la tarde. " * 5
)
PORTUGUESE = (
    "Este bule é feito à mão, a tampa fecha bem e o barro é fino, como se quer para o chá da tarde em casa. " * 5
)
ITALIAN = (
    "Questa teiera è fatta a mano, il coperchio chiude bene e la terra è fine, come si vuole per il tè di casa. " * 5
)
DUTCH = (
    "Deze pot is met de hand gemaakt, het deksel sluit goed en de klei is fijn, zoals je dat voor een thee wilt. " * 5
)
SWEDISH = (
    "Den här kannan är gjord för hand, locket sluter tätt och leran är fin, som man vill ha den till sitt te. " * 5
)
MODELS = "EP-2024X 150 ml Pot Red, EP-2025X 180 ml Pot Blue, USB-C 65W GaN Charger, HDMI 2.1 Cable 8K 2 m. " * 8
CODE = "for item in cart: total = total + item.price * item.count; print(total); return render(request, template) " * 8
RUSSIAN = "Чайник сделан вручную, крышка плотно закрывается, глина мелкая. " * 8


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (CHINESE, "zh"), (TAIWAN, "zh"), (JAPANESE, "ja"), (KOREAN, "ko"), (ENGLISH, "en"), (GERMAN, "de"), (FRENCH, "fr"),
        (SPANISH, "es"), (PORTUGUESE, "pt"), (ITALIAN, "it"), (DUTCH, "nl"), (SWEDISH, ""), (RUSSIAN, ""), (MODELS, ""),
        (CODE, ""), (CHINESE + ENGLISH, ""), (ENGLISH + GERMAN, ""), (CHINESE + JAPANESE * 2, "ja"), ("", ""),
        ("茶", ""), ("The tea", ""), (f"{CHINESE} iPhone 15 Pro Max USB-C", "zh"), ("\ud800\0" * 50, ""),
    ],
)  # fmt: skip
def test_language_of_a_text(text, language):
    assert tongue(text) == language


def said(code, text, heading="", parts=None):
    return spoken_otherwise(code, compress(text.encode()), heading, parts and json.dumps(parts), 200)


@pytest.mark.parametrize(
    ("code", "text", "heading", "found"),
    [
        ("en", CHINESE, "茶壶", "zh"),
        ("en", CHINESE, "Teapot", ""),  # an English page that shows a Chinese text
        ("en", CHINESE[:100], "茶壶", ""),
        ("zh-CN", CHINESE, "茶壶", ""),
        ("yue", TAIWAN, "茶壺", ""),
        ("zh-CN", ENGLISH, "Teapot", "en"),
        ("zh-CN", ENGLISH, "英文原文", ""),
        ("zh-CN", MODELS, "Models", ""),
        ("zh-CN", CODE, "Cart", ""),
        ("ja", CHINESE, "茶壶", "zh"),
        ("ja", COMPANIES, "会社一覧", ""),
        ("ja", ENGLISH, "きゅうす", ""),
        ("ja", ENGLISH, "Teapot", "en"),
        ("zh", JAPANESE, "急須", "ja"),
        ("zh", KOREAN, "찻주전자", "ko"),
        ("zh", KOREAN, "茶壶", ""),
        ("en", GERMAN, "", "de"),
        ("pt", SPANISH, "", ""),  # too much alike
        ("gl", SPANISH, "", ""),
        ("de", ENGLISH, "", "en"),
        ("xx", ENGLISH, "", ""),
        ("", ENGLISH, "", ""),
        (None, ENGLISH, "", ""),
    ],
)
def test_texts_in_another_language_than_declared(code, text, heading, found):
    assert said(code, text, heading) == found


def test_what_is_marked_is_declared():
    assert said("zh", ENGLISH, "Tea", [["en-gb", len(ENGLISH)]]) == ""
    assert said("zh", ENGLISH, "Tea", [["en", 30], ["fr", 900]]) == "en"
    assert spoken_otherwise("zh", None, "", None, 200) == ""


@pytest.mark.parametrize(
    ("code", "script", "language", "doubt"),
    [
        ("zh", "hans", "zh", 0), ("yue", "hant", "zh", 0), ("en", "latin", "en", 0), ("en", "latin", "", 1),
        ("zh", "latin", "", 0), ("zh", "latin", "en", 1), ("en", "hans", "zh", 1), ("sv", "latin", "", 0),
        ("ru", "cyrillic", "", 0), ("", "hans", "zh", 0), ("en", "", "", 0), (None, None, None, 0), ("ja", "han", "zh", 1),
    ],
)  # fmt: skip
def test_doubts_are_read_again(code, script, language, doubt):
    assert language_doubt(code, script, language) == doubt


def test_the_line_is_quoted_that_shows_it():
    text = compress(
        f"短\nEP-2024X, EP-2025X, EP-2026X Pro Max\n这是一行比较长的文字\nThis is the end of it\n{'长' * 5}".encode()
    )
    assert text_quote(text, "zh") == "这是一行比较长的文字"
    assert text_quote(text, "en") == "This is the end of it"
    assert text_quote(compress(("长" * 99).encode()), "zh") == "长" * 60 + "…"
    assert text_quote(None, "zh") == ""


def test_small_words_are_few_and_written_in_lower_case():
    for words in WORDS.values():
        assert 30 <= len(words) <= 70
        assert all(word == word.lower() for word in words)
