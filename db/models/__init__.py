"""The mappings, one file per noun."""

from db.models.activities import Activity, ActivityKind, Channel, Contact, Evidence, Partner
from db.models.bodies import Body, Membership, TeamSupport
from db.models.difficulties import Difficulty, Proposal
from db.models.documents import Citation, Document, DocumentEffect, NumberSeries, RegisterEntry
from db.models.duties import Duty, Fulfilment, ModelItem, Resource, Task, WorkModel
from db.models.exchange import (
    DataRequest,
    IncomingBundle,
    IncomingChain,
    OfficeKey,
    OutgoingBundle,
    OwnKey,
    ReceivedRow,
    ReceivedState,
    Review,
    RowRemark,
)
from db.models.handling import Arrival, Assignment, Summary
from db.models.incoming import IncomingLetter
from db.models.journal import AuditEntry, ChangeEntry, Writer
from db.models.offices import Hamlet, Office, OfficeVersion
from db.models.outreach import Airing, Display, Meeting, OnlinePost, Praise, Programme, ThemePlan
from db.models.people import Person, Post
from db.models.reports import Report
from db.models.settings import Setting

__all__ = [
    "Activity",
    "ActivityKind",
    "Airing",
    "Arrival",
    "Assignment",
    "AuditEntry",
    "Body",
    "ChangeEntry",
    "Channel",
    "Citation",
    "Contact",
    "DataRequest",
    "Difficulty",
    "Display",
    "Document",
    "DocumentEffect",
    "Duty",
    "Evidence",
    "Fulfilment",
    "Hamlet",
    "IncomingBundle",
    "IncomingChain",
    "IncomingLetter",
    "Meeting",
    "Membership",
    "ModelItem",
    "NumberSeries",
    "Office",
    "OfficeKey",
    "OfficeVersion",
    "OnlinePost",
    "OutgoingBundle",
    "OwnKey",
    "Partner",
    "Person",
    "Post",
    "Praise",
    "Programme",
    "Proposal",
    "ReceivedRow",
    "ReceivedState",
    "RegisterEntry",
    "Report",
    "Resource",
    "Review",
    "RowRemark",
    "Setting",
    "Summary",
    "Task",
    "TeamSupport",
    "ThemePlan",
    "WorkModel",
    "Writer",
]
