"""Fields: Vietnamese typing is never eaten, errors stand in words, a form surprises nobody."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.kernel.problems import refused
from ui.core.dialogs import FormDialog
from ui.widgets.fields import CheckField, ChoiceField, DateField, LongTextField, TextField
from ui.widgets.search_combo import Choice

TAKEN = refused("TUI-11", "Đã có thôn tên {name}.", next_step="Chọn tên khác.")
SIGNERS = [Choice(1, "Hà Văn Mẫu", "Phó Chủ tịch"), Choice(2, "Lò Thị Ví Dụ", "Chủ tịch"), Choice(3, "Vi Mậu", "")]


def telex(widget, burst):
    """Sends keys as Unikey does: letters, with ← for the backspaces that replace what was typed before."""
    for letter in burst:
        if letter == "←":
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
        else:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, key)


@pytest.mark.parametrize(
    ("burst", "typed"),
    [
        ("Ha←à", "Hà"),
        ("Mau←←ẫu", "Mẫu"),
        ("dd←←đo←ồng", "đồng"),
    ],
)
def test_bursts_of_backspace_and_letters_arrive_unchanged_in_a_choice(qtbot, burst, typed):
    field = ChoiceField("Người ký", SIGNERS)
    qtbot.addWidget(field)
    field.show()
    telex(field.combo, burst)
    assert field.combo.text() == typed
    assert field.combo.cursorPosition() == len(typed)
    assert not field.combo.hasSelectedText()


def test_a_choice_is_found_without_tones_and_taken_with_enter(qtbot):
    field = ChoiceField("Người ký", SIGNERS)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.combo, "mau")
    assert field.combo.is_open()
    assert field.combo.text() == "mau"
    assert field.value() is None
    QTest.keyClick(field.combo, Qt.Key.Key_Down)
    QTest.keyClick(field.combo, Qt.Key.Key_Return)
    assert (field.value(), field.combo.text(), field.combo.is_open()) == (3, "Vi Mậu", False)


def test_the_note_of_a_choice_finds_it_too_and_esc_keeps_what_was_typed(qtbot):
    field = ChoiceField("Người ký", SIGNERS)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.combo, "chu tich")
    assert [choice.value for choice in field.combo._fitting] == [1, 2]
    QTest.keyClick(field.combo, Qt.Key.Key_Escape)
    assert (field.combo.text(), field.value(), field.combo.is_open()) == ("chu tich", None, False)


@pytest.mark.parametrize(("free", "value"), [(False, 1), (True, None)])
def test_tab_takes_the_marked_choice_unless_other_words_count_too(qtbot, free, value):
    field = ChoiceField("Người ký", SIGNERS, free=free)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.combo.setFocus()
    QTest.keyClicks(field.combo, "chu tich")
    QTest.keyClick(field.combo, Qt.Key.Key_Tab)
    assert (field.value(), field.combo.is_open()) == (value, free and field.combo.hasFocus())
    assert free == (field.combo.text() == "chu tich")


def test_changing_the_words_gives_the_choice_up(qtbot):
    field = ChoiceField("Người ký", SIGNERS)
    qtbot.addWidget(field)
    field.set_value(2)
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field.combo, Qt.Key.Key_Backspace)
    assert field.value() is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/1/2026", date(2026, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
        ("", None),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_officers_type_it(qtbot, typed, day):
    field = DateField("&Ngày ký")
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, typed)
    assert field.edit.text() == typed
    field.edit.editingFinished.emit()
    assert (field.value(), field.error) == (day, "")


def test_a_day_that_does_not_exist_is_told_below_the_field(qtbot):
    field = DateField("&Ngày ký")
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, "31/02/2023")
    field.edit.editingFinished.emit()
    assert "31/02/2023" in field.error and "Ngày ký" in field.error
    assert field.edit.text() == "31/02/2023"


def test_an_error_offers_its_fix_and_goes_with_it(qtbot):
    field = TextField("&Người ký", hint="Họ và tên")
    qtbot.addWidget(field)
    field.show()
    fixed = []
    field.set_error("Không đúng thẩm quyền.", fix=lambda: fixed.append(True))
    button = field.findChild(QPushButton)
    assert (field.error, button.text(), button.isVisible()) == ("Không đúng thẩm quyền.", "Sửa giúp tôi", True)
    assert field.editor.accessibleDescription() == "Không đúng thẩm quyền."
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    field.clear_error()
    assert (fixed, field.error, button.isVisible()) == ([True], "", False)
    assert field.editor.accessibleDescription() == "Họ và tên"


def test_the_label_leads_to_its_field(qtbot):
    for field in (TextField("&Tên"), DateField("&Ngày"), LongTextField("&Trích yếu"), ChoiceField("&Chọn")):
        qtbot.addWidget(field)
        assert field.label.buddy() is field.editor
        assert field.editor.accessibleName() == field.label.text().replace("&", "")


def test_a_long_text_grows_with_its_lines_and_lets_tab_through(qtbot):
    field = LongTextField("&Trích yếu", lines=2, most_lines=6)
    qtbot.addWidget(field)
    field.resize(400, 300)
    field.show()
    small = field.edit.height()
    field.set_value("một\nhai\nba\nbốn")
    grown = field.edit.height()
    field.set_value("\n".join("dòng" for _ in range(40)))
    assert small < grown < field.edit.height()
    assert field.edit.height() < 10 * field.fontMetrics().lineSpacing()
    assert field.edit.tabChangesFocus()


class HamletForm(FormDialog):
    """A form of two fields."""

    title = "Thêm thôn"

    def __init__(self, parent=None):
        super().__init__(parent)
        self.name = self.add_field("name", TextField("&Tên", name="name"))
        self.day = self.add_field("day", DateField("&Ngày", name="day"))
        self.big = self.add_field("big", CheckField("&Lớn"))

    def command(self):
        return (self.name.value(), self.day.value())


@pytest.fixture
def form(qtbot):
    made = HamletForm()
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_goes_to_the_next_field_and_never_sends(form, qtbot):
    form.name.edit.setFocus()
    QTest.keyClicks(form.name.edit, "Khe Su")
    QTest.keyClick(form.name.edit, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.focusWidget() is form.day.edit


def test_ctrl_enter_sends_the_command(form):
    form.name.set_value("Khe Sú")
    QTest.keyClick(form.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (form._result, form.isVisible()) == (("Khe Sú", None), False)


def test_what_cannot_be_read_stands_beside_its_field_and_the_form_stays(form):
    form.day.edit.setText("31/02/2023")
    form.save()
    assert "31/02/2023" in form.day.error
    assert form.isVisible()


def test_a_refusal_finds_its_field_and_one_without_field_stands_at_the_foot(form):
    form.show_problem(TAKEN(field="name", name="Khe Sú"))
    assert form.name.error == "Đã có thôn tên Khe Sú. Chọn tên khác."
    form.clear_errors()
    form.show_problem(TAKEN(name="Khe Sú"))
    assert (form.name.error, form._message.isVisible()) == ("", True)


def test_a_refusal_of_a_field_that_is_not_shown_stands_at_the_foot(form):
    form.day.hide()
    form.show_problem(TAKEN(field="day", name="Khe Sú"))
    assert (form._message.isVisible(), form._message.text()) == (True, "Đã có thôn tên Khe Sú. Chọn tên khác.")


def test_esc_asks_once_more_only_when_something_was_typed(qtbot, form):
    QTest.keyClicks(form.name.edit, "x")
    form.reject()
    assert form.isVisible() and form._message.isVisible()
    form.reject()
    assert not form.isVisible()
    untouched = HamletForm()
    qtbot.addWidget(untouched)
    untouched.show()
    untouched.reject()
    assert not untouched.isVisible()


def test_a_label_stays_with_its_editor_where_the_field_beside_it_has_an_error(qtbot):
    row = QWidget()
    line = QHBoxLayout(row)
    right, wrong = TextField("Số đến"), DateField("Ngày đến")
    line.addWidget(right)
    line.addWidget(wrong)
    qtbot.addWidget(row)
    row.resize(300, 100)
    row.show()
    before = right.editor.y() - right.label.geometry().bottom()

    wrong.set_error("Ngày đến: không có ngày 31/02/2022: tháng 2 năm 2022 chỉ có 28 ngày. Sửa lại ngày.")

    row.resize(300, 200)
    qtbot.waitUntil(lambda: right.height() > 100)
    assert right.editor.y() - right.label.geometry().bottom() == before
    assert right.editor.mapTo(row, QPoint()).y() == wrong.editor.mapTo(row, QPoint()).y()
