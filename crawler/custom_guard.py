"""Custom extraction with a limit: a rule that takes too long over a page finds nothing on it, and the crawl goes on.

Rules that may take long run in a process of their own (``crawler.custom_worker``), which is started with the first
page that needs it and ends itself when it takes too long. Rules that cannot (simple CSS selectors) need none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from configs.settings import ExtractRule
from configs.text import Text
from crawler.custom import CustomRules
from crawler.custom_worker import packed
from crawler.side_process import SideProcess

PATIENCE = 5  # pages that one rule may take too long over before it is given up

SLOW = Text(
    zh="提取规则“{name}”在 {n} 个网页上太慢（每页超过 1 秒），这些网页没有它的值。",
    en="The extraction rule “{name}” was too slow on {n} page(s) (more than 1 s each): they have no values of it.",
)
GIVEN_UP = Text(
    zh="提取规则“{name}”太慢（{n} 个网页各超过 1 秒），其余网页不再使用：请把它写得更具体。",
    en="The extraction rule “{name}” was too slow on {n} page(s) (more than 1 s each) and was given up: make it more specific.",
)


class GuardedRules:
    """``CustomRules`` that end. Close it, or use it as a context.

    ``slow`` counts, by name, the pages that a rule took too long over.
    """

    def __init__(self, rules: Sequence[ExtractRule]) -> None:
        self.rules = CustomRules(rules)
        self.slow: Counter[str] = Counter()
        self._worker: SideProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def values(self, url: str, html: str | bytes) -> list[tuple[str, int, str]]:
        """As ``CustomRules.values``; a rule has a second for a page."""
        if self.rules.tame:
            return self.rules.values(url, html)
        names = [rule.name for rule in self.rules.rules]
        left = [number for number in self.rules.wanted(url) if self.slow[names[number]] < PATIENCE]
        data = html.encode("utf-8", "replace") if isinstance(html, str) else html
        found: list[tuple[str, int, str]] = []
        while left:
            answers = self._ask(left, data)
            for number, values in zip(left, answers, strict=False):
                found += ((names[number], ordinal, value) for ordinal, value in enumerate(values))
            if len(answers) < len(left):
                self.slow[names[left[len(answers)]]] += 1
            left = left[len(answers) + 1 :]
        return found

    def complaints(self) -> list[Text]:
        """What a person should be told at the end: rules that were too slow."""
        texts = ((GIVEN_UP if n >= PATIENCE else SLOW, {"name": name, "n": n}) for name, n in self.slow.items())
        return [Text(text.get("zh", **said), text.get("en", **said)) for text, said in texts]

    def close(self) -> None:
        """End the process; the next page starts another."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _ask(self, numbers: list[int], html: bytes) -> list[list[str]]:
        """Answers of these rules in order; fewer when the process ended over one."""
        answers: list[list[str]] = []
        try:
            worker = self._worker or self._start()
            worker.ask(json.dumps(numbers).encode(), html)
            for _ in numbers:
                answers.append(json.loads(worker.answer()))
        except (OSError, EOFError):
            self.close()
        return answers

    def _start(self) -> SideProcess:
        self._worker = worker = SideProcess("crawler.custom_worker")
        worker.ask(packed(self.rules.rules))
        return worker
