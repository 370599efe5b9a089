"""The keys this installation has and knows, read from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.texts import people_committee
from app.kernel.problems import refused
from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import COMMUNE, SUPERIOR, KnownKey, KnownKeys, OfficeCard
from app.keys.identity import PublicKeys, SecretKeys
from app.offices.queries import standing
from app.offices.rules import COMMUNE_KINDS
from db import vocabulary
from db.models import OfficeKey, OwnKey, Writer
from db.vocabulary import KeyState

OFFICE_CODE = SettingKind("exchange_office_code", "")
"""The code the own keys were enrolled with: it stays when the organ code is corrected later."""
ABOVE, BELOW, OURS = vocabulary.ABOVE, vocabulary.BELOW, vocabulary.OURS

NO_OWN_KEY = refused(
    "ENR-01",
    N_("Máy này chưa có khóa để ký và niêm phong gói."),
    next_step=N_("Mở thẻ “Khóa” ở trang “Gửi lên cấp trên” hoặc “Tiếp nhận”: khóa tự được tạo. Rồi làm lại."),
)
NO_SUPERIOR_KEY = refused(
    "ENR-02",
    N_("Chưa có khóa của cấp trên nào đã so tám từ, nên chưa lập được gói gửi."),
    next_step=N_("Nhận phiếu đăng ký khóa của cấp trên, gọi điện so tám từ rồi lập gói."),
)
NO_SUCH_KEY = refused(
    "ENR-03",
    N_("Không có khóa {key_id} trong danh sách."),
    next_step=N_("Chọn lại khóa trong danh sách, hoặc nhận phiếu đăng ký khóa trước."),
)


def own_secrets(session: Session) -> tuple[SecretKeys, ...]:
    """Every own key, the one in use first: what was sealed for a former key must still open."""
    rows = session.scalars(select(OwnKey)).all()
    newest = sorted(rows, key=lambda row: (row.retired_at is None, row.made_at, row.key_id), reverse=True)
    return tuple(SecretKeys.from_bytes(row.secret) for row in newest)


def own_secret(session: Session) -> SecretKeys:
    """The own key in use; Refused ENR-01 before there is one."""
    row = own_key_row(session)
    if row is None:
        raise NO_OWN_KEY()
    return SecretKeys.from_bytes(row.secret)


def own_key_row(session: Session) -> OwnKey | None:
    """The row of the own key in use."""
    return session.scalars(
        select(OwnKey).where(OwnKey.retired_at.is_(None)).order_by(OwnKey.made_at.desc(), OwnKey.key_id).limit(1)
    ).first()


def own_card(session: Session, own_office_uid: str, day: date) -> OfficeCard:
    """This office and this installation of it as others come to know them; Refused OFF-01 before it is set up."""
    own = standing(session, day).own
    return OfficeCard(
        office_uid=own_office_uid,
        office_code=read_setting(session, OFFICE_CODE) or office_code(own.code, own_office_uid),
        office_name=people_committee(own),
        role=COMMUNE if own.kind in COMMUNE_KINDS else SUPERIOR,
        writer_uid=writer(session).uid,
    )


def office_code(code: str, office_uid: str) -> str:
    """The code that file names bear: the organ code with dashes, or part of the uid where there is none yet."""
    plain = "-".join(part for part in code.replace(".", "-").split("-") if part.isascii() and part.isalnum())
    return plain[:20].strip("-") or f"X{office_uid[-10:]}"


def keep_office_code(work: UnitOfWork) -> None:
    """The code of today is the one others will know the own keys by; once kept, it stays."""
    if not read_setting(work.session, OFFICE_CODE):
        card = own_card(work.session, work.own_office_uid, work.today)
        write_setting(work.session, OFFICE_CODE, card.office_code)


def writer(session: Session) -> Writer:
    """This installation as an author of changes."""
    return session.scalars(select(Writer)).one()


def known_keys(session: Session, own_office_uid: str, day: date) -> KnownKeys:
    """Looks a key up by its id among those of others and the own ones."""

    def find(key_id: str) -> KnownKey | None:
        row = session.get(OfficeKey, key_id)
        if row is not None:
            return known_key(row)
        own = session.get(OwnKey, key_id)
        if own is None:
            return None
        in_use = own.retired_at is None
        return KnownKey(
            office=own_card(session, own_office_uid, day),
            keys=SecretKeys.from_bytes(own.secret).public,
            state=KeyState.TRUSTED if in_use else KeyState.REPLACED,
            valid_through=None if in_use else 0,
        )

    return find


def known_key(row: OfficeKey) -> KnownKey:
    """A key of another office as the keys package speaks of it."""
    card = OfficeCard(
        office_uid=row.office_uid,
        office_code=row.office_code,
        office_name=row.office_name,
        role=SUPERIOR if row.role == ABOVE else COMMUNE,
        writer_uid=row.writer_uid,
    )
    keys = PublicKeys(row.signing, row.sealing)
    return KnownKey(office=card, keys=keys, state=row.state, valid_through=row.revoked_after)


def keys_of_others(session: Session) -> list[OfficeKey]:
    """Every key that is no own one, by office and age."""
    return list(session.scalars(select(OfficeKey).order_by(OfficeKey.office_name, OfficeKey.came_at)))


def receivers_above(session: Session) -> Sequence[KnownKey]:
    """The keys of the office above that may be sealed for, the newest first; Refused ENR-02 when there is none."""
    found = receivers_of(session, superior_office(session), ABOVE)
    if not found:
        raise NO_SUPERIOR_KEY()
    return found


def superior_office(session: Session) -> str:
    """The office that bundles go to: of those above, the one whose first key came last; empty where there is none.

    A commune whose district ended sends to the province as soon as it trusts a key of it; the chain there begins anew.
    """
    rows = session.scalars(select(OfficeKey).where(OfficeKey.role == ABOVE).order_by(OfficeKey.came_at.desc())).all()
    trusted = {row.office_uid for row in rows if row.state is KeyState.TRUSTED}
    first = {row.office_uid: (row.came_at, row.office_uid) for row in rows if row.office_uid in trusted}
    return max(first, key=lambda office: first[office], default="")


def receivers_of(session: Session, office_uid: str, relation: str = BELOW) -> Sequence[KnownKey]:
    """The trusted keys of one office, the newest first."""
    rows = session.scalars(
        select(OfficeKey)
        .where(OfficeKey.office_uid == office_uid, OfficeKey.role == relation, OfficeKey.state == KeyState.TRUSTED)
        .order_by(OfficeKey.came_at.desc(), OfficeKey.key_id)
    )
    return [known_key(row) for row in rows]
