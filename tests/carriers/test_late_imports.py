"""Carriers cost start-up nothing: what is heavy is loaded when it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.source_tree import ROOT

HEAVY = ("httpx", "httpcore", "keyring", "truststore", "imap_tools", "lxml", "ssl", "sqlalchemy")


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("folder", ()),
        ("memory", ()),
        ("retry", ()),
        ("passwords", ()),
        ("webdav", ("ssl",)),
        ("email_out", ("ssl",)),
        ("mailbox", ("ssl", "imap_tools")),
    ],
)
def test_a_carrier_loads_only_what_it_needs(module, allowed):
    words = f"import sys, app.carriers.{module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"

    told = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)

    assert set(told.stdout.split()) <= set(allowed)
