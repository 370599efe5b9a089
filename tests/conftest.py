"""What holds for every test: no screen, no network beyond this computer, the same searches for counter-examples."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

pytest_plugins = ["tests.support.stores"]

DEEP = "deep"
PROFILE = os.environ.get("PROFILE", "default")
settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(DEEP, max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(PROFILE)


def examples(usual: int) -> int:
    """How many counter-examples a search with a whole store looks for: a few usually, many in the deep profile."""
    return usual * 20 if PROFILE == DEEP else usual


class NetworkRefused(AssertionError):
    """A test tried to leave this computer."""


def _stays_here(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_outside(address: object) -> None:
    """Addresses of network families are tuples with the host first; anything else is a socket on this computer."""
    if isinstance(address, tuple) and not _stays_here(address[0]):
        raise NetworkRefused(f"a test may only speak to this computer, not to {address[0]}")


@pytest.fixture(scope="session", autouse=True)
def only_this_computer() -> Iterator[None]:
    """Refuse connections and name look-ups beyond loopback for the whole run."""

    class LoopbackSocket(socket.socket):
        def connect(self, address: Any, /) -> None:
            _refuse_outside(address)
            super().connect(address)

        def connect_ex(self, address: Any, /) -> int:
            _refuse_outside(address)
            return super().connect_ex(address)

    real_look_up = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse_outside((host,))
        return real_look_up(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", LoopbackSocket)
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


@pytest.fixture(autouse=True)
def every_pdf_closed() -> Iterator[None]:
    """Fail a test that leaves a PDF open: the program would hold it in memory until it ends."""
    yield
    open_pdfs = _open_pdfs()
    for pdf in open_pdfs:
        pdf.close()
    assert not open_pdfs, f"left open by this test: {open_pdfs}"


def _open_pdfs() -> list[Any]:
    """The PDFs pypdfium2 knows of; only a test that loaded it can have opened one."""
    bases = sys.modules.get("pypdfium2.internal.bases")
    if bases is None:
        return []
    known = (one() for kind, those in bases.ObjectTracker.items() if kind.__name__ == "PdfDocument" for one in those)
    return [pdf for pdf in list(known) if pdf is not None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long searches to the deep profile."""
    if PROFILE == DEEP:
        return
    for item in items:
        if item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.skip(reason="long search: PROFILE=deep runs it"))
