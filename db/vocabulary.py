"""Closed word lists of the store; the words people see for them are in ``app.labels``. Imports nothing of ours."""

from enum import StrEnum


class Regime(StrEnum):
    """Tiers of local government: three until 30/6/2025, two since 1/7/2025."""

    THREE_TIER = "three_tier"
    TWO_TIER = "two_tier"


class OfficeRelation(StrEnum):
    """What an office is to the one that keeps this store."""

    OWN = "own"
    SUPERIOR = "superior"


class OfficeKind(StrEnum):
    """Kinds of administrative unit; ``thi_tran`` and ``huyen`` ended on 30/6/2025."""

    XA = "xa"
    PHUONG = "phuong"
    THI_TRAN = "thi_tran"
    DAC_KHU = "dac_khu"
    HUYEN = "huyen"
    THI_XA = "thi_xa"
    QUAN = "quan"
    THANH_PHO = "thanh_pho"
    TINH = "tinh"


class HamletKind(StrEnum):
    """Kinds of hamlet; one commune may mix them."""

    THON = "thon"
    BAN = "ban"
    TIEU_KHU = "tieu_khu"
    KHU_PHO = "khu_pho"
    TO_DAN_PHO = "to_dan_pho"
    AP = "ap"
    BUON = "buon"
    KHOM = "khom"
    XOM = "xom"
    LANG = "lang"
    PHUM = "phum"
    SOC = "soc"
    PLEI = "plei"
    KHOI = "khoi"


class Gender(StrEnum):
    """As printed on rosters where asked for; never required."""

    MALE = "male"
    FEMALE = "female"


class PostKind(StrEnum):
    """Posts that rules speak of; the printed title of a post is free text."""

    PARTY_SECRETARY = "party_secretary"
    CHAIRMAN = "chairman"
    VICE_CHAIRMAN = "vice_chairman"
    FRONT_CHAIRMAN = "front_chairman"
    YOUTH_UNION_SECRETARY = "youth_union_secretary"
    WOMEN_UNION_CHAIRMAN = "women_union_chairman"
    FARMERS_UNION_CHAIRMAN = "farmers_union_chairman"
    VETERANS_CHAIRMAN = "veterans_chairman"
    CIVIL_SERVANT = "civil_servant"
    POLICE = "police"
    HEALTH = "health"
    TEACHER = "teacher"
    TELECOM = "telecom"
    HAMLET_HEAD = "hamlet_head"
    HAMLET_DEPUTY = "hamlet_deputy"
    YOUTH_BRANCH = "youth_branch"
    WOMEN_BRANCH = "women_branch"
    FARMERS_BRANCH = "farmers_branch"
    VETERANS_BRANCH = "veterans_branch"
    FRONT_BRANCH = "front_branch"
    RESIDENT = "resident"
    OTHER = "other"


class BodyKind(StrEnum):
    """Bodies set up by a decision."""

    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"
    TEAM = "team"
    COMMUNE_TEAM = "commune_team"


class BodyRole(StrEnum):
    """Roles within a body, in the order in which they are printed."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


class DocumentType(StrEnum):
    """Types of paper we issue; the value is the abbreviation of decree 30/2020, appendix III, in ASCII."""

    QD = "QD"
    CV = "CV"
    TTR = "TTr"
    KH = "KH"
    BC = "BC"
    TB = "TB"
    GM = "GM"
    BB = "BB"
    DS = "DS"


class DocumentState(StrEnum):
    """Life of a paper; what is signed is frozen."""

    DRAFT = "draft"
    PRINTED = "printed"
    SIGNED = "signed"
    REPLACED = "replaced"
    ENDED = "ended"


class ReplaceMode(StrEnum):
    """How a later decision treats the former one."""

    REPLACE = "replace"
    AMEND = "amend"


class SigningForm(StrEnum):
    """Signing formulas of decree 30/2020, article 13 and appendix I.II.7."""

    HEAD = "head"
    FOR_HEAD = "kt"
    COLLECTIVE = "tm"
    COLLECTIVE_FOR_HEAD = "tm_kt"
    ACTING_HEAD = "q"
    BY_ORDER = "tl"
    BY_AUTHORISATION = "tuq"
    COMMITTEE = "committee"
    MINUTES = "minutes"


class Cadence(StrEnum):
    """How often a duty comes round; those from WEEKLY to YEARLY have periods."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    NINE_MONTHS = "nine_months"
    YEARLY = "yearly"
    ON_REQUEST = "on_request"
    CONDITIONAL = "conditional"
    CONTINUOUS = "continuous"


class PeriodScheme(StrEnum):
    """Where a period is cut: decree 09/2019 (the 14th), the calendar, or a day of the receiving office's choice."""

    ND09 = "nd09"
    CALENDAR = "calendar"
    CUSTOM = "custom"


class CountMode(StrEnum):
    """What a report counts: its period alone, or everything since the year began."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


class DutyKind(StrEnum):
    """What a duty asks for."""

    REPORT = "report"
    PAPER = "paper"
    TASK = "task"
    RULE = "rule"


class DutyState(StrEnum):
    """A sentence of a letter becomes a duty only when a person confirms it."""

    CONFIRMED = "confirmed"
    DROPPED = "dropped"
    ENDED = "ended"


class TaskState(StrEnum):
    """Life of a task."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class ResourceKind(StrEnum):
    """What a plan asks for."""

    MONEY = "money"
    EQUIPMENT = "equipment"
    PEOPLE = "people"


class EvidenceKind(StrEnum):
    """What proves an entry."""

    PHOTO = "photo"
    AUDIO = "audio"
    SCAN = "scan"
    TEXT = "text"
    CAPTURE = "capture"
    LINK = "link"
    FILE = "file"


class PartnerKind(StrEnum):
    """Partners outside the commune's own organisation."""

    TELECOM = "telecom"
    POST = "post"
    BANK = "bank"
    SCHOOL = "school"
    HEALTH = "health"
    OTHER = "other"


class Origin(StrEnum):
    """Who made a programme."""

    OWN = "own"
    DISTRICT = "district"
    PROVINCE = "province"
    OTHER = "other"


class AiringKind(StrEnum):
    """The first airing is never counted among the rebroadcasts."""

    FIRST = "first"
    REBROADCAST = "rebroadcast"
    RELAY = "relay"


class PostChannel(StrEnum):
    """Where a post stands."""

    WEBSITE = "website"
    ZALO = "zalo"
    FACEBOOK = "facebook"
    OTHER = "other"


class MeetingKind(StrEnum):
    """Gatherings in which digital topics are spoken of."""

    CONFERENCE = "conference"
    TRAINING = "training"
    FORUM = "forum"
    COMMUNITY = "community"
    HAMLET = "hamlet"
    COMMITTEE = "committee"


class OutreachForm(StrEnum):
    """Columns of the plan of themes: the forms of public information a letter allows."""

    RADIO = "radio"
    WEBSITE = "website"
    SOCIAL = "social"
    DISPLAY = "display"
    MEETING = "meeting"


class ContactKind(StrEnum):
    """Why someone was in touch with a team, a channel or a partner."""

    INSTRUCTION = "instruction"
    EXCHANGE = "exchange"
    VISIT = "visit"
    CONSULT = "consult"


class DifficultyState(StrEnum):
    """Sent is not received, answered is not closed."""

    RAISED = "raised"
    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


ABOVE, BELOW, OURS = "superior", "subordinate", "own"
"""What an office is to this one, as a key is kept under it (``office_key.role``)."""


class KeyState(StrEnum):
    """How far another office's key is trusted; words must be compared before anything it signed is opened."""

    QUARANTINED = "quarantined"
    TRUSTED = "trusted"
    REPLACED = "replaced"
    REVOKED = "revoked"


class OutboxState(StrEnum):
    """Sent is never shown as received: only a receipt confirms."""

    PREPARED = "prepared"
    LEAVING = "leaving"
    """About to go to its carrier, or gone without proof: it may have left, so nothing replaces it any more."""
    HANDED_OVER = "handed_over"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


class InboxState(StrEnum):
    """What became of a file that came in; what is refused is kept, never dropped."""

    TAKEN_IN = "taken_in"
    DUPLICATE = "duplicate"
    WAITING = "waiting"
    """Something before it is missing."""
    FORK = "fork"
    QUARANTINED = "quarantined"


class ReviewState(StrEnum):
    """A record sent back for correction."""

    RETURNED = "returned"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
