"""What an exercise is: a sample shop from a seed, and tasks whose answers follow from how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from configs.text import Text
from labs.addresses import Page
from labs.catalogue import Catalogue
from labs.plan import Plan
from labs.planting import Planter
from labs.shop import Shop, shop_of
from labs.wording import Lang

Truth: TypeAlias = float | frozenset[str] | str  # a number; paths; the key of an option

LEAST, MOST = 260, 380  # pages of a shop: crawled in seconds, and enough for every category to have spare products


@dataclass(frozen=True, slots=True)
class Option:
    """A way to answer a choice, and what is said to who takes it."""

    text: Text
    reply: Text


@dataclass(frozen=True, slots=True)
class Task:
    """A question about the shop of a lesson. ``kind``: crawl, number, urls, choice, fix.

    A crawl has no answer to give: the student's own store is looked at. For a fix the shop is crawled again: no finding
    of ``checks`` may be left, and none be new.
    """

    kind: str
    question: Callable[[Shop], Text]
    truth: Callable[[Shop], Truth]
    why: Callable[[Shop], Text]  # told with the solution
    hints: tuple[Text, Text, Text]
    tolerance: float = 0
    options: Mapping[str, Option] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    slips: Callable[[Shop], Mapping[float, Text]] = lambda _: {}  # wrong numbers that have a reason, and the reason


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exercise; ``sections`` are those of the textbook's table of contents."""

    number: int
    name: Text
    level: int  # 1..3
    minutes: int
    sections: tuple[str, ...]
    goal: Text
    tasks: tuple[Task, ...]
    plant: Callable[[Planter, Random], None] = lambda *_: None

    def shop(self, base_url: str, seed: int, *, clean: bool = False) -> Shop:
        """The shop of a seed: the same lesson with other pages and other numbers."""
        pages = Random(f"pages {self.number} {seed}").randint(LEAST, MOST)
        catalogue, plan = Catalogue("tea-house", seed, pages), Plan()
        if not clean:
            self.plant(Planter(catalogue, plan), Random(f"lesson {self.number} {seed}"))
        return shop_of(base_url, catalogue, plan)

    def task(self, key: str) -> Task | None:
        """The task called ``1.2``; None when there is none."""
        number, _, place = key.partition(".")
        found = number == str(self.number) and place.isdecimal() and 1 <= int(place) <= len(self.tasks)
        return self.tasks[int(place) - 1] if found else None

    def task_keys(self) -> list[str]:
        """Names of the tasks: 1.1, 1.2 ..."""
        return [f"{self.number}.{place}" for place in range(1, len(self.tasks) + 1)]


def some(planter: Planter, rng: Random, lang: Lang, slug: str, most: int) -> list[Page]:
    """Between one and ``most`` healthy products of a category, other ones for another seed."""
    found = planter.products(lang, slug)
    return sorted(rng.sample(found, min(len(found), rng.randint(1, most))), key=lambda page: page.path)


def always(zh: str, en: str) -> Callable[[Shop], Text]:
    """A text that does not depend on the shop."""
    return lambda _: Text(zh=zh, en=en)
