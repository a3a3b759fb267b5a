"""Telephone numbers, QQ and WeChat accounts in a text, also in disguise."""

from __future__ import annotations

import re
import unicodedata

PHONE, QQ, WECHAT = "phone", "qq", "wechat"
_PATTERNS = (
    (PHONE, re.compile(
        r"(?<![\d.-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d-])"  # mobile
        r"|(?<![\d.-])[48]00[- ]\d{3}[- ]?\d{4}(?!\d)|(?<![\d.-])[48]00[- ]\d{4}[- ]?\d{3}(?!\d)"
        r"|(?<![\d.-])\(?0\d{2,3}\)?[- ]\d{7,8}(?!\d)"  # area code and number
        r"|(?:电话|热线|手机号?|联系方式|tel|call us|phone|hotline)\s*[:：]?\s*\+?\d[\d ()-]{6,18}\d",
        re.IGNORECASE,
    )),
    (QQ, re.compile(r"(?:(?<![a-z])qq|扣扣|企鹅号)\s*群?号?\s*[:：]?\s*[1-9]\d{4,10}(?!\d)", re.IGNORECASE)),
    (WECHAT, re.compile(
        r"(?:微信|薇信|(?<![a-z])(?:vx|weixin|wechat))\s*(?:号|id|同号)?\s*[:：]\s*[a-z\d][-_a-z\d]{5,19}"
        r"|微信号\s*[a-z][-_a-z\d]{5,19}|加(?:我)?(?:微信|薇|v信|vx)|微信同号|扫码加",
        re.IGNORECASE,
    )),
)  # fmt: skip
_DIGITS = re.compile(r"\d\d[\d ()-]*\d\d")  # without these there is no number, and without a hint no account
_HINT = re.compile("[微薇]信|we(?:chat|ixin)|vx|加我?[薇v]|扫码加", re.IGNORECASE)
# Ways of writing a number or 微信 so that no filter finds it.
_DISGUISED = (
    ("circled", re.compile("(?:[①-⑨⓪❶-❾⓿➀-➈➊-➒㊀-㊈][\\s-]*){7,}")),
    ("full-width", re.compile("(?:[０-９][\\s-]*){7,}")),
    ("han-digits", re.compile("[1一壹幺](?:[\\s-]*[零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖]){10}")),
    ("starred", re.compile(r"\*{1,3}1[3-9]\d{9}\*{1,3}|(?<!\d)1[*_.-]+[3-9](?:[*_.-]+\d){9}(?!\d)")),
    ("name", re.compile(r"[VvＶｖ]\s?信|薇芯|薇❤|微❤|微♥|维信号|徽信|溦信|葳信|威信号|加\s?[薇溦葳]|薇信|扣扣号|叩叩号|球球号")),
)  # fmt: skip
# One of these stands in every match: looking for them is far cheaper than for the pattern.
_SIGNS = {
    "circled": tuple("①③❶❸➀➂➊➌㊀㊂"),
    "full-width": tuple("０１２３４５６７８９"),
    "han-digits": tuple("〇零幺壹捌"),
    "starred": ("*", "_"),
    "name": (*"信薇❤♥溦葳", "扣扣号", "叩叩号", "球球号"),
}


def contacts(text: str) -> list[tuple[str, str]]:
    """Kind (phone, qq, wechat) and wording of each contact in ``text``; full-width digits count."""
    copy = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if not _DIGITS.search(copy) and not _HINT.search(copy):
        return []
    return [(kind, match.group().strip()) for kind, pattern in _PATTERNS for match in pattern.finditer(copy)]


def disguised(text: str) -> list[tuple[str, str]]:
    """Kind (circled, full-width, han-digits, starred, name) and wording of each disguised contact."""
    if text.isascii() and "*" not in text and "_" not in text:
        return []
    found = [
        (kind, match.group().strip())
        for kind, pattern in _DISGUISED
        if any(sign in text for sign in _SIGNS[kind])
        for match in pattern.finditer(text)
    ]
    return [(kind, words) for kind, words in found if not _counting(kind, words)]


def _counting(kind: str, words: str) -> bool:
    """Whether the digits count up, as ①②③ do before the items of a list."""
    digits = "".join(words.split())
    return kind != "name" and list(digits) == sorted(digits)
