"""``xaso letters``: one letter read, the reader measured, without any workspace."""

from __future__ import annotations

import json

from app.__main__ import main
from tests.app.incoming.letters import HA_TRUNG, INVENTED, SEEDS


def test_a_letter_is_read_and_its_proposals_are_told(capsys):
    assert main(["letters", "read", str(SEEDS / HA_TRUNG)]) == 0

    told = capsys.readouterr().out
    assert "gửi Ban chỉ đạo chuyển đổi số huyện · qua Phòng Văn hóa và Thông tin" in told
    assert "trước 10/04/2022" in told


def test_a_letter_is_read_as_json(capsys):
    assert main(["letters", "read", str(SEEDS / HA_TRUNG), "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    monthly = next(each for each in answer["proposals"] if each["due_day"] == 26)
    assert (monthly["cadence"], monthly["reading"], monthly["exclusive"]) == ("monthly", "report", True)
    assert answer["head"]["symbol"] == "/UBND-VHTT"


def test_the_reader_is_measured_per_letter_and_in_total(capsys):
    assert main(["letters", "measure", str(SEEDS), str(SEEDS / "obligations.tsv"), "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert [each["rows"] for each in answer["letters"]] == [20, 30, 16, 11, 26]
    assert answer["total"]["rows"] == 103
    assert answer["total"]["recall"] >= 0.9
    assert answer["total"]["precision"] >= 0.85


def test_the_reader_is_measured_without_the_words_that_only_one_letter_has(capsys):
    words = ["letters", "measure", str(INVENTED), str(INVENTED / "obligations.tsv"), "--json"]
    main(words)
    whole = json.loads(capsys.readouterr().out)["total"]
    main([*words, "--without-own-words"])
    less = json.loads(capsys.readouterr().out)["total"]

    assert less["proposals"] < whole["proposals"]


def test_a_table_about_other_letters_is_refused(tmp_path, capsys):
    (tmp_path / "t.tsv").write_text("id\tseed_file\tlines\tobligation\n", encoding="utf-8")

    assert main(["letters", "measure", str(SEEDS), str(tmp_path / "t.tsv")]) == 2
    assert "INC-21" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["letters", "read", str(tmp_path / "none.txt")]) in (2, 3)
    assert "none.txt" in capsys.readouterr().err
