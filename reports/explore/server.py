"""Datasette on a store, for this machine alone and for reading alone."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from configs.errors import REMEDY, WHY, SettingsError
from configs.reasons import reason
from configs.text import Lang, Text
from crawler.store import open_store
from crawler.text import columns, matching_copy
from reports.explore.metadata import metadata
from reports.readonly import authorize

HOST = "127.0.0.1"
PRAGMAS = {"schema_version", "database_list", "foreign_key_list", "foreign_keys", "cache_size", "function_list"}
SETTINGS = {
    "allow_download": False,  # of the whole file
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,  # tries every column: seconds on a view of many pages
    "max_returned_rows": 1_000,
    "default_cache_ttl": 0,
}

Scope = MutableMapping[str, Any]
Asgi = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]


def missing() -> SettingsError:
    """Datasette is not installed."""
    return SettingsError(
        127,
        Text(zh="没有安装 Datasette，explore 需要它", en="Datasette is not installed, which explore needs"),
        [(REMEDY, Text(zh="pip install 'xunlu[explore]'，或用 xunlu sql 查询。",
                       en="pip install 'xunlu[explore]', or query with xunlu sql."))],
    )  # fmt: skip


def listening(port: int) -> socket.socket:
    """A socket of this machine alone; 0 = any free port.

    Raises:
        SettingsError: the port is taken.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise SettingsError(
            128,
            Text(zh=f"端口 {port} 不能用", en=f"port {port} cannot be used"),
            [(WHY, reason(error)), (REMEDY, Text(zh="换一个 --port，或不写，会选一个空闲的。", en="Choose another --port, or none: a free one is taken."))],
        ) from error  # fmt: skip


def application(path: Path, lang: Lang, port: int) -> Asgi:
    """The ASGI application: Datasette on the store, behind a look at the name it is asked by.

    Raises:
        SettingsError: Datasette is not installed.
        StoreError: there is no store at ``path``, or it is of another version.
    """
    try:
        from datasette import hookimpl
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as error:
        raise missing() from error
    with open_store(path, read_only=True) as store:
        told = metadata(store, path.stem, lang)

    class ReadOnly:
        """Datasette opens the file for reading; nothing that SQL can say goes further."""

        @staticmethod
        @hookimpl  # type: ignore[untyped-decorator]
        def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
            if database == path.stem:
                restrict(conn)

    pm.register(ReadOnly)
    # The page says what was wrong with a query. A traceback with everything in reach, crawled text too, is not for terminals.
    handle_exception = import_module("datasette.handle_exception")  # a plugin itself: not before the others are
    handle_exception.rich = None  # type: ignore[attr-defined]
    handle_exception.traceback = SimpleNamespace(print_exc=lambda: None)  # type: ignore[attr-defined]
    return local_only(Datasette(files=[str(path)], metadata=told, settings=SETTINGS).app(), port)


def restrict(db: sqlite3.Connection) -> None:
    """Let a connection only read its own file, with the functions that the views and people use."""
    db.execute("pragma query_only = on")
    db.create_function("matching_copy", 1, matching_copy, deterministic=True)
    db.create_function("columns", 1, lambda text: columns(str(text or "")), deterministic=True)
    db.set_authorizer(lambda *asked: authorize(*asked, pragmas=PRAGMAS))


def local_only(app: Asgi, port: int) -> Asgi:
    """Refuse requests by another name: a web page elsewhere could let its own name lead here and read the store."""
    names = {f"{host}:{port}".encode() for host in (HOST, "localhost")}

    async def guarded(
        scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] == "http" and dict(scope["headers"]).get(b"host") not in names:
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": f"ask http://{HOST}:{port}/\n".encode()})
            return
        await app(scope, receive, send)

    return guarded


def serve(app: Asgi, sock: socket.socket) -> None:
    """Answer until Ctrl-C."""
    import uvicorn

    config = uvicorn.Config(app, log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[sock])
