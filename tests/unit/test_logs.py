"""A log that quotes strangers drives no terminal."""

import io
import logging

import pytest

from configs.logs import clean_logs
from tests.e2e.program import CONTROL


@pytest.fixture
def written():
    """What a handler writes of records that are made clean."""
    before, log, stream = logging.getLogRecordFactory(), logging.getLogger("xunlu.test"), io.StringIO()
    handler = logging.StreamHandler(stream)
    log.addHandler(handler)
    clean_logs()
    yield log, stream
    logging.setLogRecordFactory(before)
    log.removeHandler(handler)


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "\x1b]0;owned\x07", "\x9b2J", "紫砂\u202egnp.exe", "a\x08\x7fb\0"]
)
def test_messages_and_their_arguments_are_clean(written, text):
    log, stream = written
    log.warning("%s 抓取", text)
    log.warning(text)
    assert not CONTROL.search(stream.getvalue())
    assert "抓取" in stream.getvalue()
