"""Words that say nothing about a page, and the words a user adds: stop word files and the user dictionary."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from configs import scripts
from configs.errors import REMEDY, WHERE, SettingsError
from configs.settings import KeywordPage, Keywords
from configs.text import Text
from keywords.matching import copy_of
from keywords.targetfile import Tracked, read_targets
from keywords.wordlists import read_dictionary, read_words

BUILTIN = "builtin:"
BUNDLED = ("zh", "en", "shop")


def stop_words(settings: Keywords) -> frozenset[str]:
    """The bundled stop words and those of the user's files, in matching form.

    All bundled lists count unless some are named (``builtin:en``); then only those do. A word the user tracks or
    put into the user dictionary is none, whatever the lists say.

    Raises:
        InputError: a file cannot be read or has faulty lines (XE-410 to 412).
        SettingsError: there is no such bundled list (XE-149).
    """
    named = [name.removeprefix(BUILTIN) for name in settings.stopwords if name.startswith(BUILTIN)]
    paths = [Path(name) for name in settings.stopwords if not name.startswith(BUILTIN)]
    own = {copy_of(word) for path in paths for word in read_words(path)}
    kept = {copy_of(word) for word in (*target_words(settings), *user_words(settings))}
    return frozenset((bundled_stop_words(*(named or BUNDLED)) | own) - kept)


def own_lists(settings: Keywords) -> list[Path]:
    """The user's files: the dictionary, then the stop words."""
    named = (*filter(None, [settings.userdict]), *settings.stopwords)
    return [Path(name) for name in named if not name.startswith(BUILTIN)]


def target_words(settings: Keywords) -> tuple[str, ...]:
    """The keywords somebody named: the targets, then the terms assigned to pages; as written.

    Raises:
        InputError: the table of keywords cannot be used (XE-410, 413, 414).
    """
    more = tracked(settings).terms
    return (*settings.targets, *more, *(term for page in settings.pages for term in page.terms))


def assigned_pages(settings: Keywords) -> tuple[KeywordPage, ...]:
    """Which page should serve which terms: of the configuration, then of the table; errors as ``target_words``."""
    return (*settings.pages, *tracked(settings).pages)


def tracked(settings: Keywords) -> Tracked:
    """What the table of keywords says; nothing when none is named."""
    return read_targets(Path(settings.targets_file)) if settings.targets_file else Tracked((), ())


def user_words(settings: Keywords) -> tuple[str, ...]:
    """Words of the user dictionary, as written; none when no file is named.

    Raises:
        InputError: the file cannot be read or has faulty lines (XE-410 to 412).
    """
    return read_dictionary(Path(settings.userdict)) if settings.userdict else ()


def bundled_stop_words(*names: str) -> frozenset[str]:
    """The lists that come with the program: zh (both scripts), en, shop (boilerplate of both languages); default all.

    Raises:
        SettingsError: there is no such list (XE-149).
    """
    for name in names:
        if name not in BUNDLED:
            raise _unknown(name)
    return _bundled(names or BUNDLED, scripts.simplified)


@lru_cache(maxsize=8)
def _bundled(names: tuple[str, ...], _simplified: bool) -> frozenset[str]:
    folder = files("keywords").joinpath("data")
    texts = (folder.joinpath(f"stopwords_{name}.txt").read_text("utf-8") for name in names)
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return frozenset(copy_of(word) for line in lines for word in line.split())


def _unknown(name: str) -> SettingsError:
    known = "、".join(BUILTIN + one for one in BUNDLED), ", ".join(BUILTIN + one for one in BUNDLED)
    return SettingsError(
        149,
        Text(zh=f"没有这份随附的停用词表：{BUILTIN}{name}", en=f"no such bundled stop word list: {BUILTIN}{name}"),
        [
            (WHERE, Text("[keywords] stopwords", "[keywords] stopwords")),
            (REMEDY, Text(zh=f"可用：{known[0]}", en=f"Known: {known[1]}")),
        ],
    )
