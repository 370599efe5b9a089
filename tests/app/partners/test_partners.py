"""Partners: added, found, kept apart from namesakes, never lost by entries that name them."""

from datetime import date

import pytest

from app.kernel.problems import Refused
from app.partners.commands import AddPartner, AddUsualPartners, ChangePartner, PartnerInput, RemovePartner
from app.partners.queries import partner, partners, partners_by_uid
from app.vocabulary import PartnerKind
from tests.support.activities import hold


def refusal(workspace, command):
    with pytest.raises(Refused) as caught:
        workspace.do(command)
    return caught.value.code


def test_the_usual_partners_come_with_one_step_and_only_once(workspace):
    assert workspace.do(AddUsualPartners()).value == 3
    assert workspace.do(AddUsualPartners()).value == 0
    assert [(one.name, one.kind) for one in workspace.read(partners)] == [
        ("Bưu điện", PartnerKind.POST),
        ("Viettel", PartnerKind.TELECOM),
        ("VNPT", PartnerKind.TELECOM),
    ]
    workspace.undo()
    workspace.undo()
    assert workspace.read(partners) == []


def test_a_partner_is_known_by_its_name(workspace):
    uid = workspace.do(AddPartner(partner=PartnerInput(name="  Ngân hàng Agribank  Hà Trung "))).value
    assert workspace.read(partner, uid).kind is PartnerKind.BANK
    assert refusal(workspace, AddPartner(partner=PartnerInput(name="ngân hàng agribank hà trung"))) == "PTN-02"
    assert refusal(workspace, AddPartner(partner=PartnerInput(name=" "))) == "PTN-01"
    assert refusal(workspace, AddPartner(partner=PartnerInput(name="A", phone="12"))).startswith("PHO")


def test_a_partner_that_has_left_is_not_offered_but_stays_in_old_entries(workspace):
    uid = workspace.do(AddPartner(partner=PartnerInput(name="VNPT Hà Trung"))).value
    hold(workspace, date(2022, 4, 1), partners=[uid])
    assert refusal(workspace, RemovePartner(uid=uid)) == "PTN-04"

    ended = PartnerInput(name="VNPT Hà Trung", valid_to=date(2022, 4, 2))
    workspace.do(ChangePartner(uid=uid, partner=ended))

    assert workspace.read(partners, on=date(2022, 4, 5)) == []
    assert workspace.read(partners_by_uid, [uid])[uid].name == "VNPT Hà Trung"
    wrong = PartnerInput(name="VNPT", valid_from=date(2022, 4, 3), valid_to=date(2022, 4, 2))
    assert refusal(workspace, ChangePartner(uid=uid, partner=wrong)) == "PTN-03"


def test_a_partner_entered_by_mistake_goes_and_comes_back(workspace):
    uid = workspace.do(AddPartner(partner=PartnerInput(name="Viettel"))).value
    workspace.do(RemovePartner(uid=uid))
    assert workspace.read(partner, uid) is None
    workspace.undo()
    assert workspace.read(partner, uid).name == "Viettel"
