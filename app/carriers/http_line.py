"""WebDAV's requests over a line that can be stopped: httpx speaks, the wire waits."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from app.carriers.wire import Watch, Wire, connect


class _Stream(httpcore.NetworkStream):
    """One connection as httpcore wants it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout  # the wire has its own patience
        return self._wire.receive(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._wire.send(buffer)

    def close(self) -> None:
        self._wire.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del server_hostname, timeout
        self._wire.start_tls(ssl_context)
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._wire.is_readable() if info == "is_readable" else None


class _Backend(httpcore.NetworkBackend):
    """Where httpcore gets its connections."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        del timeout, local_address, socket_options
        return _Stream(connect(host, port, self._watch))


class _Transport(httpx.HTTPTransport):
    """httpx's own transport with our connections under it; no proxy and no cookie of the system is used."""

    def __init__(self, context: ssl.SSLContext, watch: Watch) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(watch), max_connections=1)


def client(context: ssl.SSLContext, watch: Watch, auth: tuple[str, str] | None) -> httpx.Client:
    """A client for one piece of work; it follows no redirection, so a password never goes elsewhere."""
    basic = httpx.BasicAuth(*auth) if auth else None
    headers = {"User-Agent": "xaso", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
    return httpx.Client(
        transport=_Transport(context, watch), auth=basic, headers=headers, follow_redirects=False, trust_env=False
    )
