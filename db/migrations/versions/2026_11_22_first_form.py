"""The first form of the store: offices, people, bodies, documents, journal and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates every table; an empty file becomes a store."""
    _audit_entry()
    _citation()
    _document()
    _hamlet()
    _number_series()
    _office()
    _person()
    _setting()
    _writer()
    _body()
    _change_entry()
    _office_version()
    _post()
    _register_entry()
    _document_effect()
    _membership()
    _team_support()


def _shared() -> list[sa.Column[object]]:
    return [
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
    ]


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("nouns", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["audit_entry.id"], name="fk_audit_entry_undoes_audit_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_undoes", "audit_entry", ["undoes"])


def _citation() -> None:
    op.create_table(
        "citation",
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("type_name", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.String(length=36), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_shared(),
        sa.ForeignKeyConstraint(["replaced_by"], ["citation.uid"], name="fk_citation_replaced_by_citation"),
        sa.PrimaryKeyConstraint("uid", name="pk_citation"),
    )
    op.create_index("ix_citation_symbol", "citation", ["symbol"])


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("paper_date", sa.Date(), nullable=True),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("printed_at", sa.Text(), nullable=True),
        sa.Column("replaces", sa.String(length=36), nullable=True),
        sa.Column("replace_mode", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=True),
        sa.Column("frozen_sha256", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("scan_sha256", sa.Text(), nullable=False),
        sa.Column("no_scan_reason", sa.Text(), nullable=False),
        *_shared(),
        sa.ForeignKeyConstraint(["replaces"], ["document.uid"], name="fk_document_replaces_document"),
        sa.PrimaryKeyConstraint("uid", name="pk_document"),
    )


def _hamlet() -> None:
    op.create_table(
        "hamlet",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("former_commune", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor", sa.String(length=36), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["successor"], ["hamlet.uid"], name="fk_hamlet_successor_hamlet"),
        sa.PrimaryKeyConstraint("uid", name="pk_hamlet"),
    )


def _number_series() -> None:
    op.create_table(
        "number_series",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("types", sa.Text(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        *_shared(),
        sa.PrimaryKeyConstraint("uid", name="pk_number_series"),
        sa.UniqueConstraint("code", name="uq_number_series_code"),
    )


def _office() -> None:
    op.create_table(
        "office",
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        *_shared(),
        sa.PrimaryKeyConstraint("uid", name="pk_office"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("digital_skill", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_shared(),
        sa.PrimaryKeyConstraint("uid", name="pk_person"),
    )
    op.create_index("ix_person_folded", "person", ["folded"])
    op.create_index("ix_person_order", "person", ["sort_key", "uid"])
    op.create_index("ix_person_phone", "person", ["phone"])


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _writer() -> None:
    op.create_table(
        "writer",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("last_audit_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_writer"),
    )


def _body() -> None:
    op.create_table(
        "body",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hamlet", sa.String(length=36), nullable=True),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("begun_by", sa.String(length=36), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["begun_by"], ["document.uid"], name="fk_body_begun_by_document"),
        sa.ForeignKeyConstraint(["ended_by"], ["document.uid"], name="fk_body_ended_by_document"),
        sa.ForeignKeyConstraint(["hamlet"], ["hamlet.uid"], name="fk_body_hamlet_hamlet"),
        sa.PrimaryKeyConstraint("uid", name="pk_body"),
    )
    op.create_index("ix_body_hamlet", "body", ["hamlet"])


def _change_entry() -> None:
    op.create_table(
        "change_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit_entry.id"], name="fk_change_entry_audit_id_audit_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_change_entry"),
        sa.UniqueConstraint("writer_uid", "sequence", name="uq_change_entry_writer_uid_sequence"),
    )
    op.create_index("ix_change_entry_audit_id", "change_entry", ["audit_id"])
    op.create_index("ix_change_entry_row", "change_entry", ["row_uid", "revision"])


def _office_version() -> None:
    op.create_table(
        "office_version",
        sa.Column("office", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("drafting_unit", sa.Text(), nullable=False),
        sa.Column("drafting_abbreviation", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["office"], ["office.uid"], name="fk_office_version_office_office"),
        sa.PrimaryKeyConstraint("uid", name="pk_office_version"),
    )
    op.create_index("ix_office_version_office", "office_version", ["office"])


def _post() -> None:
    op.create_table(
        "post",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("hamlet", sa.String(length=36), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["hamlet"], ["hamlet.uid"], name="fk_post_hamlet_hamlet"),
        sa.ForeignKeyConstraint(["person"], ["person.uid"], name="fk_post_person_person"),
        sa.PrimaryKeyConstraint("uid", name="pk_post"),
    )
    op.create_index("ix_post_person", "post", ["person"])


def _register_entry() -> None:
    op.create_table(
        "register_entry",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=36), nullable=True),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        *_shared(),
        sa.ForeignKeyConstraint(["document"], ["document.uid"], name="fk_register_entry_document_document"),
        sa.PrimaryKeyConstraint("uid", name="pk_register_entry"),
        sa.UniqueConstraint("series", "year", "number", name="uq_register_entry_series_year_number"),
    )


def _document_effect() -> None:
    op.create_table(
        "document_effect",
        sa.Column("document", sa.String(length=36), nullable=False),
        sa.Column("body", sa.String(length=36), nullable=False),
        *_shared(),
        sa.ForeignKeyConstraint(["body"], ["body.uid"], name="fk_document_effect_body_body"),
        sa.ForeignKeyConstraint(["document"], ["document.uid"], name="fk_document_effect_document_document"),
        sa.PrimaryKeyConstraint("uid", name="pk_document_effect"),
        sa.UniqueConstraint("document", "body", name="uq_document_effect_document_body"),
    )
    op.create_index("ix_document_effect_body", "document_effect", ["body"])
    op.create_index("ix_document_effect_document", "document_effect", ["document"])


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("body", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=True),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("begun_by", sa.String(length=36), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["begun_by"], ["document.uid"], name="fk_membership_begun_by_document"),
        sa.ForeignKeyConstraint(["body"], ["body.uid"], name="fk_membership_body_body"),
        sa.ForeignKeyConstraint(["ended_by"], ["document.uid"], name="fk_membership_ended_by_document"),
        sa.ForeignKeyConstraint(["person"], ["person.uid"], name="fk_membership_person_person"),
        sa.PrimaryKeyConstraint("uid", name="pk_membership"),
    )
    op.create_index("ix_membership_body", "membership", ["body"])
    op.create_index("ix_membership_person", "membership", ["person"])


def _team_support() -> None:
    op.create_table(
        "team_support",
        sa.Column("team", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *_shared(),
        sa.ForeignKeyConstraint(["person"], ["person.uid"], name="fk_team_support_person_person"),
        sa.ForeignKeyConstraint(["team"], ["body.uid"], name="fk_team_support_team_body"),
        sa.PrimaryKeyConstraint("uid", name="pk_team_support"),
    )
    op.create_index("ix_team_support_team", "team_support", ["team"])
