"""What all tests share: Hypothesis searches the same examples in the gate, new ones on a developer's machine."""

import os

import pytest
from hypothesis import settings

from tests.stores import keep_in

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "search")


@pytest.fixture(scope="session", autouse=True)
def stores(tmp_path_factory):
    """Where the processes of one run keep the stores that they share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "stores"
    folder.mkdir(exist_ok=True)
    keep_in(folder)
