"""How well screening does on comments that it has not seen; what is measured is in `labelled`."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comments.screening import measuring
from tests.comments.screening import labelled

pytestmark = [pytest.mark.sqlite, pytest.mark.row("CM7")]


def test_after_500_decisions_most_spam_is_held_and_hardly_anything_else() -> None:
    found = measuring.measure(labelled.comments(), decisions=labelled.LEARNED)
    assert min(found.seen.values()) > 100
    assert found.percent(is_spam=True) >= 85
    assert found.percent(is_spam=False) <= 2


def test_with_nothing_learned_good_comments_are_left_alone() -> None:
    found = measuring.measure(labelled.comments()[:300], decisions=0)
    assert found.percent(is_spam=False) <= 2


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_the_command_reads_both_kinds_of_files(suffix: str, tmp_path: Path, capsys) -> None:
    file = tmp_path / f"labelled{suffix}"
    rows = [
        {"text": text, "author": "Kim", "url": "", "is_spam": is_spam}
        for text, is_spam in [("Sleep well, all of you", 0), ("See www.a.example www.b.example", 1)]
    ]
    if suffix == ".csv":
        file.write_text(
            "text,author,url,is_spam\n"
            + "".join(f'"{row["text"]}",Kim,,{row["is_spam"]}\n' for row in rows),
            encoding="utf-8",
        )
    else:
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    call_command("measure_screening", file, "--decisions=0")
    said = capsys.readouterr().out
    assert "100.0 % of 1 spam held: links 1" in said
    assert "0.0 % of 1 good comments held" in said


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("measure_screening", file)
    file.write_text("words\nx\n", encoding="utf-8")
    with pytest.raises(CommandError, match="KeyError"):
        call_command("measure_screening", file)
    file.write_text("text,is_spam\nx,1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Choose fewer"):
        call_command("measure_screening", file)
