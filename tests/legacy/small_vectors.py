"""Parts of a file that do not hold, and key files that are forged, newer or signed without the right."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator

from app.keys.enrolment import HAND_OVER, make_enrolment, make_revocation, make_succession
from app.keys.records import make_record
from app.keys.strict_json import canonical
from tests.support.keys import AT, COMMUNE_KEYS, HA_TRUNG, MAU_SON, STRANGER_KEYS, SUPERIOR_KEYS, known, secret, uid

CONTENT = b"part of a bundle " * 20


def part(content: bytes = CONTENT, end: bytes = b"\n", **fields: object) -> bytes:
    """A part; keywords change its head."""
    head: dict[str, object] = {
        "format": "xaso-part", "version": 1, "name": "14563-00000000000b-1.00000003.xaso", "part": 1, "parts": 2,
        "offset": 0, "length": len(CONTENT), "sha256": hashlib.sha256(CONTENT).hexdigest(), "total_length": 900,
        "total_sha256": "ab" * 32,
    }  # fmt: skip
    return canonical(head | fields) + end + content


def vectors() -> Iterator[tuple[str, bytes, str]]:
    """(name, bytes, code)."""
    yield "part-good.xaso-phan", part(), ""
    heads = {
        "empty": b"", "text": CONTENT, "of-another-format": part(format="zip"), "version-2": part(version=2),
        "number-zero": part(part=0), "number-beyond": part(part=3), "parts-many": part(parts=1000),
        "name-climbing": part(name="../x.xaso"), "name-of-a-program": part(name="x.exe"), "unknown-field": part(more=1),
        "longer-than-the-whole": part(total_length=10), "doubled-key": part().replace(b'"part"', b'"part":1,"part"', 1),
    }  # fmt: skip
    for name, content in heads.items():
        yield f"part-{name}.xaso-phan", content, "EXC-26"
    for name, content in (("torn", part()[:-1]), ("longer", part() + b"x"), ("changed", part(CONTENT[:-1] + b"!"))):
        yield f"part-{name}.xaso-phan", content, "EXC-27"
    for name, content, code in _key_files():
        yield f"key-{name}.xaso-khoa", content, code


def _key_files() -> Iterator[tuple[str, bytes, str]]:
    enrolment = make_enrolment(MAU_SON, COMMUNE_KEYS, AT)
    new = make_enrolment(MAU_SON, secret("second"), AT)
    neighbour = dataclasses.replace(MAU_SON, office_uid=uid(3), office_code="14566")
    yield "good-enrolment", enrolment, ""
    yield "torn", enrolment[:100], "KEY-14"
    yield "doubled-key", enrolment.replace(b'"made_at"', b'"made_at":"x","made_at"', 1), "KEY-14"
    yield (
        "role-unknown",
        make_record(
            "enrolment", {"office": MAU_SON.to_json() | {"role": "king"}, "keys": {}, "made_at": ""}, COMMUNE_KEYS
        ),
        "KEY-14",
    )
    yield "newer", enrolment.replace(b'"version":1', b'"version":2'), "KEY-15"
    yield "office-changed", enrolment.replace(b"14563", b"14564"), "KEY-16"
    yield "signature-cut", enrolment[:-10], "KEY-16"
    yield (
        "signature-of-another",
        make_enrolment(MAU_SON, COMMUNE_KEYS, AT).partition(b"\n")[0]
        + b"\n"
        + make_enrolment(MAU_SON, STRANGER_KEYS, AT).partition(b"\n")[2],
        "KEY-16",
    )

    def follows(by=COMMUNE_KEYS, kind="rotation", old=COMMUNE_KEYS, file=new) -> bytes:
        return make_succession(kind, file, old_key_id=old.key_id, last_sequence=3, secret=by, at=AT)

    yield "good-rotation", follows(), ""
    yield "good-hand-over", follows(SUPERIOR_KEYS, HAND_OVER), ""
    yield "rotation-by-unknown", follows(STRANGER_KEYS), "KEY-17"
    yield "rotation-by-superior", follows(SUPERIOR_KEYS), "KEY-18"
    yield "rotation-of-unknown", follows(old=STRANGER_KEYS), "KEY-18"
    yield "rotation-to-another-office", follows(file=make_enrolment(neighbour, secret("second"), AT)), "KEY-18"
    ended = known(HA_TRUNG, SUPERIOR_KEYS)
    yield (
        "revocation-of-the-superior-by-a-commune",
        make_revocation(ended, last_sequence=0, reason="", secret=COMMUNE_KEYS, at=AT),
        "KEY-18",
    )
    yield (
        "good-revocation",
        make_revocation(known(MAU_SON, COMMUNE_KEYS), last_sequence=2, reason="Mất máy", secret=SUPERIOR_KEYS, at=AT),
        "",
    )
