"""What hamlets, people and members of teams and committees look like in a grid, and how they are recognised again.

Values by key: hamlets give kind, name, former_commune, households, note; people give full_name, birth_year, birth_date,
gender, phone, email, post, hamlet_kind, hamlet, unit, digital_skill, note; members give hamlet_kind, hamlet, full_name,
birth_year, birth_date, gender, post, role, phone, note; those of the committee have unit and duty, and no hamlet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache

from app.importing import cells
from app.importing.columns import FieldSpec, Kinship, Target, Values
from app.importing.grid import Cell, cell_text
from app.kernel.names import likely_same
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold, fold_with_tones, nfc
from app.kernel.words import N_, _
from db.vocabulary import Gender, HamletKind

KIND_MISSING = refused(
    "IMP-41",
    N_("chưa rõ “{name}” là thôn, bản, tổ dân phố hay loại nào."),
    next_step=N_("Thêm cột Loại, hoặc ghi cả loại trước tên, ví dụ Thôn {name}."),
)

_NAME_LIMIT = 100


_HAMLET_WORDS = (
    "Thôn",
    "Bản",
    "Tên thôn, bản",
    "Thôn, bản",
    "Thôn/bản",
    "Thôn/Tổ dân phố",
    "Tổ dân phố",
    "Khu phố",
    "Ấp",
    "Buôn",
    "Xóm",
    "Khối",
    "Khóm",
    "Tiểu khu",
    "Tên thôn, tổ dân phố",
    "Thôn, tổ dân phố",
    "Khu dân cư",
)


def never(_cell: Cell) -> bool:
    """For fields that only a heading can tell."""
    return False


def hamlets_target(*, default_kind: HamletKind | None = None) -> Target:
    """Hamlets of the own commune; ``default_kind`` is taken where neither a column nor the name tells the kind."""
    fields = (
        FieldSpec(
            key="name",
            heading=_("Tên thôn"),
            required=True,
            parse=_hamlet_name,
            synonyms=("Tên", *_HAMLET_WORDS, "Tên tổ dân phố", "Đơn vị", "Tên ấp", "Tên bản", "Tên khu phố"),
        ),
        FieldSpec(
            key="kind",
            heading=_("Loại"),
            parse=cells.kind,
            synonyms=("Loại hình", "Kiểu", "Phân loại", "Loại thôn"),
            looks=cells.looks_read_by(cells.kind),
        ),
        FieldSpec(
            key="households",
            heading=_("Số hộ"),
            parse=cells.count("households"),
            synonyms=("Số hộ dân", "Tổng số hộ", "Hộ", "Số hộ gia đình"),
            looks=cells.looks_read_by(cells.count("households")),
        ),
        FieldSpec(
            key="former_commune",
            heading=_("Xã cũ"),
            synonyms=("Thuộc xã cũ", "Xã trước sáp nhập"),
            parse=cells.line("former_commune", "Xã cũ"),
            looks=never,
        ),
        _note(),
    )
    return Target(
        name="hamlets", fields=fields, index=_hamlet_index, judge=_judge_hamlet, finish=_finish_hamlet(default_kind)
    )


def people_target(*, today: date) -> Target:
    """People with the post they hold and where."""
    fields = (
        _name(),
        *_births(today),
        _gender(),
        _phone(),
        FieldSpec(
            key="email",
            heading=_("Email"),
            parse=cells.email,
            looks=cells.looks(lambda text: "@" in text),
            synonyms=("Thư điện tử", "E-mail", "Địa chỉ email", "Hộp thư", "Mail"),
        ),
        _post(("Chức danh", "Chức vụ công tác", "Chức vụ, đơn vị", "Vị trí công tác")),
        _hamlet(required=False),
        _unit(),
        FieldSpec(
            key="digital_skill",
            heading=_("Kỹ năng số"),
            parse=cells.digital_skill,
            looks=never,
            synonyms=("Kĩ năng số", "Có kỹ năng số", "Biết công nghệ", "Trình độ CNTT", "Biết sử dụng CNTT"),
        ),
        _note(),
    )
    return Target(name="people", fields=fields, index=_person_index, judge=_judge_person)


def members_target(*, today: date) -> Target:
    """Members of the teams of all hamlets, one row each; a roster with a heading above each hamlet is read too."""
    fields = (
        _hamlet(required=True),
        _name(),
        *_births(today),
        _gender(),
        FieldSpec(
            key="role",
            heading=_("Chức danh trong Tổ"),
            parse=cells.role,
            synonyms=(
                "Chức danh",
                "Vai trò",
                "Chức vụ trong Tổ",
                "Nhiệm vụ trong Tổ",
                "Chức danh trong BCĐ",
                "Chức danh trong Ban Chỉ đạo",
                "Vai trò trong Tổ",
                "Nhiệm vụ",
            ),
            looks=cells.looks(lambda text: cells.role_of(text) is not None),
        ),
        _phone(),
        _post(("Chức vụ, đơn vị", "Chức vụ công tác", "Chức vụ hiện tại", "Nghề nghiệp", "Thành phần")),
        _note(),
    )
    return Target(name="members", fields=fields, index=_member_index, judge=_judge_member, group="hamlet")


def committee_target(*, today: date) -> Target:
    """Members of the committee, one row each."""
    fields = (
        _name(),
        *_births(today),
        _gender(),
        _post(("Chức vụ, đơn vị", "Chức vụ, đơn vị công tác", "Chức vụ công tác", "Chức vụ hiện tại", "Thành phần")),
        _unit(),
        FieldSpec(
            key="role",
            heading=_("Chức danh trong Ban"),
            parse=cells.role,
            synonyms=(
                "Chức danh trong Ban Chỉ đạo",
                "Chức danh trong BCĐ",
                "Chức vụ trong Ban Chỉ đạo",
                "Chức vụ trong Ban",
                "Vai trò trong Ban Chỉ đạo",
                "Vai trò trong Ban",
                "Chức danh",
                "Vai trò",
            ),
            looks=cells.looks(lambda text: cells.role_of(text) is not None),
        ),
        _phone(),
        FieldSpec(
            key="duty",
            heading=_("Nhiệm vụ"),
            parse=cells.line("duty", "Nhiệm vụ", cells.BLOCK // 2),
            looks=never,
            synonyms=("Nhiệm vụ được phân công", "Phân công nhiệm vụ", "Nhiệm vụ trong Ban", "Nhiệm vụ cụ thể"),
        ),
        _note(),
    )
    return Target(name="committee", fields=fields, index=_person_index, judge=_judge_person)


def post_with_unit(values: Values) -> str:
    """Post and unit as one title; a unit that the post already names is not said twice."""
    post, unit = str(values.get("post") or ""), str(values.get("unit") or "")
    return post if fold(unit) in fold(post) else ", ".join(part for part in (post, unit) if part)


def _name() -> FieldSpec:
    return FieldSpec(
        key="full_name",
        heading=_("Họ và tên"),
        required=True,
        parse=cells.full_name,
        looks=cells.looks_like_name,
        next_step=_("Điền họ và tên, hoặc bỏ dòng này."),
        synonyms=(
            "Họ tên",
            "Họ, tên",
            "Tên",
            "Họ và tên thành viên",
            "Họ tên thành viên",
            "Họ đệm và tên",
            "Họ, đệm, tên",
            "Họ và tên cán bộ",
            "Full name",
        ),
    )


def _births(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            key="birth",
            heading=_("Năm sinh"),
            parse=cells.birth(today),
            looks=cells.looks_read_by(cells.birth(today)),
            synonyms=("Ngày sinh", "Ngày tháng năm sinh", "Sinh năm", "NS", "N.sinh"),
        ),
        FieldSpec(key="male", heading=_("Nam"), looks=never, parse=cells.gender_column(Gender.MALE, today)),
        FieldSpec(key="female", heading=_("Nữ"), looks=never, parse=cells.gender_column(Gender.FEMALE, today)),
    )


def _gender() -> FieldSpec:
    return FieldSpec(
        key="gender",
        heading=_("Giới tính"),
        parse=cells.gender,
        looks=cells.looks_read_by(cells.gender),
        synonyms=("Nam/Nữ", "Nam, nữ", "Giới", "GT"),
    )


def _phone() -> FieldSpec:
    return FieldSpec(
        key="phone",
        heading=_("Số điện thoại"),
        parse=cells.phone,
        looks=cells.looks_read_by(cells.phone),
        synonyms=(
            "SĐT",
            "Điện thoại",
            "ĐT",
            "Số ĐT",
            "Di động",
            "Số di động",
            "SĐT/Zalo",
            "Zalo",
            "Điện thoại liên hệ",
            "Số điện thoại/Zalo",
            "Điện thoại di động",
            "Phone",
        ),
    )


def _post(synonyms: tuple[str, ...]) -> FieldSpec:
    return FieldSpec(key="post", heading=_("Chức vụ"), synonyms=synonyms, parse=cells.line("post", "Chức vụ"))


def _unit() -> FieldSpec:
    return FieldSpec(
        key="unit",
        heading=_("Đơn vị"),
        parse=cells.line("unit", "Đơn vị"),
        looks=never,
        synonyms=("Đơn vị công tác", "Cơ quan", "Nơi công tác", "Cơ quan, đơn vị"),
    )


def _hamlet(*, required: bool) -> FieldSpec:
    return FieldSpec(
        key="hamlet",
        heading=_("Thôn"),
        required=required,
        parse=_hamlet_of,
        looks=_looks_like_hamlet,
        synonyms=(
            "Tên thôn",
            *_HAMLET_WORDS,
            "Địa bàn",
            "Đơn vị thôn",
            "Địa chỉ thôn",
            "Nơi ở",
            "Tổ công nghệ số cộng đồng",
            "Tổ CNSCĐ",
            *(("Đơn vị", "Địa chỉ", "Tổ") if required else ()),
        ),
    )


def _note() -> FieldSpec:
    return FieldSpec(
        key="note",
        heading=_("Ghi chú"),
        synonyms=("Ghi chú khác", "Chú thích", "Note"),
        parse=cells.block("note", "Ghi chú"),
        looks=never,
    )


def _hamlet_name(cell: Cell) -> dict[str, object]:
    return {"name": clean_line(cell_text(cell), field="name", limit=_NAME_LIMIT, label=_("Tên thôn"))}


def _finish_hamlet(default: HamletKind | None) -> Callable[[dict[str, object]], None]:
    """A kind column wins: in ``Loại: Thôn, Tên: Làng Mới`` the name stays whole."""

    def finish(values: dict[str, object]) -> None:
        if "name" not in values:
            return
        kind, name, former = cells.split_hamlet(str(values["name"]))
        given = values.get("kind")
        if given is not None and kind is not given:
            name = str(values["name"]).partition("(")[0].strip()
        values["name"] = name
        if former:
            values.setdefault("former_commune", former)
        if (known := given or kind or default) is None:
            raise KIND_MISSING(field="name", name=name)
        values["kind"] = known

    return finish


def _hamlet_of(cell: Cell) -> dict[str, object]:
    """The hamlet of a person or team: ``Thôn 1``, or a heading such as ``II. Tổ công nghệ số cộng đồng thôn 1``."""
    text = clean_line(cell_text(cell), field="hamlet", limit=_NAME_LIMIT, label=_("Thôn"))
    kind, name, _former = cells.split_hamlet(_without_team(text))
    return {"hamlet": name} if kind is None else {"hamlet": name, "hamlet_kind": kind}


_TEAM = re.compile(
    r"^(?:(?:[ivx]+|\d+|[a-z])[.)]\s*)?(?:danh sách\s+)?"
    r"(?:tổ\s+(?:công nghệ số(?:\s+cộng đồng)?|cnscđ|cnsc)\s*[:\-]?\s*(?:của\s+|tại\s+)?)?",
    re.IGNORECASE,
)


def _without_team(text: str) -> str:
    return _TEAM.sub("", text, count=1)


def _looks_like_hamlet(cell: Cell) -> bool:
    text = nfc(cell_text(cell))
    return len(text) <= _NAME_LIMIT and cells.split_hamlet(_without_team(text))[0] is not None


def _spelled_alike(read: Values, kept: Values, key: str) -> bool:
    return _spelling(str(read.get(key, ""))) == _spelling(str(kept.get(key, "")))


@lru_cache(maxsize=32_768)
def _spelling(text: str) -> str:
    return fold_with_tones(text)


@lru_cache(maxsize=32_768)
def _key(value: object) -> str:
    return "".join(char for char in fold(str(value)) if char.isalnum())


def _hamlet_index(values: Values) -> Iterable[Hashable]:
    return (_key(values.get("name", "")),)


def _judge_hamlet(read: Values, kept: Values) -> Kinship:
    """Same kind, name and former commune; what differs in one of them or in tones alone is asked about."""
    alike = _spelled_alike(read, kept, "name") and read.get("kind") == kept.get("kind")
    former, kept_former = _key(read.get("former_commune") or ""), _key(kept.get("former_commune") or "")
    if alike and former == kept_former:
        return Kinship.SAME
    if former and kept_former and former != kept_former:
        return Kinship.OTHER
    if str(read.get("name", "")).isdigit() and read.get("kind") != kept.get("kind"):
        return Kinship.OTHER  # Thôn 1 and Tiểu khu 1 of a merged commune are two hamlets
    likely = likely_same(str(read.get("name", "")), str(kept.get("name", "")))
    return Kinship.MAYBE if likely else Kinship.OTHER


def _person_index(values: Values) -> Iterable[Hashable]:
    keys: list[Hashable] = [_key(values.get("full_name", ""))]
    if values.get("phone"):
        keys.append(("phone", values["phone"]))
    return keys


def _judge_person(read: Values, kept: Values) -> Kinship:
    """Same name and birth or phone, and nothing against it, is the same; a name or phone alone is asked about."""
    if not likely_same(str(read.get("full_name", "")), str(kept.get("full_name", ""))):
        return Kinship.MAYBE if read.get("phone") and read.get("phone") == kept.get("phone") else Kinship.OTHER
    agree = [_agree(read, kept, key) for key in ("birth_date", "birth_year", "phone")]
    if _spelled_alike(read, kept, "full_name") and True in agree and False not in agree:
        return Kinship.SAME
    if agree[1] is False and agree[2] is not True:
        return Kinship.OTHER
    return Kinship.MAYBE


def _agree(read: Values, kept: Values, key: str) -> bool | None:
    one, other = read.get(key), kept.get(key)
    return None if not one or not other else one == other


def _member_index(values: Values) -> Iterable[Hashable]:
    return _person_index(values)


def _judge_member(read: Values, kept: Values) -> Kinship:
    """Within one hamlet a name spelled alike is one member, unless the birth differs; elsewhere people are compared."""
    here = _key(read.get("hamlet", "")) == _key(kept.get("hamlet", ""))
    if here and _spelled_alike(read, kept, "full_name") and _agree(read, kept, "birth_year") is not False:
        return Kinship.SAME
    person = _judge_person(read, kept)
    return Kinship.MAYBE if person is Kinship.SAME else person
