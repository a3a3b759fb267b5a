"""A name server that answers as a test wants, on an address of loopback and the port of name servers."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from threading import Thread

from tests.e2e.absent import absent

NXDOMAIN, SERVFAIL = 3, 2
A, AAAA = 1, 28


class NameServer:
    """Context manager. ``names``: an address, NXDOMAIN, SERVFAIL, or None for no answer at all; others do not exist."""

    def __init__(self, address: str, names: Mapping[str, str | int | None]) -> None:
        self.address, self.names = address, names
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((address, 53))
        except PermissionError as error:
            self._socket.close()
            absent(f"no right to be a name server here: {error}")
        self._socket.settimeout(0.1)
        self._over = False
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> NameServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._over:
            try:
                query, client = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            if (answer := self._answer(query)) is not None:
                self._socket.sendto(answer, client)

    def _answer(self, query: bytes) -> bytes | None:
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii"))
            at += query[at] + 1
        name, kind = ".".join(labels), int.from_bytes(query[at + 1 : at + 3], "big")
        self.asked.append(name)
        found = self.names.get(name, NXDOMAIN)
        if found is None:
            return None
        records = b""
        if isinstance(found, str):
            address = ipaddress.ip_address(found)
            if kind == (A if address.version == 4 else AAAA):
                records = b"\xc0\x0c" + bytes([0, kind, 0, 1, 0, 0, 0, 60, 0, len(address.packed)]) + address.packed
        code = found if isinstance(found, int) else 0
        head = query[:2] + bytes([0x81, 0x80 | code]) + b"\0\1" + (b"\0\1" if records else b"\0\0") + b"\0\0\0\0"
        return head + query[12 : at + 5] + records
