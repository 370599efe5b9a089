"""What can be done with lines of resources: what a year's plan or one task needs, planned and used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.duties.inputs import ResourceInput, resource_fields
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Resource, Task


@dataclass(frozen=True, kw_only=True)
class AddResource:
    """A line of money, equipment or people."""

    resource: ResourceInput


@dataclass(frozen=True, kw_only=True)
class EditResource:
    """A line is corrected, or what was used is written down."""

    uid: str
    resource: ResourceInput


@dataclass(frozen=True, kw_only=True)
class RemoveResource:
    """A line entered by mistake is taken out."""

    uid: str


@handles(AddResource, action="resource.add", needs=Permission.WRITE, sentence=N_("Đã thêm một nguồn lực"))
def add_resource(work: UnitOfWork, command: AddResource) -> str:
    """Adds a line; Refused DUT-22, DUT-31 to DUT-33, KER-01 for a task that is gone."""
    row = work.new(Resource, **_fields(work, command.resource))
    work.session.flush()
    return row.uid


@handles(EditResource, action="resource.edit", needs=Permission.WRITE, sentence=N_("Đã sửa một nguồn lực"))
def edit_resource(work: UnitOfWork, command: EditResource) -> str:
    """Corrects a line; Refused as ``AddResource``."""
    row = work.get(Resource, command.uid)
    for name, value in _fields(work, command.resource).items():
        setattr(row, name, value)
    return row.uid


@handles(RemoveResource, action="resource.remove", needs=Permission.WRITE, sentence=N_("Đã xóa một nguồn lực"))
def remove_resource(work: UnitOfWork, command: RemoveResource) -> str:
    """Marks the line as deleted."""
    row = work.get(Resource, command.uid)
    work.remove(row)
    return row.uid


def _fields(work: UnitOfWork, resource: ResourceInput) -> dict[str, Any]:
    if resource.task:
        work.get(Task, resource.task)
    return resource_fields(resource)
