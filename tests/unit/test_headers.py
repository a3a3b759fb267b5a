"""The headers that are kept: those that checks read, in a form that pages share."""

import pytest

from crawler.headers import PLATFORM, kept_headers


def test_values_that_tell_pages_apart_are_replaced():
    found = kept_headers({
        "etag": '"abc"', "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT", "expires": "0", "server": " nginx ",
        "content-security-policy": "script-src 'nonce-Zm9v' 'self'", "set-cookie": "sid=s3cret; Path=/; HttpOnly\nlang=zh; Secure",
        "x-unknown": "1",
    })  # fmt: skip
    assert found == {
        "etag": "*", "last-modified": "*", "expires": "*", "server": "nginx",
        "content-security-policy": "script-src 'nonce-' 'self'", "set-cookie": "sid; HttpOnly\nlang; Secure",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "platform"),
    [
        ({"x-shopid": "42", "set-cookie": "_shopify_y=1; Path=/"}, "Shopify"),
        ({"set-cookie": "OCSESSID=1; Path=/"}, "OpenCart"),
        ({"x-powered-by": "PHP/8.3"}, None),
    ],
)
def test_the_shop_system_is_kept_where_headers_tell_it(headers, platform):
    assert kept_headers(headers).get(PLATFORM) == platform
