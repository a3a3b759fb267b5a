"""httpx's way to the network, through the guard: the address that is judged is the one that is connected to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

from crawler.guard import Guard, PrivateError
from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

TRIED = 4  # addresses of a host, one after the other
KEPT_OPEN = 20  # connections
EXPIRY = 15.0  # seconds that an idle connection is kept


class RefusedError(httpx.ConnectError):
    """What the guard does not let be asked for; ``reason``: private, bad-port, bad-url."""

    def __init__(self, reason: str, request: httpx.Request | None = None) -> None:
        super().__init__(reason, request=request)
        self.reason = reason


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends single requests over kept connections. A proxy connects for us, so only written addresses can be judged then.

    Args:
        proxy: URL, credentials included; empty = none.
        verify: default: what httpx trusts.
    """

    def __init__(
        self, guard: Guard, *, proxy: str = "", verify: ssl.SSLContext | None = None, kept: int = KEPT_OPEN
    ) -> None:
        self.guard = guard
        context = verify or httpx.create_ssl_context(trust_env=False)
        limits: dict[str, Any] = {
            "max_connections": None,
            "max_keepalive_connections": kept,
            "keepalive_expiry": EXPIRY,
        }
        self.pool: httpcore.AsyncConnectionPool
        if proxy:
            made = httpx.Proxy(proxy)
            place = httpcore.URL(scheme=made.url.raw_scheme, host=made.url.raw_host, port=made.url.port, target=b"/")
            self.pool = httpcore.AsyncHTTPProxy(place, proxy_auth=made.raw_auth, ssl_context=context, **limits)
        else:
            self.pool = httpcore.AsyncConnectionPool(
                ssl_context=context, network_backend=GuardedBackend(guard), **limits
            )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if why := self.guard.refuses(str(url)):
            raise RefusedError(why, request)
        asked = httpcore.Request(
            request.method, httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw, content=request.stream, extensions=request.extensions,
        )  # fmt: skip
        with _as_httpx(request):
            answer = await self.pool.handle_async_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer, request), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        await self.pool.aclose()


class GuardedBackend(httpcore.AnyIOBackend):
    """Connects to addresses that the guard permits, IPv4 first."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                found = (await self.guard.addresses(host, port))[:TRIED]
        except PrivateError as error:
            raise RefusedError("private") from error
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"getaddrinfo: {error}") from error
        for address in found[:-1]:
            try:
                share = timeout / len(found) if timeout else None
                return await super().connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await super().connect_tcp(found[-1], port, timeout, local_address, socket_options)


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self.answer, self.request = answer, request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx(self.request):
            async for chunk in self.answer.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self.answer.aclose()


@contextmanager
def _as_httpx(request: httpx.Request) -> Iterator[None]:
    """httpcore's exceptions as httpx's, which bear the same names."""
    try:
        yield
    except httpx.TransportError:
        raise
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "httpcore":
            raise
        kind = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise kind(str(error), request=request) from error
