"""The mappings, one file per noun."""

from db.models.bodies import Body, Membership, TeamSupport
from db.models.documents import Citation, Document, DocumentEffect, NumberSeries, RegisterEntry
from db.models.journal import AuditEntry, ChangeEntry, Writer
from db.models.offices import Hamlet, Office, OfficeVersion
from db.models.people import Person, Post
from db.models.settings import Setting

__all__ = [
    "AuditEntry",
    "Body",
    "ChangeEntry",
    "Citation",
    "Document",
    "DocumentEffect",
    "Hamlet",
    "Membership",
    "NumberSeries",
    "Office",
    "OfficeVersion",
    "Person",
    "Post",
    "RegisterEntry",
    "Setting",
    "TeamSupport",
    "Writer",
]
