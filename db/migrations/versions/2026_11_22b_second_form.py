"""The second form of the store: letters that come in, duties, tasks, the log, outreach, difficulties and reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22b"
down_revision = "2026_11_22"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of the log and of everything that is owed."""
    _activity_kind()
    _evidence()
    _partner()
    _praise()
    _theme_plan()
    _work_model()
    _contact()
    _display()
    _incoming_letter()
    _meeting()
    _model_item()
    _proposal()
    _activity()
    _channel()
    _difficulty()
    _duty()
    _online_post()
    _programme()
    _airing()
    _fulfilment()
    _report()
    _task()
    _resource()


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of shared rows with its own columns and constraints."""
    op.create_table(
        name,
        *parts,
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("office_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=f"pk_{name}"),
    )


def _link(table: str, column: str, target: str, *, needed: bool = False) -> sa.Column[object]:
    """A column that names a row of another table."""
    key = sa.ForeignKey(f"{target}.uid", name=f"fk_{table}_{column}_{target}")
    return sa.Column(column, sa.String(length=36), key, nullable=not needed)


def _activity_kind() -> None:
    _table(
        "activity_kind",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("indicators", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
    )


def _evidence() -> None:
    _table(
        "evidence",
        sa.Column("about_noun", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("with_position", sa.Boolean(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
    )
    op.create_index("ix_evidence_about", "evidence", ["about_noun", "about"])
    op.create_index("ix_evidence_source_sha256", "evidence", ["source_sha256"])


def _partner() -> None:
    _table(
        "partner",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_post", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
    )


def _praise() -> None:
    _table(
        "praise",
        sa.Column("whom", sa.Text(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=False),
        sa.Column("praised_on", sa.Date(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("about_noun", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
    )
    op.create_index("ix_praise_praised_on", "praise", ["praised_on"])


def _theme_plan() -> None:
    _table(
        "theme_plan",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.UniqueConstraint(
            "office_uid", "year", "month", "theme", "form", name="uq_theme_plan_office_uid_year_month_theme_form"
        ),
    )


def _work_model() -> None:
    _table(
        "work_model",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.UniqueConstraint("code", "version", name="uq_work_model_code_version"),
    )


def _contact() -> None:
    _table(
        "contact",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about_noun", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        _link("contact", "by", "person"),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index("ix_contact_about", "contact", ["about_noun", "about"])


def _display() -> None:
    _table(
        "display",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        _link("display", "hamlet", "hamlet"),
        sa.Column("put_up_on", sa.Date(), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_display_put_up_on", "display", ["put_up_on"])


def _incoming_letter() -> None:
    _table(
        "incoming_letter",
        sa.Column("arrival_number", sa.Integer(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("type_name", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        _link("incoming_letter", "citation", "citation"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_incoming_letter_arrived_on", "incoming_letter", ["arrived_on"])


def _meeting() -> None:
    _table(
        "meeting",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        _link("meeting", "hamlet", "hamlet"),
        sa.Column("digital", sa.Boolean(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("forces", sa.Text(), nullable=False),
        _link("meeting", "model", "work_model"),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=False),
        _link("meeting", "minutes", "document"),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_meeting_hamlet", "meeting", ["hamlet"])
    op.create_index("ix_meeting_held_on", "meeting", ["held_on"])


def _model_item() -> None:
    _table(
        "model_item",
        _link("model_item", "model", "work_model", needed=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.UniqueConstraint("model", "code", name="uq_model_item_model_code"),
    )
    op.create_index("ix_model_item_model", "model_item", ["model"])


def _proposal() -> None:
    _table(
        "proposal",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        _link("proposal", "by", "person"),
        _link("proposal", "document", "document"),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_words", sa.Text(), nullable=False),
    )


def _activity() -> None:
    _table(
        "activity",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        _link("activity", "hamlet", "hamlet"),
        _link("activity", "body", "body"),
        sa.Column("presenter", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("forces", sa.Text(), nullable=False),
        sa.Column("partners", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        _link("activity", "letter", "incoming_letter"),
        _link("activity", "document", "document"),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_activity_body", "activity", ["body"])
    op.create_index("ix_activity_hamlet", "activity", ["hamlet"])
    op.create_index("ix_activity_held_on_kind", "activity", ["held_on", "kind"])


def _channel() -> None:
    _table(
        "channel",
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        _link("channel", "body", "body"),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
    )


def _difficulty() -> None:
    _table(
        "difficulty",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        _link("difficulty", "raised_by", "person"),
        _link("difficulty", "hamlet", "hamlet"),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _link("difficulty", "answer_letter", "incoming_letter"),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.Text(), nullable=False),
    )
    op.create_index("ix_difficulty_state", "difficulty", ["state"])


def _duty() -> None:
    _table(
        "duty",
        _link("duty", "letter", "incoming_letter"),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("sentence_at", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("cadence", sa.String(length=40), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("cut_off_day", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("due_month_offset", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("package", sa.Text(), nullable=False),
        _link("duty", "owner", "person"),
        sa.Column("owner_words", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_duty_letter", "duty", ["letter"])


def _online_post() -> None:
    _table(
        "online_post",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("forces", sa.Text(), nullable=False),
        _link("online_post", "model", "work_model"),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.Column("handbook", sa.Boolean(), nullable=False),
        sa.Column("rechecked_on", sa.Date(), nullable=True),
        _link("online_post", "body", "body"),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_online_post_posted_on", "online_post", ["posted_on"])


def _programme() -> None:
    _table(
        "programme",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("forces", sa.Text(), nullable=False),
        _link("programme", "model", "work_model"),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("editor", sa.Text(), nullable=False),
        sa.Column("presenter", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        _link("programme", "letter", "incoming_letter"),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_programme_month", "programme", ["month"])


def _airing() -> None:
    _table(
        "airing",
        _link("airing", "programme", "programme", needed=True),
        sa.Column("aired_on", sa.Date(), nullable=False),
        sa.Column("aired_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("loudspeaker", sa.Text(), nullable=False),
        _link("airing", "hamlet", "hamlet"),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_airing_aired_on", "airing", ["aired_on"])
    op.create_index("ix_airing_programme", "airing", ["programme"])


def _fulfilment() -> None:
    _table(
        "fulfilment",
        _link("fulfilment", "duty", "duty", needed=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("handed_over_at", sa.Text(), nullable=True),
        _link("fulfilment", "document", "document"),
        sa.Column("package", sa.Text(), nullable=False),
        sa.Column("proof_noun", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("waived", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("duty", "period", name="uq_fulfilment_duty_period"),
    )
    op.create_index("ix_fulfilment_duty", "fulfilment", ["duty"])


def _report() -> None:
    _table(
        "report",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("count_mode", sa.String(length=40), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        _link("report", "duty", "duty"),
        _link("report", "letter", "incoming_letter"),
        sa.Column("request", sa.Text(), nullable=False),
        _link("report", "document", "document"),
        _link("report", "previous", "report"),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("own_texts", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.Text(), nullable=False),
    )
    op.create_index("ix_report_document", "report", ["document"])
    op.create_index("ix_report_last_day", "report", ["last_day"])


def _task() -> None:
    _table(
        "task",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _link("task", "owner", "person"),
        sa.Column("owner_words", sa.Text(), nullable=False),
        _link("task", "duty", "duty"),
        _link("task", "plan", "document"),
        sa.Column("model_code", sa.Text(), nullable=False),
        _link("task", "carried_from", "task"),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("proof_noun", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("recheck_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_task_due_on", "task", ["due_on"])
    op.create_index("ix_task_duty", "task", ["duty"])
    op.create_index("ix_task_plan", "task", ["plan"])
    op.create_index("ix_task_year", "task", ["year"])


def _resource() -> None:
    _table(
        "resource",
        sa.Column("year", sa.Integer(), nullable=False),
        _link("resource", "task", "task"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
    )
    op.create_index("ix_resource_year", "resource", ["year"])
