"""The words people see for the closed lists of the store."""

from __future__ import annotations

from app.kernel.words import N_, _
from db.vocabulary import (
    BodyKind,
    BodyRole,
    DocumentState,
    DocumentType,
    Gender,
    HamletKind,
    OfficeKind,
    PostKind,
    SigningForm,
)

_HAMLET_KINDS = {
    HamletKind.THON: "thôn",
    HamletKind.BAN: "bản",
    HamletKind.TIEU_KHU: "tiểu khu",
    HamletKind.KHU_PHO: "khu phố",
    HamletKind.TO_DAN_PHO: "tổ dân phố",
    HamletKind.AP: "ấp",
    HamletKind.BUON: "buôn",
    HamletKind.KHOM: "khóm",
    HamletKind.XOM: "xóm",
    HamletKind.LANG: "làng",
    HamletKind.PHUM: "phum",
    HamletKind.SOC: "sóc",
    HamletKind.PLEI: "plei",
    HamletKind.KHOI: "khối",
}
_OFFICE_KINDS = {
    OfficeKind.XA: "xã",
    OfficeKind.PHUONG: "phường",
    OfficeKind.THI_TRAN: "thị trấn",
    OfficeKind.DAC_KHU: "đặc khu",
    OfficeKind.HUYEN: "huyện",
    OfficeKind.THI_XA: "thị xã",
    OfficeKind.QUAN: "quận",
    OfficeKind.THANH_PHO: "thành phố",
    OfficeKind.TINH: "tỉnh",
}
_GENDERS = {Gender.MALE: N_("Nam"), Gender.FEMALE: N_("Nữ")}
_POSTS = {
    PostKind.PARTY_SECRETARY: N_("Bí thư Đảng ủy"),
    PostKind.CHAIRMAN: N_("Chủ tịch UBND"),
    PostKind.VICE_CHAIRMAN: N_("Phó Chủ tịch UBND"),
    PostKind.FRONT_CHAIRMAN: N_("Chủ tịch UBMTTQ"),
    PostKind.YOUTH_UNION_SECRETARY: N_("Bí thư Đoàn TNCS Hồ Chí Minh"),
    PostKind.WOMEN_UNION_CHAIRMAN: N_("Chủ tịch Hội Liên hiệp Phụ nữ"),
    PostKind.FARMERS_UNION_CHAIRMAN: N_("Chủ tịch Hội Nông dân"),
    PostKind.VETERANS_CHAIRMAN: N_("Chủ tịch Hội Cựu chiến binh"),
    PostKind.CIVIL_SERVANT: N_("Công chức chuyên môn"),
    PostKind.POLICE: N_("Công an"),
    PostKind.HEALTH: N_("Y tế"),
    PostKind.TEACHER: N_("Giáo viên"),
    PostKind.TELECOM: N_("Doanh nghiệp viễn thông, bưu chính"),
    PostKind.HAMLET_HEAD: N_("Trưởng thôn, tiểu khu"),
    PostKind.HAMLET_DEPUTY: N_("Phó trưởng thôn, tiểu khu"),
    PostKind.YOUTH_BRANCH: N_("Đoàn Thanh niên ở thôn"),
    PostKind.WOMEN_BRANCH: N_("Chi hội Phụ nữ"),
    PostKind.FARMERS_BRANCH: N_("Chi hội Nông dân"),
    PostKind.VETERANS_BRANCH: N_("Chi hội Cựu chiến binh"),
    PostKind.FRONT_BRANCH: N_("Ban công tác Mặt trận"),
    PostKind.RESIDENT: N_("Người dân"),
    PostKind.OTHER: N_("Khác"),
}
_COMMITTEE_ROLES = {
    BodyRole.HEAD: N_("Trưởng ban"),
    BodyRole.STANDING_DEPUTY: N_("Phó Trưởng ban Thường trực"),
    BodyRole.DEPUTY: N_("Phó Trưởng ban"),
    BodyRole.MEMBER: N_("Ban viên"),
    BodyRole.SECRETARY: N_("Thư ký"),
}
_TEAM_ROLES = {
    BodyRole.HEAD: N_("Tổ trưởng"),
    BodyRole.STANDING_DEPUTY: N_("Tổ phó thường trực"),
    BodyRole.DEPUTY: N_("Tổ phó"),
    BodyRole.MEMBER: N_("Thành viên"),
    BodyRole.SECRETARY: N_("Thư ký"),
}
_BODY_KINDS = {
    BodyKind.COMMITTEE: N_("Ban Chỉ đạo"),
    BodyKind.SECRETARIAT: N_("Tổ giúp việc"),
    BodyKind.TEAM: N_("Tổ của thôn"),
    BodyKind.COMMUNE_TEAM: N_("Tổ cấp xã"),
}
_DOCUMENT_TYPES = {
    DocumentType.QD: N_("Quyết định"),
    DocumentType.CV: N_("Công văn"),
    DocumentType.TTR: N_("Tờ trình"),
    DocumentType.KH: N_("Kế hoạch"),
    DocumentType.BC: N_("Báo cáo"),
    DocumentType.TB: N_("Thông báo"),
    DocumentType.GM: N_("Giấy mời"),
    DocumentType.BB: N_("Biên bản"),
    DocumentType.DS: N_("Danh sách"),
}
_ABBREVIATIONS = {kind: kind.value for kind in DocumentType} | {DocumentType.QD: "QĐ", DocumentType.CV: ""}
_STATES = {
    DocumentState.DRAFT: N_("nháp"),
    DocumentState.PRINTED: N_("đã in"),
    DocumentState.SIGNED: N_("đã ký"),
    DocumentState.REPLACED: N_("đã thay thế"),
    DocumentState.ENDED: N_("đã kết thúc"),
}
_SIGNING = {
    SigningForm.HEAD: N_("Chủ tịch ký"),
    SigningForm.FOR_HEAD: N_("KT. Chủ tịch, Phó Chủ tịch ký"),
    SigningForm.COLLECTIVE: N_("TM. Ủy ban nhân dân, Chủ tịch ký"),
    SigningForm.COLLECTIVE_FOR_HEAD: N_("TM. Ủy ban nhân dân, KT. Chủ tịch, Phó Chủ tịch ký"),
    SigningForm.ACTING_HEAD: N_("Quyền Chủ tịch ký"),
    SigningForm.BY_ORDER: N_("TL. Chủ tịch ký"),
    SigningForm.BY_AUTHORISATION: N_("TUQ. Chủ tịch ký"),
    SigningForm.COMMITTEE: N_("Trưởng ban Ban Chỉ đạo ký"),
    SigningForm.MINUTES: N_("Thư ký và chủ tọa ký"),
}


def hamlet_kind(kind: HamletKind) -> str:
    """ "thôn", "bản" … in lower case; part of a place's name, so it stays Vietnamese in every language."""
    return _HAMLET_KINDS[kind]


def office_kind(kind: OfficeKind) -> str:
    """ "xã", "huyện" … in lower case; part of an office's name, so it stays Vietnamese in every language."""
    return _OFFICE_KINDS[kind]


def gender(kind: Gender | None) -> str:
    """ "Nam", "Nữ", or nothing where not asked."""
    return _(_GENDERS[kind]) if kind else ""


def post_kind(kind: PostKind) -> str:
    """The class of a post, as rules speak of it."""
    return _(_POSTS[kind])


def post_title(kind: PostKind) -> str:
    """The same words as a title to be printed; papers are Vietnamese in every language."""
    return _POSTS[kind]


def body_kind(kind: BodyKind) -> str:
    """The kind of a body."""
    return _(_BODY_KINDS[kind])


def body_role(role: BodyRole, kind: BodyKind) -> str:
    """A role as printed: "Trưởng ban" in a committee, "Tổ trưởng" in a team."""
    return _((_COMMITTEE_ROLES if kind is BodyKind.COMMITTEE else _TEAM_ROLES)[role])


def document_type(kind: DocumentType) -> str:
    """The name of a type of paper, first letter capital."""
    return _(_DOCUMENT_TYPES[kind])


def type_abbreviation(kind: DocumentType) -> str:
    """Abbreviation of decree 30/2020, appendix III, such as "QĐ"; empty for letters."""
    return _ABBREVIATIONS[kind]


def state(kind: DocumentState) -> str:
    """The state of a paper in words."""
    return _(_STATES[kind])


def signing_form(form: SigningForm) -> str:
    """How a paper is signed, in words."""
    return _(_SIGNING[form])
