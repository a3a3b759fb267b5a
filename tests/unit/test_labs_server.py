"""The lab server over real sockets: keep-alive, HEAD, gzip, encodings, errors and counting."""

import gzip
import http.client
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest

from labs.server import ShopServer
from labs.shop import make_shop


@pytest.fixture(scope="module")
def server() -> Iterator[ShopServer]:
    with ShopServer(partial(make_shop, seed=3)) as running:
        yield running


@pytest.fixture
def client(server) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    yield connection
    connection.close()


def fetch(client, path, method="GET", **headers):
    client.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = client.getresponse()
    return response, response.read()


def test_shop_knows_where_it_is_served(server, client):
    response, body = fetch(client, "/")
    assert server.url.startswith("http://127.0.0.1:")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<link rel="canonical" href="{server.url}">'.encode() in body
    assert body == server.shop.route("/").body


def test_connection_is_kept_alive(client):
    fetch(client, "/")
    first = client.sock
    fetch(client, "/about.html")
    fetch(client, "/nowhere.html")
    assert client.sock is first


def test_head_has_the_headers_and_no_body(client):
    full, body = fetch(client, "/about.html")
    head, nothing = fetch(client, "/about.html", "HEAD")
    assert nothing == b""
    assert head.headers["Content-Length"] == full.headers["Content-Length"] == str(len(body))


def test_gzip_only_when_accepted(client):
    plain, body = fetch(client, "/about.html")
    packed, data = fetch(client, "/about.html", Accept_Encoding="br, gzip")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert len(data) < len(body) / 2
    assert gzip.decompress(data) == body


def test_unchanged_page_answers_304(client):
    response, _ = fetch(client, "/about.html")
    again, body = fetch(client, "/about.html", If_None_Match=response.headers["ETag"])
    assert (again.status, body) == (304, b"")
    assert fetch(client, "/about.html")[0].status == 200


def test_unknown_address_answers_404_in_both_languages(client):
    response, body = fetch(client, "/nowhere/at-all.html")
    assert response.status == 404
    assert "页面不存在" in body.decode()
    assert "Page not found" in body.decode()
    assert b'<a href="/">' in body


def test_planted_errors_and_redirects_are_served(server, client):
    by_check = {defect.check_id: defect.path for defect in server.shop.defects}
    assert fetch(client, by_check["http-5xx"])[0].status == 500
    moved, _ = fetch(client, by_check["redirect-chain"])
    assert moved.status == 301
    assert moved.headers["Location"].startswith("/old/")
    loop, _ = fetch(client, by_check["redirect-loop"])
    assert loop.headers["Location"] == by_check["redirect-loop"]


def test_slow_page_waits_as_its_route_says(server):
    slow = next(one.path for one in server.shop.defects if one.check_id == "slow-response")
    assert server.shop.route(slow).delay_ms == 1300


@pytest.mark.parametrize(
    ("path", "charset", "word"),
    [("/baike/1.html", "gbk", "萎凋"), ("/baike/2.html", "gbk", "杀青"), ("/hant.html", "big5", "繁體中文")],
)
def test_legacy_pages_decode_as_declared(client, path, charset, word):
    response, body = fetch(client, path, Accept_Encoding="gzip")
    html = gzip.decompress(body)
    declared = response.headers.get_content_charset() or ("gbk" if b'<meta charset="gbk">' in html else None)
    assert declared == charset
    assert word in html.decode(charset)


def test_pictures_and_files(client):
    response, body = fetch(client, "/img/logo-96.png")
    assert response.headers["Content-Type"] == "image/png"
    assert body[16:24] == (96).to_bytes(4, "big") * 2
    assert fetch(client, "/robots.txt")[0].headers["Content-Type"].startswith("text/plain")
    assert fetch(client, "/sitemap.xml")[0].headers["Content-Type"].startswith("application/xml")
    assert fetch(client, "/search?q=tea")[0].status == 200


def test_server_does_not_name_its_software(client):
    assert fetch(client, "/")[0].headers["Server"] == "shop"


def test_requests_are_counted(server, client):
    before = server.requests["/c/puer/?page=2"]
    for _ in range(3):
        fetch(client, "/c/puer/?page=2")
    assert server.requests["/c/puer/?page=2"] == before + 3


def test_port_is_free_again_after_the_end():
    with ShopServer(partial(make_shop, name="rival-a")) as first:
        port = urlsplit(first.url).port
    with ShopServer(partial(make_shop, name="rival-b"), port=port) as second:
        assert urlsplit(second.url).port == port


def test_a_shop_that_cannot_be_made_leaves_no_server_behind():
    with pytest.raises(ValueError, match="no shop"):
        ShopServer(partial(make_shop, name="nobody"))
