"""How a line to a server is encrypted, and the one place where it need not be."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_address


class Security(StrEnum):
    """How the line to a mail server is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"
    """Only to this very computer."""


def is_this_computer(host: str) -> bool:
    """Whether a server runs on this very computer, where nothing leaves the machine in clear."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
