"""In which language a text is written, told by its letters and by its commonest small words; said only where it is plain."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter

from audit.language_tags import language_part
from crawler.text import HAN
from crawler.zstd import decompress

MAX_CHARS = 5_000  # of a text: enough to tell, and read in a quarter of a millisecond
LEAST_WORDS = 40  # of a text in Latin letters
SMALL_WORDS = 0.2  # share of the words below that running text has; code, lists of models and of goods have fewer
APART = 2  # times as many small words as the next language has ...
KIN, NEAR = frozenset(("es", "pt", "it", "fr")), 1.25  # ... but for those that share most of theirs
FAR = 4  # times as many as the language has that is declared
QUOTED = 60  # characters
MARKED = 0.5  # share of the text that may be marked as being in its own language

# The commonest words of running text. A word that is common in two of the languages stands in both lists or in none.
_WORDS = {
    "en": "the and of to is are was were for with that this from you your our we it its be by as at on or not have has can will"
    " which they their when if all more than these those what how a in an",
    "de": "der die das und ist nicht mit von zu den dem des ein eine einen einem einer auf für im auch sich sind wird werden oder"
    " als bei aus nach wie nur wir sie ihr noch über an in es kann",
    "fr": "le la les des et est une un du de pour dans que qui pas sur avec plus par ce cette vous nous au aux sont ou il elle"
    " votre notre être à en se",
    "es": "el la los las de y que en un una es por para con no se del al lo como más su sus o pero este esta son si ha muy sobre",
    "pt": "o a os as de e que em um uma é por para com não se do da dos das no na nos nas ao mais como seu sua ou mas são foi",
    "it": "il lo la gli le di e che in un una è per con non si del della dei delle al alla nel nella più come sono o ma questo"
    " questa anche da i",
    "nl": "de het een en van is in te dat op voor met niet zijn aan er ook als bij door maar om uit naar worden wordt of dit die"
    " heeft u wij kan",
}
WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# What Chinese sentences have and Japanese ones written without kana lack.
_CHINESE = re.compile("[的了是我你您们們这這那吗嗎吧也还還很让讓从從对對与與个個没沒就把]")
_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_WORD = re.compile(rf"[^\W\d_{HAN}\u3041-\u30ff\uac00-\ud7a3]+")
_LATIN = re.compile("[a-zà-öø-ÿ'’]+\\Z")
CHINESE = frozenset(
    ("zh", "cmn", "yue", "wuu", "nan", "hak", "gan", "hsn", "cdo", "cjy", "cpx", "czh", "czo", "mnp", "lzh")
)
# Languages of which a text in another one is told for sure: of Afrikaans or Galician it would be a guess.
_OWN = CHINESE | {
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs", "hu", "tr", "vi", "ja", "ko", "ru",
    "uk", "bg", "el", "ar", "he", "fa", "th", "hi",
}  # fmt: skip
_CJK = {**dict.fromkeys(CHINESE, _HAN), "ja": re.compile(f"{_HAN.pattern}|{_KANA.pattern}"), "ko": _HANGUL}


def tongue(text: str) -> str:
    """``zh``, ``ja``, ``ko`` or one of ``WORDS``; "" when a text is mixed, in another language, or too short to tell."""
    text = text[:MAX_CHARS]
    han, kana, hangul = (len(one.findall(text)) for one in (_HAN, _KANA, _HANGUL))
    words = [word for word in _WORD.findall(text.lower()) if _LATIN.match(word)]
    east = han + kana + hangul
    if east > 4 * len(words):
        return _eastern(han, kana, hangul)
    return _western(words) if len(words) >= LEAST_WORDS and len(words) > 10 * east else ""


def _eastern(han: int, kana: int, hangul: int) -> str:
    east = han + kana + hangul
    if hangul * 2 > east:
        return "ko"
    if kana * 5 > east:
        return "ja"
    return "zh" if (kana + hangul) * 50 <= east and han >= 20 else ""


def _western(words: list[str]) -> str:
    counts = _small_words(words)
    (best, most), *others = counts.most_common()
    apart = all(most >= (NEAR if {best, other} <= KIN else APART) * count for other, count in others)
    return best if most >= SMALL_WORDS * len(words) and apart else ""


def _small_words(words: list[str]) -> Counter[str]:
    """How many of the words are among the commonest of each language."""
    return Counter({language: sum(word in known for word in words) for language, known in WORDS.items()})


def spoken_otherwise(
    code: str | None, main_text: bytes | None, heading: str | None, parts: str | None, min_chars: int
) -> str:
    """The language of a text, where it is plainly another than ``code`` says; else "".

    A page whose heading is in the language declared is one that shows something foreign, and no page in another
    language. Neither is one that marks its foreign text with ``lang``.

    Args:
        main_text: as stored, compressed.
        heading: of the page, or its title.
        parts: JSON of ``crawler.facts.tongues.language_parts``.
        min_chars: characters of main text, white space left out, below which nothing is said.
    """
    declared = language_part(code)
    if declared not in _OWN or not main_text:
        return ""
    text = decompress(main_text).decode("utf-8", "replace")[:MAX_CHARS]
    if len("".join(text.split())) < min_chars:
        return ""
    found = tongue(text)
    if not found or _same(found, declared) or not _alike(found, declared, text, heading or ""):
        return ""
    return "" if _marked(found, len(text), parts) else found


def _same(found: str, declared: str) -> bool:
    return found == declared or (found == "zh" and declared in CHINESE)


def _alike(found: str, declared: str, text: str, heading: str) -> bool:
    """Whether the heading may be in the language that was found, and the text can be in none but that."""
    own = _CJK.get(declared)
    if found == "zh":
        sentences = declared not in ("ja", "ko") or len(_CHINESE.findall(text)) >= 0.03 * len(_HAN.findall(text))
        return sentences and _HAN.search(heading) is not None
    if found in _CJK:
        return _CJK[found].search(heading) is not None
    if declared in WORDS:
        counts = _small_words(_WORD.findall(text.lower()))
        return counts[found] >= FAR * counts[declared]
    return own is None or own.search(heading) is None


def _marked(found: str, size: int, parts: str | None) -> bool:
    marks = json.loads(parts) if parts else []
    return bool(sum(count for code, count in marks if _same(found, language_part(code))) >= MARKED * size)


def language_doubt(code: str | None, script: str | None, language: str | None) -> int:
    """1 where script and language of a text (``crawler.facts.writing``) leave a doubt about ``code``, else 0."""
    declared = language_part(code)
    if declared not in _OWN or not script:
        return 0
    if script == "latin" and not language:
        return int(declared in WORDS)
    return int(bool(language) and language != declared and not (language == "zh" and declared in CHINESE))


def text_quote(main_text: bytes | None, language: str) -> str:
    """The beginning of the line that shows best that a stored text is in ``language``."""
    text = decompress(main_text).decode("utf-8", "replace")[:MAX_CHARS] if main_text else ""
    line = max(text.split("\n"), key=lambda one: _signs(one, language))
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


def _signs(line: str, language: str) -> int:
    if language in _CJK:
        return len(_CJK[language].findall(line))
    return sum(word in WORDS.get(language, ()) for word in _WORD.findall(line.lower()))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("spoken_otherwise", 5, spoken_otherwise, deterministic=True)
    db.create_function("text_quote", 2, text_quote, deterministic=True)
    db.create_function("language_doubt", 3, language_doubt, deterministic=True)
