"""What every end-to-end test has: the program in an empty folder."""

import pytest

from tests.e2e.program import Program


@pytest.fixture
def xunlu(tmp_path):
    return Program(tmp_path)
