"""Questions about people: lists in Vietnamese order, pages of long lists, likely duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.kernel.names import sort_key
from app.kernel.text import fold
from app.people.views import PersonView, PostView
from db.models import Person, Post
from db.vocabulary import PostKind

PAGE = 50


def people(
    session: Session, *, text: str = "", after: tuple[str, str] | None = None, limit: int | None = None
) -> list[PersonView]:
    """People by given name; ``after`` is the (sort key, uid) of the last one already shown."""
    query = select(Person).where(Person.deleted_at.is_(None)).order_by(Person.sort_key, Person.uid)
    if text.strip():
        wanted = f"%{fold(text)}%"
        digits = "".join(letter for letter in text if letter.isdigit())
        matches = [Person.folded.like(wanted)] + ([Person.phone.like(f"%{digits}%")] if len(digits) >= 3 else [])
        query = query.where(or_(*matches))
    if after is not None:
        query = query.where(tuple_(Person.sort_key, Person.uid) > after)
    return _views(session, session.scalars(query.limit(limit)).all())


def how_many(session: Session) -> int:
    """How many people there are."""
    return session.scalar(select(func.count()).select_from(Person).where(Person.deleted_at.is_(None))) or 0


def person(session: Session, uid: str) -> PersonView | None:
    """One person by uid, none when deleted."""
    rows = session.scalars(select(Person).where(Person.uid == uid, Person.deleted_at.is_(None))).all()
    return next(iter(_views(session, rows)), None)


def people_by_uid(session: Session, uids: Iterable[str]) -> dict[str, PersonView]:
    """Several people at once, also those whose record was deleted since (old papers still name them)."""
    wanted = sorted(set(uids))
    found: list[PersonView] = []
    for start in range(0, len(wanted), 500):
        rows = session.scalars(select(Person).where(Person.uid.in_(wanted[start : start + 500]))).all()
        found += _views(session, rows)
    return {view.uid: view for view in found}


def holders_of(session: Session, kind: PostKind) -> list[PersonView]:
    """Everyone who ever held a post of that kind."""
    uids = session.scalars(select(Post.person).where(Post.kind == kind, Post.deleted_at.is_(None))).all()
    return list(people_by_uid(session, uids).values())


def likely_duplicates(session: Session, full_name: str, phone: str = "") -> list[PersonView]:
    """People who may be the same as one about to be added: same name without tones, or same phone."""
    same = [Person.folded == fold(full_name)] + ([Person.phone == phone] if phone else [])
    rows = session.scalars(
        select(Person).where(Person.deleted_at.is_(None), or_(*same)).order_by(Person.sort_key, Person.uid).limit(20)
    ).all()
    return _views(session, rows)


def place_in_list(view: PersonView) -> tuple[str, str]:
    """The (sort key, uid) that continues a list after this person."""
    return sort_key(view.full_name), view.uid


def _views(session: Session, rows: Sequence[Person]) -> list[PersonView]:
    posts: dict[str, list[PostView]] = defaultdict(list)
    uids = [row.uid for row in rows]
    for start in range(0, len(uids), 500):
        query = select(Post).where(Post.person.in_(uids[start : start + 500]), Post.deleted_at.is_(None))
        for post in session.scalars(query.order_by(Post.valid_from.desc(), Post.uid)):
            posts[post.person].append(_post_view(post))
    return [_person_view(row, tuple(posts[row.uid])) for row in rows]


def _post_view(row: Post) -> PostView:
    return PostView(
        uid=row.uid, kind=row.kind, title=row.title, hamlet=row.hamlet, valid_from=row.valid_from, valid_to=row.valid_to
    )


def _person_view(row: Person, posts: tuple[PostView, ...]) -> PersonView:
    return PersonView(
        uid=row.uid,
        full_name=row.full_name,
        birth_year=row.birth_year,
        birth_date=row.birth_date,
        gender=row.gender,
        phone=row.phone,
        email=row.email,
        digital_skill=row.digital_skill,
        note=row.note,
        posts=posts,
    )
