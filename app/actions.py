"""Every module that registers commands: whoever reads the audit log or undoes a step must know all actions."""

import app.bodies.commands
import app.contacts.commands
import app.difficulties.commands
import app.documents.citations_store
import app.documents.commands
import app.documents.drafting
import app.documents.issuing
import app.documents.register
import app.duties.commands
import app.evidence.commands
import app.interchange.load
import app.offices.commands
import app.offices.taking_in
import app.people.commands
import app.settings
import app.starting  # noqa: F401  # imported for what it registers, as all of the above
