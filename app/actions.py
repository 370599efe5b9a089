"""Every module that registers commands: whoever reads the audit log or undoes a step must know all actions."""

import app.activities.commands
import app.activities.kind_commands
import app.bodies.commands
import app.contacts.commands
import app.difficulties.commands
import app.documents.citations_store
import app.documents.commands
import app.documents.drafting
import app.documents.issuing
import app.documents.register
import app.duties.commands
import app.duties.plan
import app.evidence.commands
import app.exchange.compacting
import app.exchange.enrolling
import app.exchange.key_changes
import app.exchange.outbox
import app.incoming.commands
import app.intake.asking
import app.intake.phoning
import app.intake.reviewing
import app.intake.sending_down
import app.intake.taking_in
import app.interchange.load
import app.offices.commands
import app.offices.taking_in
import app.outreach.meeting_commands
import app.outreach.plan_commands
import app.outreach.plan_paper
import app.outreach.post_commands
import app.outreach.radio_commands
import app.partners.commands
import app.people.commands
import app.reports.commands
import app.settings
import app.starting  # noqa: F401  # imported for what it registers, as all of the above
