"""Which servers are believed: those the operating system vouches for, or one authority the office names; never none."""

from __future__ import annotations

import ssl
from pathlib import Path

from app.kernel.files import file_problems


def trust(authority: Path | None = None) -> ssl.SSLContext:
    """TLS 1.2 or newer with certificate and name checked, by the system's list or by the given authority (PEM)."""
    if authority is not None:
        with file_problems(authority):
            context = ssl.create_default_context(cafile=str(authority))
    else:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
