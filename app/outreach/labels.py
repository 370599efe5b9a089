"""The words people see for kinds of airings, origins, channels, meetings and forms of public information."""

from __future__ import annotations

from app.kernel.words import N_, _
from db.vocabulary import AiringKind, MeetingKind, Origin, OutreachForm, PostChannel

AIRINGS = {
    AiringKind.FIRST: N_("phát lần đầu"),
    AiringKind.REBROADCAST: N_("phát lại"),
    AiringKind.RELAY: N_("tiếp âm"),
}
ORIGINS = {
    Origin.OWN: N_("xã tự sản xuất"),
    Origin.DISTRICT: N_("cấp huyện gửi"),
    Origin.PROVINCE: N_("cấp tỉnh gửi"),
    Origin.OTHER: N_("nguồn khác"),
}
CHANNELS = {
    PostChannel.WEBSITE: N_("Trang thông tin điện tử"),
    PostChannel.ZALO: "Zalo",
    PostChannel.FACEBOOK: "Facebook",
    PostChannel.OTHER: N_("Kênh khác"),
}
MEETINGS = {
    MeetingKind.CONFERENCE: N_("Hội nghị"),
    MeetingKind.TRAINING: N_("Tập huấn"),
    MeetingKind.FORUM: N_("Diễn đàn"),
    MeetingKind.COMMUNITY: N_("Sinh hoạt cộng đồng"),
    MeetingKind.HAMLET: N_("Họp thôn"),
    MeetingKind.COMMITTEE: N_("Họp Ban Chỉ đạo"),
}
FORMS = {
    OutreachForm.RADIO: N_("Phát thanh"),
    OutreachForm.WEBSITE: N_("Trang thông tin điện tử"),
    OutreachForm.SOCIAL: N_("Mạng xã hội"),
    OutreachForm.DISPLAY: N_("Cổ động trực quan"),
    OutreachForm.MEETING: N_("Hội nghị, họp thôn"),
}


def airing(kind: AiringKind) -> str:
    """ "phát lần đầu", "phát lại", "tiếp âm"."""
    return _(AIRINGS[kind])


def origin(kind: Origin) -> str:
    """Who made a programme."""
    return _(ORIGINS[kind])


def channel(kind: PostChannel) -> str:
    """Where a post stands."""
    return _(CHANNELS[kind])


def meeting(kind: MeetingKind) -> str:
    """The kind of a gathering."""
    return _(MEETINGS[kind])


def form(kind: OutreachForm) -> str:
    """A form of public information."""
    return _(FORMS[kind])
