"""Work of the office above: who handles a difficulty, reports added up, when a commune's paper first came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22e"
down_revision = "2026_11_22d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds three tables."""
    _arrival()
    _assignment()
    _summary()


def _arrival() -> None:
    op.create_table(
        "arrival",
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("document", sa.String(length=36), nullable=False),
        sa.Column("came_at", sa.Text(), nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_uid", "document", name="pk_arrival"),
    )


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("target_office", sa.String(length=36), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("handler", sa.String(length=36), nullable=True),
        sa.Column("handler_words", sa.Text(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["handler"], ["person.uid"], name="fk_assignment_handler_person"),
        sa.PrimaryKeyConstraint("uid", name="pk_assignment"),
    )
    op.create_index("ix_assignment_row_uid", "assignment", ["row_uid"])
    op.create_index("ix_assignment_target_office", "assignment", ["target_office"])


def _summary() -> None:
    op.create_table(
        "summary",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=36), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["document.uid"], name="fk_summary_document_document"),
        sa.PrimaryKeyConstraint("uid", name="pk_summary"),
    )
    op.create_index("ix_summary_document", "summary", ["document"])
    op.create_index("ix_summary_last_day", "summary", ["last_day"])
