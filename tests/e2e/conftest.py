"""What every end-to-end test has: the program in an empty folder, a small site, a store with one crawl of it."""

import shutil

import pytest

from tests.e2e.program import Program
from tests.e2e.tiny import SMALL, TinySite


@pytest.fixture
def xunlu(tmp_path):
    return Program(tmp_path)


@pytest.fixture
def site():
    with TinySite(SMALL) as server:
        yield server


@pytest.fixture(scope="session")
def small_store(tmp_path_factory):
    """A store with one crawl of the small site."""
    made = Program(tmp_path_factory.mktemp("small"))
    with TinySite(SMALL) as server:
        made("crawl", server.url)
    return made.db


@pytest.fixture
def stored(xunlu, small_store):
    """The program beside a copy of that store."""
    shutil.copy(small_store, xunlu.db)
    return xunlu
