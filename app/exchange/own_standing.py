"""What the office above says of the own key, as its directory was last taken in."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from app.exchange.directory_kept import kept_text
from app.exchange.ring import own_key_row
from app.keys.identity import PublicKeys
from db.vocabulary import KeyState


def standing_above(session: Session, office_uid: str) -> KeyState | None:
    """The state of the key in use there; None where that office has not named it yet, or there is no own key.

    The signature of the directory was checked when it came in.
    """
    own, text = own_key_row(session), kept_text(session, office_uid)
    if own is None or not text:
        return None
    for entry in json.loads(text.partition("\n")[0])["entries"]:
        keys = PublicKeys(bytes.fromhex(entry["keys"]["signing"]), bytes.fromhex(entry["keys"]["sealing"]))
        if keys.key_id == own.key_id:
            return KeyState(entry["state"])
    return None
