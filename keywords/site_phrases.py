"""The phrases of a site: runs of 2-4 words in main text, as firm and as free as ``keywords.association`` measures them.

Texts are cut twice: first every run is counted, in bounded memory; then the best of them are counted exactly, with
their neighbours. Nothing is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.association import Phrase, entropy, score, weakest_seam
from keywords.frequency import BoundedCounts
from keywords.lexicon import JOINS, Lexicon
from keywords.matching import copy_of
from keywords.segment import BOUNDARY, Segmenter
from keywords.shopwords import shop_segmenter
from keywords.stopwords import stop_words, target_words, user_words
from keywords.terms import joined, speaks

LONGEST = 4  # tokens
MOST_PAGES = 20_000  # read of a site; of a larger one every second, third ... page
MOST_RUNS = 1 << 19  # remembered; some 100 MB
MOST_WORDS = 1 << 18
KEPT = 2_000  # runs counted exactly
LEAST_SCORE = 0.05

DRAWN = """
    with numbered as (
        select p.document_hash, row_number() over (order by p.url_id) - 1 as at, count(*) over () as pages
        from temp.html_pages v
        join main.pages p on p.run_id = v.run_id and p.url_id = v.url_id
        where p.document_hash is not null
    )
    select document_hash from numbered where pages <= :most or at = 0 or at * (:most - 1) % (pages - 1) < :most - 1 order by at
"""
Run = tuple[str, ...]


def texts(store: Store, run_id: int, most: int = MOST_PAGES) -> Iterator[str]:
    """Matching copies of the main texts of a run's HTML pages, evenly drawn when there are more than ``most``."""
    store.use_run(run_id)
    for drawn in store.db.execute(
        DRAWN, {"most": most}
    ).fetchall():  # without the texts: a site's would fill the memory
        (packed,) = store.db.execute("select main_text from main.documents where hash = ?", drawn).fetchone()
        yield copy_of(decompress(packed).decode("utf-8"))


def tools(settings: Settings) -> tuple[Segmenter, Lexicon]:
    """What texts are cut with; errors as ``keywords.stopwords.stop_words``."""
    own = (*user_words(settings.keywords), *target_words(settings.keywords))
    return shop_segmenter(own), Lexicon(stop_words(settings.keywords))


class Runs:
    """Counts of words and of runs of 2-4 content words, which no punctuation crosses."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = BoundedCounts(MOST_WORDS)
        self._runs = BoundedCounts(MOST_RUNS)
        self.total = 0

    def add(self, tokens: Sequence[str]) -> None:
        """Count one text."""
        self.total += len(tokens)
        self._words.add(tokens)
        self._runs.add(["\n".join(run) for run in runs_of(tokens, self._lexicon)])

    def count(self, run: Sequence[str]) -> int:
        """How often a word, or a run, was counted."""
        return self._words[run[0]] if len(run) == 1 else self._runs["\n".join(run)]

    def best(self) -> list[Run]:
        """Runs that stand there twice and more, may be terms and are firmer than chance; none inside an equal one."""
        counts = {tuple(key.split("\n")): count for key, count in self._runs.items() if count > 1}
        inside = {part for run, count in counts.items() for part in (run[:-1], run[1:]) if counts.get(part) == count}
        firm = (
            (count * self.seam(run), run) for run, count in counts.items() if run not in inside and speaks(run, count)
        )
        return [run for weight, run in sorted(firm, key=lambda one: (-one[0], one[1]))[:KEPT] if weight > 0]

    def seam(self, run: Run) -> float:
        """See ``keywords.association.weakest_seam``."""
        return weakest_seam(run, self.count, self.total)


def runs_of(tokens: Sequence[str], lexicon: Lexicon) -> Iterator[Run]:
    """Every run of 2-4 neighbouring content words."""
    joins = [lexicon[token] & JOINS for token in tokens]
    for at, begins in enumerate(joins):
        if begins:
            for end in range(at + 2, min(at + LONGEST, len(tokens)) + 1):
                if not joins[end - 1]:
                    break
                yield tuple(tokens[at:end])


class Neighbours:
    """Exact counts of chosen runs, with what stands before and behind them."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._by_first: dict[str, list[Run]] = {}
        for run in runs:
            self._by_first.setdefault(run[0], []).append(run)
        self.hits: Counter[Run] = Counter()
        self.pages: Counter[Run] = Counter()
        self._before: defaultdict[Run, Counter[str]] = defaultdict(Counter)
        self._behind: defaultdict[Run, Counter[str]] = defaultdict(Counter)

    def add(self, tokens: list[str]) -> set[Run]:
        """Count one text; the runs that it holds."""
        seen = set()
        for at in [at for at, token in enumerate(tokens) if token in self._by_first]:
            for run in self._by_first[tokens[at]]:
                end = at + len(run)
                if tuple(tokens[at:end]) == run:
                    seen.add(run)
                    self.hits[run] += 1
                    self._before[run][tokens[at - 1] if at else BOUNDARY] += 1
                    self._behind[run][tokens[end] if end < len(tokens) else BOUNDARY] += 1
        self.pages.update(seen)
        return seen

    def phrase(self, run: Run, firmness: float, term: str = "") -> Phrase:
        """A run that was met, with its scores; ``term``: how it is written, when that is not just its words."""
        left, right = (_freedom(side[run]) for side in (self._before, self._behind))
        hits = self.hits[run]
        rank = score(hits, firmness, left, right)
        return Phrase(term or joined(run), len(run), hits, self.pages[run], firmness, left, right, rank)


def _freedom(neighbours: Counter[str]) -> float:
    edges = neighbours[BOUNDARY]
    return entropy((count for word, count in neighbours.items() if word != BOUNDARY), edges)


def site_phrases(store: Store, run_id: int, settings: Settings) -> list[Phrase]:
    """The phrases of a run by score, best first; equal ones in the order of their characters.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
    """
    segment, lexicon = tools(settings)
    runs = Runs(lexicon)
    for copy in texts(store, run_id):
        runs.add(segment.tokens(copy))
    chosen = runs.best()
    exact = Neighbours(chosen)
    for copy in texts(store, run_id) if chosen else ():
        exact.add(segment.tokens(copy))
    found = [exact.phrase(run, runs.seam(run)) for run in chosen if exact.hits[run] > 1]
    return sorted((one for one in found if one.score >= LEAST_SCORE), key=lambda one: (-one.score, one.term))
