"""Headers that are wrong although their signature holds, senders without the right, bundles for others, chains."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator

from app.exchange.container import header_around
from app.exchange.header import Kind
from app.exchange.readme import readme_of
from app.keys import sshsig
from app.keys.identity import SecretKeys
from app.keys.strict_json import canonical
from tests.legacy.outer_vectors import BODY, flat
from tests.support.bundles import FIRST, READERS, RECEIVER, SENDER, body_of, core, items, sealed
from tests.support.judging import LOST_KEYS, NEW_KEYS, OLD_KEYS
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, secret, uid

BOX = sealed(BODY, READERS)
HEADER = header_around(FIRST, len(BOX), hashlib.sha256(BOX).hexdigest())
FIELDS = json.loads(HEADER.to_bytes())


def outer(
    header: bytes,
    *,
    by: SecretKeys = COMMUNE_KEYS,
    signature: bytes | None = None,
    readme: bytes = b"",
    box: bytes = BOX,
) -> bytes:
    """A bundle around any header."""
    signed = sshsig.sign(header, by, sshsig.BUNDLE) if signature is None else signature
    names = ("header.json", "header.json.sig", "DOC-TOI.txt", "body.age")
    return flat(zip(names, (header, signed, readme or readme_of(FIRST), box), strict=True))


def changed(**fields: object) -> bytes:
    """A signed bundle whose header differs in some fields."""
    return outer(canonical({**FIELDS, **fields}))


def made(**fields) -> bytes:
    """A bundle sound in itself with another core; ``secret`` signs."""
    by = fields.pop("secret", COMMUNE_KEYS)
    other = core(**fields)
    box = sealed(body_of(other, items(files=())), READERS)
    header = header_around(other, len(box), hashlib.sha256(box).hexdigest()).to_bytes()
    return outer(header, by=by, readme=readme_of(other), box=box)


def vectors() -> Iterator[tuple[str, bytes, str] | tuple[str, bytes, str, str]]:
    """(name, bytes, code) or with the name of the bundle taken in before."""
    for name, content in _wrong_headers():
        yield f"header-{name}", content, "EXC-03"
    for field in sorted(FIELDS):
        yield (
            f"header-without-{field.replace('_', '-')}",
            outer(canonical({k: v for k, v in FIELDS.items() if k != field})),
            "EXC-03",
        )
    text = HEADER.to_bytes().decode()
    yield "header-doubled-field", outer(text.replace("{", '{"epoch":1,', 1).encode()), "EXC-04"
    yield "header-doubled-inner", outer(text.replace('"sender":{', '"sender":{"key_id":"x",').encode()), "EXC-04"
    yield "header-doubled-other-value", outer(text.replace("}", "}", 1)[:-1].encode() + b',"epoch":9}'), "EXC-04"
    yield "header-version-2", changed(version=2), "EXC-05"
    yield "header-version-2-with-more", changed(version=2, wonder=1, kind="parcel"), "EXC-05"
    yield "header-unknown-field", changed(wonder=1), "EXC-06"
    yield "header-critical", changed(critical=["x-later"]), "EXC-06"
    yield "header-unknown-in-sender", changed(sender={**FIELDS["sender"], "name": "x"}), "EXC-06"
    yield "header-unknown-in-body", changed(body={**FIELDS["body"], "md5": "x"}), "EXC-06"
    yield "header-unknown-in-receiver", changed(receivers=[{**FIELDS["receivers"][0], "more": 1}]), "EXC-06"
    yield "good-extension", made(extensions={"x-note": "later versions may say more"}), ""
    yield from _senders()
    yield from _receivers_and_chains()


def _wrong_headers() -> Iterator[tuple[str, bytes]]:
    text = HEADER.to_bytes()
    respelled: dict[str, bytes] = {
        "empty": b"",
        "no-json": b"not json", "list": b"[]", "bom": b"\xef\xbb\xbf" + text, "trailing-line": text + b"\n",
        "spaced": json.dumps(FIELDS, sort_keys=True).encode(), "utf16": text.decode().encode("utf-16"),
        "unsorted": json.dumps(FIELDS, separators=(",", ":"), sort_keys=True)[:-1].encode() + b',"a":1}',
        "escaped": text.replace(b'"bundle"', b'"\\u0062undle"'), "not-utf8": text.replace(b'"bundle"', b'"bundl\xff"'),
        "nan": text.replace(b'"epoch":1', b'"epoch":NaN'), "float": text.replace(b'"epoch":1', b'"epoch":1.0'),
        "deep": b"[" * 50_000, "huge-number": text.replace(b'"epoch":1', b'"epoch":' + b"9" * 5000),
    }  # fmt: skip
    for name, header in respelled.items():
        yield name, outer(header)
    wrong: dict[str, dict[str, object]] = {
        "epoch-zero": {"epoch": 0},
        "epoch-text": {"epoch": "1"}, "epoch-true": {"epoch": True}, "epoch-null": {"epoch": None},
        "sequence-negative": {"first_sequence": -1}, "sequence-huge": {"last_sequence": 2**53},
        "sequence-backwards": {"first_sequence": 3, "last_sequence": 2, "previous": "ab" * 32},
        "first-without-beginning": {"first_sequence": 2}, "beginning-with-previous": {"previous": "ab" * 32},
        "previous-short": {"previous": "ab"}, "previous-capitals": {"previous": "AB" * 32},
        "kind-unknown": {"kind": "parcel"}, "format-other": {"format": "xaso-receipt"}, "version-zero": {"version": 0},
        "version-text": {"version": "1"},
        "receipt-with-sequence": {"kind": "receipt"}, "writer-no-uid": {"writer": "me"},
        "writer-capitals": {"writer": FIELDS["writer"].upper().replace("0", "A")},
        "sender-text": {"sender": "14563"},
        "sender-code-with-slash": {"sender": {**FIELDS["sender"], "office_code": "a/b"}},
        "sender-key-short": {"sender": {**FIELDS["sender"], "key_id": "ABC"}},
        "receivers-none": {"receivers": []}, "receivers-object": {"receivers": {}},
        "receivers-doubled": {"receivers": FIELDS["receivers"] * 2},
        "receivers-many": {"receivers": FIELDS["receivers"] * 51},
        "moment-without-parts": {"made_at": "2026-11-22T02:00:00Z"},
        "moment-impossible": {"made_at": "2026-02-30T02:00:00.000000Z"},
        "moment-local": {"made_at": "2026-11-22T02:00:00.000000+07"},
        "period-backwards": {"period": "2026-11-22/2026-11-01"},
        "period-impossible": {"period": "2026-11-31/2026-12-01"}, "period-list": {"period": []},
        "body-list": {"body": []}, "body-length-zero": {"body": {**FIELDS["body"], "length": 0}},
        "body-hash-short": {"body": {**FIELDS["body"], "sha256": "ab"}},
    }  # fmt: skip
    for name, fields in wrong.items():
        yield name, changed(**fields)


def _senders() -> Iterator[tuple[str, bytes, str]]:
    header = HEADER.to_bytes()

    def signed(make: Callable[[bytes], bytes]) -> bytes:
        return outer(header, signature=make(sshsig.sign(header, COMMUNE_KEYS, sshsig.BUNDLE)))

    def by(keys: SecretKeys, **fields) -> bytes:
        return made(sender=_party(keys), secret=keys, **fields)

    yield "key-unknown", by(STRANGER_KEYS), "EXC-07"
    yield "signature-of-another-key", outer(header, by=STRANGER_KEYS), "EXC-08"
    yield (
        "signature-of-another-namespace",
        outer(header, signature=sshsig.sign(header, COMMUNE_KEYS, sshsig.KEY_FILE)),
        "EXC-08",
    )
    yield (
        "signature-of-another-text",
        outer(header, signature=sshsig.sign(header + b" ", COMMUNE_KEYS, sshsig.BUNDLE)),
        "EXC-08",
    )
    yield "signature-empty", signed(lambda _text: b""), "EXC-08"
    yield "signature-garbage", signed(lambda _text: b"\xff" * 300), "EXC-08"
    yield "signature-with-windows-lines", signed(lambda text: text.replace(b"\n", b"\r\n")), "EXC-08"
    yield "signature-in-one-line", signed(lambda text: text.replace(b"\n", b"")), "EXC-08"
    yield "signature-twice", signed(lambda text: text + text), "EXC-08"
    yield (
        "signature-forged-over-changed-header",
        outer(canonical({**FIELDS, "last_sequence": 9}), signature=sshsig.sign(header, COMMUNE_KEYS, sshsig.BUNDLE)),
        "EXC-08",
    )
    yield "key-not-compared", by(NEW_KEYS), "EXC-09"
    yield "key-revoked", by(LOST_KEYS), "EXC-10"
    yield "key-replaced-later", by(OLD_KEYS, last_sequence=4), "EXC-10"
    yield "good-key-replaced-in-time", by(OLD_KEYS), ""
    yield "sender-other-office", made(sender=_party(COMMUNE_KEYS, office_uid=uid(9))), "EXC-11"
    yield "sender-other-code", made(sender=_party(COMMUNE_KEYS, office_code="14566")), "EXC-11"
    yield "sender-other-writer", made(writer=uid(99)), "EXC-11"


def _party(keys: SecretKeys, **fields: str):
    import dataclasses

    return dataclasses.replace(SENDER, key_id=keys.key_id, **fields)


def _receivers_and_chains() -> Iterator[tuple[str, bytes, str] | tuple[str, bytes, str, str]]:
    import dataclasses

    stranger = dataclasses.replace(RECEIVER, key_id=secret("another superior").key_id)
    yield "receiver-another", made(receivers=(stranger,)), "EXC-12"
    yield (
        "receiver-same-office-other-key",
        made(receivers=(dataclasses.replace(stranger, office_uid=uid(2)),)),
        "EXC-12",
    )
    header = HEADER.to_bytes()
    yield "body-of-another-bundle", outer(header, box=sealed(BODY, READERS)), "EXC-13"
    yield "body-longer", outer(header, box=BOX + b"x"), "EXC-13"
    yield "readme-changed", outer(header, readme=readme_of(core(kind=Kind.PACKAGE))), "EXC-13"
    yield "good-first", outer(header), ""
    yield "chain-again", outer(header), "EXC-14", "good-first.xaso"
    own, unknown = HEADER.hash, "ab" * 32
    yield "chain-gap", made(first_sequence=9, last_sequence=12, previous=unknown), "EXC-15", "good-first.xaso"
    yield "chain-gap-at-the-beginning", made(first_sequence=4, last_sequence=5, previous=unknown), "EXC-15"
    yield "chain-second-first", made(last_sequence=4), "EXC-16", "good-first.xaso"
    yield "chain-other-history", made(first_sequence=4, last_sequence=5, previous=unknown), "EXC-16", "good-first.xaso"
    yield "chain-overlapping", made(first_sequence=3, last_sequence=5, previous=own), "EXC-17", "good-first.xaso"
    yield "chain-jumping", made(first_sequence=5, last_sequence=6, previous=own), "EXC-17", "good-first.xaso"
