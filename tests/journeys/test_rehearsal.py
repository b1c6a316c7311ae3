"""`planner publish --to`: everything that would go out comes to the secretary alone, and nothing else happens."""

from __future__ import annotations

import email
import json
from email.policy import default

import pytest

from tests.fakes.mail_office import commands

OK, REFUSED, USAGE, OUTSIDE = 0, 1, 2, 3
ME = "mig@plan.example"


@pytest.fixture
def planner(tmp_path, capsys, server):
    office = commands(tmp_path, capsys, server)

    def call(line, *more):
        return office("|".join([*(line.split("|") if "|" in line else line.split()), *more]))

    call(
        "init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|12|--room|lokale2@plan.example"
    )
    call("møde tilføj 12/3")
    call("person|add|Ada Ravn|--email|ada@plan.example|--role|medlem")
    call("ny|Afsked af KANARIEFUGL|--on|12/3|--closed")
    return call


def mails(server):
    return [email.message_from_bytes(letter, policy=default) for letter in server.letters.get(ME, [])]


def test_everything_goes_to_the_secretary_once_and_nobody_else(planner, server):
    code, out, _ = planner("udgiv --to", ME)
    assert (code, list(server.letters)) == (OK, [ME])
    assert [mail["subject"] for mail in mails(server)] == [
        "Prøve: sendt til dig i stedet for Ada Ravn: Direktionen: møde den 12. marts",
        "Prøve: sendt til dig i stedet for lokale2@plan.example: Direktionen: møde den 12. marts",
    ]
    assert out.splitlines()[-1] == f"2 mails sendt til {ME} på prøve. Intet er udgivet."


def test_trial_is_no_invitation_and_has_nothing_closed(planner, server):
    planner("udgiv --to", ME)
    for mail in mails(server):
        assert [part.get_content_type() for part in mail.walk()] == ["text/plain"]
        assert "Intet er udgivet, og ingen kalender er ændret." in mail.get_content()
        assert "KANARIEFUGL" not in mail.get_content()


def test_nothing_is_published_by_it(planner, server):
    before = planner("udgiv --dry-run --json")[1]
    planner("udgiv --to", ME)
    server.letters.clear()
    assert planner("udgiv --dry-run --json")[1] == before
    assert planner("synk")[1].splitlines()[0] == "Der er intet at sende."
    assert server.letters == {}


def test_json_names_every_sample(planner):
    told = json.loads(planner("udgiv --json --to", ME)[1])
    assert (told["to"], told["failed"]) == (ME, 0)
    assert [(one["name"], one["kind"], one["error"]) for one in told["samples"]] == [
        ("Ada Ravn", "invitation", None),
        ("lokale2@plan.example", "invitation", None),
    ]


def test_refused_mail_is_said_and_the_others_go(planner, server):
    server.faults.append("reject")
    code, out, _ = planner("udgiv --to", ME)
    assert (code, len(mails(server))) == (OUTSIDE, 1)
    assert out.splitlines()[-1] == f"1 mail sendt til {ME} på prøve. Intet er udgivet."


def test_somebody_in_the_plan_may_be_named(planner, server):
    assert planner("udgiv|--to|Ada Ravn")[0] == OK
    assert list(server.letters) == ["ada@plan.example"]


@pytest.mark.parametrize(
    ("to", "code", "sentence"),
    [
        ("nogen@", USAGE, "“nogen@” er ikke en adresse, som mail kan sendes til."),
        ("Findes Ikke", REFUSED, "Ingen person svarer til “Findes Ikke”."),
    ],
)
def test_receiver_that_cannot_be_used_is_refused_before_anything_is_sent(planner, server, to, code, sentence):
    answer, _, err = planner("udgiv", "--to", to)
    assert (answer, err.splitlines()[0], server.letters) == (code, sentence, {})
