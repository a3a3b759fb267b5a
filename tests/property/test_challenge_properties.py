"""Any answer at all is judged, and soon."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.challenge import ASKING, CHALLENGES, challenge_of
from crawler.challenge_signs import HEADERS

STATUSES = st.sampled_from([200, 202, 204, 301, 302, 404, 500, *ASKING]) | st.integers(0, 999)
PIECES = st.sampled_from(
    [b"<script>", b"</script>", b"<!--", b"-->", b"<title>", b"\xff", "验证".encode(), "验证".encode("gbk"), b"$_ts", b"<a ",
     b"verify you are human", b"<", b"var arg1='", b"_Incapsula_", b"<style", b"aptcha", b"\0"]
)  # fmt: skip


@given(
    STATUSES,
    st.dictionaries(
        st.sampled_from([*HEADERS, "location", "content-type", "set-cookie", "server"]), st.text(max_size=20)
    ),
    st.lists(PIECES | st.binary(max_size=8), max_size=60).map(b"".join),
    st.text(max_size=12),
)
def test_any_answer_is_judged(status, headers, body, title):
    assert challenge_of(status, headers, body, title) in {"", *CHALLENGES}
