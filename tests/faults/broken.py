"""Answers that break the rules of HTTP, by path."""

from __future__ import annotations

from tests.e2e.tiny import page
from tests.faults.server import Fault, Talk

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
BODY = page("半页", text="普洱茶饼的存放：避光、通风、无异味。" * 40).encode()
HALF = len(BODY) // 2 - len(BODY) // 2 % 3


def slow_head(talk: Talk) -> None:
    talk.drip(HEAD.encode(), 1.0)


def slow_body(talk: Talk) -> None:
    talk.send(HEAD, f"Content-Length: {len(BODY)}\r\n\r\n")
    talk.drip(BODY, 1.0)


def silent(talk: Talk) -> None:
    talk.close()
    talk.wait()


def reset_before(talk: Talk) -> None:
    talk.reset()


def reset_in_head(talk: Talk) -> None:
    talk.send("HTTP/1.1 200 OK\r\nContent-Ty")
    talk.reset()


def closed_before(talk: Talk) -> None:
    talk.close()


def reset_in_body(talk: Talk) -> None:
    talk.send(HEAD, f"Content-Length: {len(BODY)}\r\n\r\n", BODY[:HALF])
    talk.reset()


def reset_without_length(talk: Talk) -> None:
    talk.send(HEAD, "Connection: close\r\n\r\n", BODY[:HALF])
    talk.reset()


def short(talk: Talk) -> None:
    talk.close()
    talk.answer(BODY[:HALF], length=len(BODY))


def cut_chunk(talk: Talk) -> None:
    talk.close()
    talk.send(HEAD, "Transfer-Encoding: chunked\r\n\r\n", f"{len(BODY):x}\r\n", BODY[:HALF])


def garbage_chunk(talk: Talk) -> None:
    talk.send(HEAD, "Transfer-Encoding: chunked\r\n\r\n", f"{HALF:x}\r\n", BODY[:HALF], "\r\n", "zz~垃圾\r\n" * 20)
    talk.wait(0.3)


def chunk_without_end(talk: Talk) -> None:
    talk.send(HEAD, "Transfer-Encoding: chunked\r\n\r\n", "1" * 5000)
    talk.wait(0.3)


def long(talk: Talk) -> None:
    talk.answer(BODY, length=HALF)


def long_in_time(talk: Talk) -> None:
    talk.answer(BODY)


def until_closed(talk: Talk) -> None:
    talk.close()
    talk.send(HEAD, "Connection: close\r\n\r\n", page("旧式服务器"))


def http_1_0(talk: Talk) -> None:
    talk.close()
    talk.send("HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", page("HTTP/1.0"))


def http_0_9(talk: Talk) -> None:
    talk.close()
    talk.send(page("没有回答头"))


def other_protocol(talk: Talk) -> None:
    talk.close()
    talk.send("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")


def bad_status(talk: Talk) -> None:
    talk.send("HTTP/1.1 OK fine\r\nContent-Length: 0\r\n\r\n")


def no_colon(talk: Talk) -> None:
    body = page("少一个冒号").encode()
    talk.send("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nthis line has none\r\n", f"Content-Length: {len(body)}\r\n\r\n", body)  # fmt: skip


def two_lengths(talk: Talk) -> None:
    talk.send(HEAD, "Content-Length: 10\r\nContent-Length: 12\r\n\r\n", b"x" * 12)


def negative_length(talk: Talk) -> None:
    talk.send(HEAD, "Content-Length: -1\r\n\r\n")


def unknown_transfer(talk: Talk) -> None:
    talk.close()
    talk.send(HEAD, "Transfer-Encoding: gzip\r\n\r\n", BODY)


def long_header(talk: Talk) -> None:
    talk.send("HTTP/1.1 200 OK\r\nX-Long: ", b"a" * (1 << 20), "\r\nContent-Length: 0\r\n\r\n")


def many_headers(talk: Talk) -> None:
    lines = "".join(f"X-Flood-{number}: {'f' * 80}\r\n" for number in range(20_000))
    talk.send(HEAD, lines, "Content-Length: 0\r\n\r\n")


def folded_header(talk: Talk) -> None:
    """One header that goes on over lines for ever."""
    talk.send("HTTP/1.1 200 OK\r\nX-Folded: a\r\n")
    while not talk.server.over.is_set():
        talk.send((" " + "b" * 1000 + "\r\n") * 64)


def endless_headers(talk: Talk) -> None:
    talk.send(HEAD)
    number = 0
    while not talk.server.over.is_set():
        talk.send("".join(f"X-Endless-{number + n}: {'e' * 1000}\r\n" for n in range(64)))
        number += 64


def endless_interim(talk: Talk) -> None:
    """103 Early Hints, and never an answer."""
    while not talk.server.over.is_set():
        talk.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 500)


def cookie_flood(talk: Talk) -> None:
    talk.answer(page("饼干"), *(f"Set-Cookie: c{number}={'k' * 4000}" for number in range(40)))


def cookie_storm(talk: Talk) -> None:
    talk.answer(page("饼干雨"), *(f"Set-Cookie: c{number}={'k' * 4000}" for number in range(5000)))


def bad_gzip(talk: Talk) -> None:
    talk.answer(b"\x1f\x8b\x08\x00" + b"garbage" * 50, "Content-Encoding: gzip")


BROKEN: dict[str, Fault] = {
    "/" + name.replace("_", "-"): fault
    for name, fault in list(globals().items())
    if callable(fault) and getattr(fault, "__module__", "") == __name__
}
