"""The task list of the report: cards by who has to act, and what became of tasks that somebody said to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from configs.text import Text
from reports.catalogue import Catalogue, texts_of
from reports.model_fix import Card, Mark
from reports.model_tasks import OwnerTasks, TaskRow, Tasks
from reports.numbers import about, plain
from reports.owners import OWNERS, owner
from reports.parts import Cut
from reports.reader import Reader
from reports.tasks import STATES, TO_DO, told

ROWS = 15  # of each kind of people; all of them: xunlu tasks
OTHERS = Text(zh="未写明负责人", en="Nobody named")
NOTHING = plain("")


def marks(reader: Reader) -> dict[str, tuple[str, Mark]]:
    """Area and mark of every task of the run that somebody marked or wrote a note on, by check."""
    rows = reader.rows(
        "select check_id, area, state, done, note from v_tasks where run_id = :run"
        " and (done is not null or note <> '') order by check_id"
    )
    return {
        row["check_id"]: (row["area"], Mark(row["state"], told(row["state"], row["done"]), row["note"])) for row in rows
    }


def marked(cards: Iterable[Card], known: Mapping[str, tuple[str, Mark]]) -> tuple[Card, ...]:
    """Cards with what became of their tasks."""
    return tuple(replace(card, mark=known[card.check_id][1]) if card.check_id in known else card for card in cards)


def task_section(
    cards: Sequence[Card], known: Mapping[str, tuple[str, Mark]], catalogue: Catalogue, run_id: int
) -> Tasks:
    """The section; cards in the order of their rank, those without points are no tasks unless somebody marked them."""
    rows = [*_of_cards(cards), *_settled(cards, known, catalogue)]
    counts = {state: sum(mark.state == state for _, mark in known.values()) for state in STATES if state != "open"}
    made = (
        _owner(key, name, [row for own, row in rows if own == key], cards, run_id)
        for key, name in (*OWNERS.items(), ("", OTHERS))
    )
    return Tasks(
        owners=tuple(one for one in made if one.rows),
        settled=tuple((STATES[state], count) for state, count in counts.items() if count),
    )


def _of_cards(cards: Iterable[Card]) -> Iterator[tuple[str, TaskRow]]:
    """Owner and row of each; what is said to be done stands behind the rest."""
    listed = [card for card in cards if card.points > 0 or card.mark]
    for card in sorted(listed, key=lambda card: card.mark is not None and card.mark.state not in TO_DO):
        mark = card.mark or Mark("open", STATES["open"], "")
        yield (
            card.owner,
            TaskRow(
                card.check_id, card.title, True, mark.state, mark.said, mark.note, card.points, card.reach, card.effort
            ),
        )


def _settled(
    cards: Iterable[Card], known: Mapping[str, tuple[str, Mark]], catalogue: Catalogue
) -> Iterator[tuple[str, TaskRow]]:
    """What was marked and fails no more."""
    carded = {card.check_id for card in cards}
    for check_id, (area, mark) in known.items():
        if check_id not in carded and mark.state not in TO_DO:
            texts = texts_of(catalogue, check_id, area)
            row = TaskRow(check_id, texts.title, False, mark.state, mark.said, mark.note, 0.0, NOTHING, NOTHING)
            yield owner(texts.fix), row


def _owner(key: str, name: Text, rows: Sequence[TaskRow], cards: Iterable[Card], run_id: int) -> OwnerTasks:
    left = {row.check_id for row in rows if row.state in TO_DO}
    hours = sum(card.hours for card in cards if card.check_id in left)
    command = f"xunlu tasks {run_id}" + (f" --owner {key}" if key else "")
    cut = Cut(min(ROWS, len(rows)), len(rows), command, len(rows) <= ROWS)
    points = sum(row.points for row in rows if row.state in TO_DO)
    return OwnerTasks(key, name, points, about(hours) if left else NOTHING, tuple(rows[:ROWS]), cut)
