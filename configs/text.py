"""Text in Chinese and English, and which of the two a person reads."""

from __future__ import annotations

import locale
import os
import re
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")

# Control and escape characters, those that turn the direction of text or end a line unseen, and halves of characters,
# which no file can hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; a ``str.format`` template where it has fields."""

    zh: str
    en: str

    def get(self, lang: Lang, /, **fields: object) -> str:
        """The text in ``lang``, with its fields filled in."""
        template = self.zh if lang == "zh" else self.en
        return template.format(**fields) if fields else template


def choose_language(wanted: str | None, environment: dict[str, str] | None = None) -> Lang:
    """``wanted`` (zh, en or auto), else ``XUNLU_LANG``, else the locale; English when nothing says Chinese."""
    env = dict(os.environ) if environment is None else environment
    for candidate in (wanted, env.get("XUNLU_LANG")):
        if candidate in LANGUAGES:
            return candidate
    names = [env.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    declared = next((name for name in names if name), "")
    if not declared and environment is None:
        declared = locale.getlocale()[0] or ""
    return "zh" if declared.lower().startswith(("zh", "chinese")) else "en"


def without_controls(text: str) -> str:
    """``text`` without control, escape and direction characters, which drive terminals; tabs and line ends stay."""
    return CONTROL.sub("", text)
