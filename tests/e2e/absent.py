"""What a test needs and this machine lacks: the gate fails for it, elsewhere the test is skipped, with the reason said."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(reason: str) -> NoReturn:
    """End a test that cannot run here."""
    print(reason)
    if os.environ.get("XUNLU_TEST_STRICT"):
        pytest.fail(reason)
    pytest.skip(reason)
