"""Custom extraction with a limit: a rule that takes too long over a page finds nothing on it, and the crawl goes on.

Rules that may take long run in a process of their own (``crawler.custom_worker``), which is started with the first
page that needs it and ends itself when it takes too long. Rules that cannot (simple CSS selectors) need none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from configs.settings import ExtractRule
from configs.text import Text
from crawler.custom import CustomRules
from crawler.custom_worker import packed, read_frame, write_frame

PATIENCE = 5  # pages that one rule may take too long over before it is given up

SLOW = Text(
    zh="提取规则“{name}”在 {n} 个网页上太慢（每页超过 1 秒），这些网页没有它的值。",
    en="The extraction rule “{name}” was too slow on {n} page(s) (more than 1 s each): they have no values of it.",
)
GIVEN_UP = Text(
    zh="提取规则“{name}”太慢（{n} 个网页各超过 1 秒），其余网页不再使用：请把它写得更具体。",
    en="The extraction rule “{name}” was too slow on {n} page(s) (more than 1 s each) and was given up: make it more specific.",
)

_START = "import sys; sys.path[:] = sys.argv[1:]; from crawler.custom_worker import main; main()"


class GuardedRules:
    """``CustomRules`` that end. Close it, or use it as a context.

    ``slow`` counts, by name, the pages that a rule took too long over.
    """

    def __init__(self, rules: Sequence[ExtractRule]) -> None:
        self.rules = CustomRules(rules)
        self.slow: Counter[str] = Counter()
        self._worker: subprocess.Popen[bytes] | None = None

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
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            with suppress(OSError):  # what was not written is lost with its reader
                if pipe is not None:
                    pipe.close()

    def _ask(self, numbers: list[int], html: bytes) -> list[list[str]]:
        """Answers of these rules in order; fewer when the process ended over one."""
        answers: list[list[str]] = []
        try:
            source, sink = self._pipes()
            write_frame(sink, json.dumps(numbers).encode())
            write_frame(sink, html)
            sink.flush()
            for _ in numbers:
                answers.append(json.loads(read_frame(source)))
        except (OSError, EOFError):
            self.close()
        return answers

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """What the process answers and what it is asked; it is started when there is none."""
        started = self._worker is None
        if self._worker is None:
            path = [folder or str(Path.cwd()) for folder in sys.path]
            # A session of its own: Ctrl-C is for the crawl, which lets the pages under way finish.
            self._worker = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, *path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        source, sink = self._worker.stdout, self._worker.stdin
        if source is None or sink is None:
            raise EOFError
        if started:
            write_frame(sink, packed(self.rules.rules))
        return source, sink
