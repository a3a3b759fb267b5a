"""What a student has done: one JSON file in the folder they work in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.output import write_text
from configs.text import Text

FILE = Path(".xunlu") / "labs.json"
HINTS = 3


@dataclass(slots=True)
class Done:
    """One task: the best share solved, tries, hints taken, and whether its solution was looked up."""

    share: float = 0.0
    tries: int = 0
    hints: int = 0
    solution: bool = False

    @property
    def points(self) -> float:
        """Of 10: every hint costs a third, and what was looked up earns nothing more."""
        return round(10 * self.share * (1 - self.hints / HINTS), 1)


@dataclass(slots=True)
class Started:
    """A lesson that was begun: its seed, where its shop stands, its tasks by name."""

    seed: int
    url: str
    tasks: dict[str, Done] = field(default_factory=dict)

    def task(self, key: str) -> Done:
        """What was done of a task."""
        return self.tasks.setdefault(key, Done())


def load(file: Path = FILE) -> dict[int, Started]:
    """The lessons that were begun, by number.

    Raises:
        InputError: the file is damaged; it is left as it is.
    """
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_text("utf-8"))
        return {
            int(number): Started(
                int(one["seed"]), str(one["url"]), {key: Done(**task) for key, task in one["tasks"].items()}
            )
            for number, one in data.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            440,
            Text(zh="读不了实验的进度", en="cannot read the progress of the labs"),
            [(WHERE, Text(str(file), str(file))), (WHY, Text(str(error), str(error))),
             (REMEDY, Text(zh="把它移开，再开始一个实验：xunlu lab start 0。", en="Move it away and start a lab again: xunlu lab start 0."))],
        ) from error  # fmt: skip


def save(lessons: dict[int, Started], file: Path = FILE) -> None:
    """Write the file, which appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {str(number): asdict(one) for number, one in sorted(lessons.items())}, ensure_ascii=False, indent=1
    )
    write_text(file, text + "\n")
