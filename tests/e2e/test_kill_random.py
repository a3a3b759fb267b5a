"""Ten kills at random moments of a whole job: preparation, crawl, commit, end, analyses, report. A hundred: tests/torture."""

import random
from functools import partial

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.kills import Calm, Killed, seed_of
from tests.e2e.program import Program

PAGES, RATE = 600, 150
CRAWLING = ["probing", "first second", "commit", "commit", "random"]
ENDING = ["finishing", "Computing the link graph", "Analysing keywords", "Running the checks", "report"]


def test_ten_kills_change_nothing(tmp_path):
    seed = seed_of(20261126)
    draw = random.Random(seed)
    (tmp_path / "calm").mkdir()
    (tmp_path / "killed").mkdir()
    with ShopServer(partial(make_shop, name="rival-a", pages=PAGES)) as server:
        calm = Calm.of(tmp_path / "calm", server, RATE)
        killed = Killed(Program(tmp_path / "killed"), server, RATE, draw)
        for moment in [*draw.sample(CRAWLING, len(CRAWLING)), *ENDING]:
            killed.kill(moment)
        killed.end()
        message = {"XUNLU_KILL_SEED": seed, "missed": killed.missed}
        assert killed.kills >= 9, message  # a report may be written before anybody looks
        assert (killed.differences(calm), message) == ([], message)
        print(f"{killed.kills} kills, {killed.repeats(calm)} requests repeated, seed {seed}, missed {killed.missed}")
