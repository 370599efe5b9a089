"""Exchange between offices: keys, bundles sent and received, rows of other offices, reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22d"
down_revision = "2026_11_22c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of the exchange."""
    _incoming_bundle()
    _incoming_chain()
    _office_key()
    _outgoing_bundle()
    _own_key()
    _received_row()
    _received_state()
    _review()
    _data_request()
    _row_remark()


def _incoming_bundle() -> None:
    op.create_table(
        "incoming_bundle",
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.Column("sender_key", sa.Text(), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("came_at", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("file_sha256", name="pk_incoming_bundle"),
    )
    op.create_index("ix_incoming_bundle_header_hash", "incoming_bundle", ["header_hash"])
    op.create_index("ix_incoming_bundle_office_uid", "incoming_bundle", ["office_uid"])
    op.create_index("ix_incoming_bundle_state", "incoming_bundle", ["state"])


def _incoming_chain() -> None:
    op.create_table(
        "incoming_chain",
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("writer_uid", "epoch", name="pk_incoming_chain"),
    )
    op.create_index("ix_incoming_chain_office_uid", "incoming_chain", ["office_uid"])


def _office_key() -> None:
    op.create_table(
        "office_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("office_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("signing", sa.LargeBinary(), nullable=False),
        sa.Column("sealing", sa.LargeBinary(), nullable=False),
        sa.Column("enrolment", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("came_at", sa.Text(), nullable=False),
        sa.Column("compared_at", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=False),
        sa.Column("revoked_after", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="pk_office_key"),
    )
    op.create_index("ix_office_key_office_uid", "office_key", ["office_uid"])


def _outgoing_bundle() -> None:
    op.create_table(
        "outgoing_bundle",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("receiver_key", sa.Text(), nullable=False),
        sa.Column("receiver_office", sa.String(length=36), nullable=False),
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("handed_over_at", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_outgoing_bundle"),
        sa.UniqueConstraint("header_hash", name="uq_outgoing_bundle_header_hash"),
    )
    op.create_index("ix_outgoing_bundle_receiver_key", "outgoing_bundle", ["receiver_key"])
    op.create_index("ix_outgoing_bundle_receiver_office", "outgoing_bundle", ["receiver_office"])


def _own_key() -> None:
    op.create_table(
        "own_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="pk_own_key"),
    )


def _received_row() -> None:
    op.create_table(
        "received_row",
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("writer_uid", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_uid", "noun", "row_uid", name="pk_received_row"),
    )
    op.create_index("ix_received_row_writer", "received_row", ["office_uid", "writer_uid", "epoch"])


def _received_state() -> None:
    op.create_table(
        "received_state",
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_uid", name="pk_received_state"),
    )


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("target_office", sa.String(length=36), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("row_revision", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name="pk_review"),
    )
    op.create_index("ix_review_row_uid", "review", ["row_uid"])
    op.create_index("ix_review_target_office", "review", ["target_office"])


def _data_request() -> None:
    op.create_table(
        "data_request",
        sa.Column("target_office", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name="pk_data_request"),
    )
    op.create_index("ix_data_request_target_office", "data_request", ["target_office"])


def _row_remark() -> None:
    op.create_table(
        "row_remark",
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.Column("came_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "row_uid", name="pk_row_remark"),
    )
