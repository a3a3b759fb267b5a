"""A plan: links to add, remove, or mark, and pages to make; what ``links whatif`` tries and ``links suggest`` proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

Action = Literal["add", "remove", "nofollow", "follow"]
ACTIONS = cast("tuple[Action, ...]", get_args(Action))
Place = Literal["main", "nav", "header", "footer", "aside"]
PLACES = cast("tuple[Place, ...]", get_args(Place))


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a page's links; addresses are URLs or paths, as people write them.

    ``add`` puts a link into ``place``: only one in the main text counts as editorial. The others change all links
    of the page that lead to the target, also through redirects: ``remove`` takes them out, ``nofollow`` marks them
    so that no score passes, ``follow`` takes that mark away.
    """

    action: Action
    source: str
    target: str
    anchor: str = ""
    place: Place = "main"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes that are made together, in the order of ``ordered``; ``pages`` are addresses of new pages without links of their own."""

    name: str
    edits: tuple[Edit, ...] = ()
    pages: tuple[str, ...] = ()


ORDER: tuple[Action, ...] = ("remove", "add", "nofollow", "follow")


def ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Removals first, so that a link can be replaced, then additions, then marks; each sort in the order given.

    A TOML file does not keep the order of tables of different names: nothing may rest on it.
    """
    return tuple(sorted(edits, key=lambda edit: ORDER.index(edit.action)))
