"""The last strokes on a sentence made from a template: one of a thing, nothing to quote, nothing behind a colon."""

from __future__ import annotations

import re

from configs.text import Lang

ABSENT = {"zh": "（空）", "en": "(empty)"}  # “” tells nobody what is meant
NOUNS = (
    "addresses batches bytes categories characters clicks columns crawls days elements fields files hours links"
    " packages pages phrases pictures places redirects scripts sections segments steps tags templates terms times"
    " URLs versions videos words"
)
VERBS = {"link": "links", "have": "has", "do": "does", "are": "is", "share": "shares", "say": "says", "lack": "lacks"}

_ONE = re.compile(
    rf"(?<![\w.,:/%-])(?<!\d )1 ((?:[a-z-]+ ){{0,2}}?)({'|'.join(NOUNS.split())})\b(?: ({'|'.join(VERBS)})\b)?"
)


def polished(text: str, lang: Lang) -> str:
    """``text``, words of ours only, as a person would have written it."""
    text = text.replace("“”", ABSENT[lang])
    return text.replace("： ", "：") if lang == "zh" else _ONE.sub(_singular, text).replace(" :", ":")


def _singular(match: re.Match[str]) -> str:
    between, noun, verb = match.groups()
    return f"1 {between}{_one(noun)}" + (f" {VERBS[verb]}" if verb else "")


def _one(noun: str) -> str:
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("ches", "ch")):
        if noun.endswith(plural):
            return noun.removesuffix(plural) + singular
    return noun.removesuffix("s")
