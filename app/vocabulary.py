"""The closed word lists of the store as the window may use them, for the window never meets the store itself."""

from db.vocabulary import (
    BodyKind,
    BodyRole,
    DocumentState,
    DocumentType,
    Gender,
    HamletKind,
    OfficeKind,
    OfficeRelation,
    PostKind,
    Regime,
    ReplaceMode,
    SigningForm,
)

__all__ = [
    "BodyKind",
    "BodyRole",
    "DocumentState",
    "DocumentType",
    "Gender",
    "HamletKind",
    "OfficeKind",
    "OfficeRelation",
    "PostKind",
    "Regime",
    "ReplaceMode",
    "SigningForm",
]
