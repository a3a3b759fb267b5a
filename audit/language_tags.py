"""Language tags: what BCP 47 allows in ``lang``, and what search engines read in ``hreflang``.

Codes of ISO 639-1 (languages), ISO 3166-1 alpha-2 (regions) and, of ISO 15924, the scripts that the web is written in.
"""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache

_LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et"
    " eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw ja ji jv ka kg ki"
    " kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr"
    " nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg"
    " th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_REGIONS = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf"
    " cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg"
    " gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp"
    " kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc"
    " ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj"
    " sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn"
    " vu wf ws xk ye yt za zm zw"
)
_SCRIPTS = (
    "adlm arab armn beng bopo cans cher cyrl deva ethi geor grek gujr guru hang hani hans hant hebr hira jpan kana khmr knda"
    " kore laoo latn mlym mong mymr nkoo orya sinh sylo taml telu tfng thaa thai tibt vaii yiii zyyy"
)
LANGUAGES, REGIONS, SCRIPTS = (frozenset(one.split()) for one in (_LANGUAGES, _REGIONS, _SCRIPTS))
# Of three letters where BCP 47 wants the shorter one; of two letters where a country was meant; whole words.
MEANT = {
    "cn": "zh-CN", "jp": "ja", "kr": "ko", "gr": "el", "cz": "cs", "dk": "da", "ua": "uk", "chs": "zh-Hans",
    "cht": "zh-Hant", "zho": "zh", "chi": "zh", "eng": "en", "jpn": "ja", "kor": "ko", "fra": "fr", "fre": "fr", "deu": "de",
    "ger": "de", "spa": "es", "rus": "ru", "por": "pt", "ita": "it", "ara": "ar", "vie": "vi", "tha": "th", "ind": "id",
    "chinese": "zh", "english": "en", "japanese": "ja", "korean": "ko", "french": "fr", "german": "de", "spanish": "es",
    "russian": "ru", "uk": "GB", "eu": "", "en-uk": "en-GB", "zh-chs": "zh-Hans", "zh-cht": "zh-Hant", "tw": "zh-TW",
    "hk": "zh-HK", "us": "en-US",
}  # fmt: skip
_CHINESE = ("cmn", "yue", "hak", "wuu", "nan", "gan", "hsn", "cdo", "cjy", "cpx", "czh", "czo", "mnp", "lzh")
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extension>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\Z"
)
_MAIN = {"hans": "cn", "hant": "tw"}  # where most readers of a script are
_WRITTEN = {"cn": "hans", "sg": "hans", "my": "hans", "tw": "hant", "hk": "hant", "mo": "hant"}  # Chinese by region


@lru_cache(maxsize=1000)
def lang_fault(tag: str | None) -> str:
    """Why ``tag`` is no BCP 47 tag: underscore, language, script, region, form; "" when it is one."""
    tag = (tag or "").strip().lower()
    if "_" in tag:
        return "underscore"
    match = _TAG.match(tag)
    if tag.startswith(("x-", "i-", "art-", "sgn-")):
        return ""
    if not match:
        return "language" if re.fullmatch("[a-z]+", tag) else "form"
    language, extension = match["language"], match["extension"]
    if (len(language) == 2 and language not in LANGUAGES) or (len(language) == 3 and language in MEANT):
        return "language"
    if extension and language == "zh" and extension not in _CHINESE:
        return "script"
    if match["region"] and not match["region"].isdigit() and match["region"] not in REGIONS:
        return "region"
    return ""


@lru_cache(maxsize=1000)
def hreflang_fault(code: str | None) -> str:
    """Why engines cannot read a code: underscore, language, script, region, form; "" when they can."""
    code = (code or "").strip().lower()
    if code == "x-default":
        return ""
    if "_" in code:
        return "underscore"
    language, *rest = code.split("-")
    if language not in LANGUAGES:
        return "language"
    if rest and len(rest[0]) == 4 and rest[0].isalpha():
        if rest[0] not in SCRIPTS:
            return "script"
        rest = rest[1:]
    if not rest:
        return ""
    if len(rest) > 1:
        return "form"
    return "" if rest[0] in REGIONS else "script" if rest[0] in ("chs", "cht") else "region"


def suggested(tag: str | None) -> str:
    """What was probably meant; "" when nobody can know."""
    tag = (tag or "").strip().lower().replace("_", "-")
    if tag in MEANT:
        return MEANT[tag]
    language, *rest = tag.split("-")
    parts = [MEANT.get(language, language), *(MEANT.get(one, one) for one in rest)]
    made = cased("-".join(part for part in parts if part))
    return made if made.lower() != tag and not lang_fault(made) else cased(tag) if not lang_fault(tag) else ""


def cased(tag: str) -> str:
    """``zh-Hans-CN`` for ``zh-hans-cn``."""
    language, *rest = tag.lower().split("-")
    return "-".join(
        [language, *(one.title() if len(one) == 4 else one.upper() if len(one) == 2 else one for one in rest)]
    )


def language_part(tag: str | None) -> str:
    """``zh`` of ``zh-Hans-CN``, in lower case."""
    return re.split("[-_]", (tag or "").strip().lower())[0]


@lru_cache(maxsize=1000)
def script_part(tag: str | None) -> str:
    """``hans`` of ``zh-Hans`` and, for Chinese, of ``zh-CN``; "" when the tag does not say."""
    language, *rest = re.split("[-_]", (tag or "").strip().lower())
    found = next((one for one in rest if len(one) == 4 and one.isalpha()), "")
    if not found and language == "zh":
        found = next((_WRITTEN[one] for one in rest if one in _WRITTEN), "")
    return found


def tags_differ(one: str | None, other: str | None) -> str:
    """What two tags differ in: language, script; "" when one may stand for the other."""
    if language_part(one) != language_part(other):
        return "language"
    scripts = {script_part(one), script_part(other)} - {""}
    return "script" if len(scripts) > 1 else ""


@lru_cache(maxsize=1000)
def zh_rivals(one: str | None, other: str | None) -> str:
    """Whether two Chinese codes mean the same readers: same, general (``one`` has no region, or nothing), or ""."""
    (script, region), (other_script, other_region) = _chinese(one), _chinese(other)
    if script == other_script and region == other_region:
        return "same" if (one or "") < (other or "") else ""
    if region or (not script and other_script != "hans"):
        return ""
    alike = not script or script == other_script
    return "general" if alike and other_region in ("", _MAIN.get(other_script, "")) else ""


def zh_elsewhere(code: str | None) -> int:
    """1 when a Chinese code names another region than most readers of its script are in: zh-SG, zh-HK; else 0."""
    script, region = _chinese(code)
    return int(region not in ("", _MAIN.get(script, "")))


def _chinese(code: str | None) -> tuple[str, str]:
    """Script and region of a Chinese code; the script that a region writes, where none is named."""
    rest = (code or "").strip().lower().split("-")[1:]
    return script_part(code), next((one for one in rest if len(one) == 2), "")


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("hreflang_fault", 1, hreflang_fault, deterministic=True)
    db.create_function("lang_fault", 1, lang_fault, deterministic=True)
    db.create_function("language_part", 1, language_part, deterministic=True)
    db.create_function("script_part", 1, script_part, deterministic=True)
    db.create_function("zh_rivals", 2, zh_rivals, deterministic=True)
    db.create_function("zh_elsewhere", 1, zh_elsewhere, deterministic=True)
    db.create_function("tags_differ", 2, tags_differ, deterministic=True)
    db.create_function("suggested_tag", 1, suggested, deterministic=True)
    db.create_function("cased_tag", 1, cased, deterministic=True)
