from pathlib import Path

import pytest

from planner.domain.errors import BadUsage
from planner.settings import KEYS, example, load, shown


def written(tmp_path, text):
    file = tmp_path / "planner.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_defaults_hold_where_nothing_is_written(tmp_path):
    settings = load(written(tmp_path, ""), {})
    assert (settings.language, settings.zone, settings.weeks) == ("da", "Europe/Copenhagen", 6)
    assert (settings.orientering, settings.droeftelse, settings.beslutning) == (10, 30, 30)
    assert Path(settings.database).name == "planner.db"


def test_a_variable_overrules_the_file_and_both_are_named_as_source(tmp_path):
    file = written(tmp_path, 'by = "Sekretariatet"\n[look]\nweeks = 3\n')
    settings = load(file, {"PLANNER_LOOK_WEEKS": "9"})
    assert (settings.weeks, settings.by) == (9, "Sekretariatet")
    assert settings.sources == {"by": file, "look.weeks": "PLANNER_LOOK_WEEKS"}


def test_every_fault_is_named_at_once(tmp_path):
    file = written(
        tmp_path,
        'langauge = "da"\nzone = "Mars/Olympus"\n[look]\nweeks = 0\n[rules]\nholiday = "høj"\nholidays = "off"\n',
    )
    with pytest.raises(BadUsage) as caught:
        load(file, {"PLANNER_LENGTHS_DROEFTELSE": "en halv time"})
    assert caught.value.data["faults"] == (
        "“langauge” findes ikke, mente du “language”?",
        "zone skal være en tidszone som Europe/Copenhagen, ikke “Mars/Olympus”",
        "look.weeks skal være et helt tal fra 1 til 104, ikke 0",
        "rules.holiday skal være block eller warn eller hint eller off, ikke “høj”",
        "“rules.holidays” findes ikke, mente du “rules.holiday”?",
        (
            "lengths.droeftelse skal være et helt tal fra 1 til 480, ikke “en halv time” "
            "(fra PLANNER_LENGTHS_DROEFTELSE)"
        ),
    )
    assert caught.value.sentence.startswith("Indstillingerne har 6 fejl: ")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"weeks = ", "er ikke TOML"),
        (b"\xff\xfe", "er ikke TOML"),
        (None, "findes ikke"),
    ],
)
def test_a_file_that_is_no_configuration_is_refused_in_a_sentence(tmp_path, content, complaint):
    file = tmp_path / "planner.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadUsage, match=complaint):
        load(str(file), {})


def test_a_file_saved_by_notepad_is_read(tmp_path):
    file = tmp_path / "planner.toml"
    file.write_bytes(b"\xef\xbb\xbf" + b'language = "en"\r\n')
    assert load(str(file), {}).language == "en"


def test_the_level_of_any_rule_can_be_set(tmp_path):
    text = '[rules]\nover_capacity = "off"\npresenter_without_slot = "hint"\n'
    assert load(written(tmp_path, text), {}).rules == {
        "over_capacity": "off",
        "presenter_without_slot": "hint",
    }


def test_the_example_holds_every_key_and_says_the_defaults(tmp_path):
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line and not line.endswith(".") else line
        for line in example().partition("[rules]")[0].splitlines()
        if ' = ""' not in line
    )
    settings = load(written(tmp_path, uncommented), {})
    assert set(settings.sources) == {key.name for key in KEYS if key.default is not None}
    assert settings.weeks == 6


def test_every_key_is_shown_with_value_source_and_meaning():
    rows = shown(load(None, {"PLANNER_CONFIG": "", "PLANNER_BOARD": "DIR"}))
    assert [row[0] for row in rows] == [key.name for key in KEYS]
    assert ("board", "DIR", "PLANNER_BOARD") in {row[:3] for row in rows}
