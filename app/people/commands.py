"""What can be done with people and their posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.people.rules import PersonInput, person_fields
from db.models import Membership, Person, Post
from db.vocabulary import PostKind

__all__ = [
    "TITLE_LIMIT",
    "AddPeople",
    "AddPerson",
    "AddPost",
    "ChangePerson",
    "ChangePost",
    "EndPost",
    "HandOverPost",
    "PersonInput",
    "PostInput",
    "RemovePerson",
    "RemovePost",
]

TITLE_LIMIT = 200

IS_A_MEMBER = refused(
    "PEO-04",
    N_("Người này đang có tên trong Ban Chỉ đạo hoặc Tổ nên chưa bỏ được."),
    next_step=N_("Đánh dấu thôi tham gia Ban hoặc Tổ rồi ban hành quyết định trước."),
)
POST_ENDS_EARLY = refused("PEO-05", N_("Ngày thôi giữ chức vụ phải sau ngày bắt đầu."), next_step=N_("Sửa lại ngày."))
POST_IS_SEATED = refused(
    "PEO-06",
    N_("Người này đang có tên trong Ban Chỉ đạo hoặc Tổ theo chức vụ này."),
    next_step=N_("Ghi ngày thôi giữ chức vụ thay vì bỏ."),
)


@dataclass(frozen=True, kw_only=True)
class PostInput:
    """A post as entered."""

    kind: PostKind
    title: str
    hamlet: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddPerson:
    """A person joins the list, with the posts held."""

    person: PersonInput
    posts: tuple[PostInput, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class AddPeople:
    """Several people at once, as pasted; those already there may be changed in the same step."""

    people: tuple[AddPerson, ...] = ()
    changes: tuple[ChangePerson, ...] = ()
    posts: tuple[AddPost | ChangePost, ...] = ()
    """Steps in posts of those already there, in this order."""


@dataclass(frozen=True, kw_only=True)
class ChangePerson:
    """A person's fields are corrected."""

    uid: str
    person: PersonInput


@dataclass(frozen=True, kw_only=True)
class RemovePerson:
    """A person entered by mistake is taken out."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class AddPost:
    """A person begins to hold a post."""

    person: str
    post: PostInput


@dataclass(frozen=True, kw_only=True)
class ChangePost:
    """A post is corrected."""

    uid: str
    post: PostInput


@dataclass(frozen=True, kw_only=True)
class EndPost:
    """A person stops holding a post, on the last day given."""

    uid: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class RemovePost:
    """A post entered by mistake is taken out."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class HandOverPost:
    """Another person takes over a post from a day on; the former holder's post ends the day before."""

    uid: str
    successor: str
    first_day: date


@handles(AddPerson, action="person.add", needs=Permission.WRITE, sentence=N_("Đã thêm một người"))
def add_person(work: UnitOfWork, command: AddPerson) -> str:
    """Adds a person and posts; Refused PEO-01 to PEO-03, TXT, PHO with the field."""
    row = work.new(Person, **person_fields(command.person, work.today))
    work.session.flush()
    for post in command.posts:
        _new_post(work, row.uid, post)
    return row.uid


@handles(
    AddPeople, action="person.add_many", needs=Permission.WRITE, sentence=N_("Đã đưa vào danh sách {result} người")
)
def add_people(work: UnitOfWork, command: AddPeople) -> int:
    """Adds and changes all or none; counts the people added or touched."""
    for person in command.people:
        add_person(work, person)
    touched = {change_person(work, change) for change in command.changes}
    for step in command.posts:
        post = _POST_STEPS[type(step)](work, step)
        touched.add(work.get(Post, post).person)
    return len(command.people) + len(touched)


@handles(ChangePerson, action="person.change", needs=Permission.WRITE, sentence=N_("Đã sửa thông tin một người"))
def change_person(work: UnitOfWork, command: ChangePerson) -> str:
    """Corrects the fields; signed papers keep what they were signed with."""
    row = work.get(Person, command.uid)
    for name, value in person_fields(command.person, work.today).items():
        setattr(row, name, value)
    return row.uid


@handles(RemovePerson, action="person.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một người khỏi danh sách"))
def remove_person(work: UnitOfWork, command: RemovePerson) -> str:
    """Marks the person as deleted; Refused PEO-04 while a member of anything."""
    row = work.get(Person, command.uid)
    member = work.session.scalars(
        select(Membership.uid)
        .where(Membership.person == row.uid, Membership.deleted_at.is_(None), Membership.valid_to.is_(None))
        .limit(1)
    ).first()
    if member is not None:
        raise IS_A_MEMBER()
    for post in work.session.scalars(select(Post).where(Post.person == row.uid, Post.deleted_at.is_(None))):
        work.remove(post)
    work.remove(row)
    return row.uid


@handles(AddPost, action="post.add", needs=Permission.WRITE, sentence=N_("Đã thêm chức vụ của một người"))
def add_post(work: UnitOfWork, command: AddPost) -> str:
    """Adds a post."""
    return _new_post(work, work.get(Person, command.person).uid, command.post)


@handles(ChangePost, action="post.change", needs=Permission.WRITE, sentence=N_("Đã sửa chức vụ của một người"))
def change_post(work: UnitOfWork, command: ChangePost) -> str:
    """Corrects a post."""
    row = work.get(Post, command.uid)
    for name, value in _post_fields(command.post).items():
        setattr(row, name, value)
    return row.uid


@handles(EndPost, action="post.end", needs=Permission.WRITE, sentence=N_("Đã ghi ngày thôi giữ chức vụ"))
def end_post(work: UnitOfWork, command: EndPost) -> str:
    """Ends a post on its last day; Refused PEO-05 when that is before it began."""
    row = work.get(Post, command.uid)
    if row.valid_from is not None and command.last_day < row.valid_from:
        raise POST_ENDS_EARLY(field="valid_to")
    row.valid_to = command.last_day
    return row.uid


@handles(RemovePost, action="post.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một chức vụ nhập nhầm"))
def remove_post(work: UnitOfWork, command: RemovePost) -> str:
    """Marks the post as deleted; Refused PEO-06 while its holder sits somewhere by it."""
    row = work.get(Post, command.uid)
    seat = work.session.scalars(
        select(Membership.uid)
        .where(
            Membership.person == row.person,
            Membership.seat == row.kind,
            Membership.deleted_at.is_(None),
            Membership.valid_to.is_(None),
        )
        .limit(1)
    ).first()
    if seat is not None:
        raise POST_IS_SEATED()
    work.remove(row)
    return row.uid


@handles(HandOverPost, action="post.hand_over", needs=Permission.WRITE, sentence=N_("Đã ghi người kế nhiệm chức vụ"))
def hand_over_post(work: UnitOfWork, command: HandOverPost) -> str:
    """Ends the post the day before and gives the same one to the successor."""
    former = work.get(Post, command.uid)
    end_post(work, EndPost(uid=former.uid, last_day=command.first_day - timedelta(days=1)))
    return _new_post(
        work,
        work.get(Person, command.successor).uid,
        PostInput(kind=former.kind, title=former.title, hamlet=former.hamlet, valid_from=command.first_day),
    )


_POST_STEPS: dict[type, Callable[[UnitOfWork, Any], str]] = {AddPost: add_post, ChangePost: change_post}


def _new_post(work: UnitOfWork, person: str, post: PostInput) -> str:
    row = work.new(Post, person=person, **_post_fields(post))
    work.session.flush()
    return row.uid


def _post_fields(post: PostInput) -> dict[str, Any]:
    if post.valid_from and post.valid_to and post.valid_to < post.valid_from:
        raise POST_ENDS_EARLY(field="valid_to")
    return {
        "kind": post.kind,
        "title": clean_line(post.title, field="title", limit=TITLE_LIMIT),
        "hamlet": post.hamlet,
        "valid_from": post.valid_from,
        "valid_to": post.valid_to,
    }
