"""What comes back by mail: answers, proposed times, bounces, and everything that is none of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.calendars.invitation import entry_of, invitation
from planner.adapters.calendars.replies import read_mail
from planner.adapters.mail.directory import MailDirectory
from planner.domain.calendar import Reply
from tests.contracts.calendar_gateway import ADA, BO, ENTRY
from tests.fakes.answers import bounce_mail, reply_mail

AT = dt.datetime(2031, 3, 6, 7, tzinfo=dt.UTC)
ADAS = Reply(ENTRY.uid, ADA.email, "answer", AT, "accepted", 0, ADA.email)
WINDOWS_ZONE = """BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def invited(uid):
    return {ENTRY.uid: ["Ada@Plan.example"]}.get(uid)


def sent():
    return invitation(ENTRY, "REQUEST", ENTRY.attendees[0], listed=ENTRY.attendees)


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [
        ("ACCEPTED", "accepted"),
        ("TENTATIVE", "tentative"),
        ("DECLINED", "declined"),
        ("accepted", "accepted"),
    ],
)
def test_answers_are_understood(partstat, answer):
    assert read_mail(reply_mail(ENTRY.uid, ADA.email, partstat=partstat), invited=invited) == (
        (replace(ADAS, answer=answer),),
        None,
    )


def test_a_comment_is_taken_from_the_calendar_and_else_from_the_mail():
    noted = reply_mail(ENTRY.uid, ADA.email, extra="COMMENT:Kommer 10 min. senere", text="Andet\n")
    written = reply_mail(ENTRY.uid, ADA.email, text="Jeg kommer lidt senere.\n")
    assert [read_mail(mail)[0][0].comment for mail in (noted, written)] == [
        "Kommer 10 min. senere",
        "Jeg kommer lidt senere.",
    ]


def test_a_delegate_answers_for_the_principal():
    mail = reply_mail(ENTRY.uid, ADA.email, sender=BO.email, params=f';SENT-BY="mailto:{BO.email}"')
    assert read_mail(mail, invited=invited) == ((replace(ADAS, sender=BO.email),), None)


def test_somebody_who_sends_in_anothers_name_without_saying_so_is_put_aside():
    found, why = read_mail(reply_mail(ENTRY.uid, ADA.email, sender=BO.email), invited=invited)
    assert (found, why) == ((), f"svaret gælder {ADA.email}, men er sendt af {BO.email}")


@pytest.mark.parametrize("rules", ["", WINDOWS_ZONE], ids=["name only", "with its rules"])
def test_a_proposed_time_is_read_in_the_zone_of_the_program_that_wrote_it(rules):
    mail = reply_mail(
        ENTRY.uid,
        ADA.email,
        method="COUNTER",
        partstat="TENTATIVE",
        extra=(
            "DTSTART;TZID=Romance Standard Time:20310612T130000\nDTEND;TZID=Romance Standard Time:20310612T140000"
        ),
    ).replace(b"BEGIN:VEVENT\r\n", rules.replace("\n", "\r\n").encode() + b"BEGIN:VEVENT\r\n")
    assert mail.count(b"VTIMEZONE") == rules.count("VTIMEZONE")
    ((reply,), why) = read_mail(mail, invited=invited)
    eleven = dt.datetime(2031, 6, 12, 11, tzinfo=dt.UTC)
    assert (why, reply.kind, reply.answer) == (None, "counter", "tentative")
    assert (reply.starts, reply.ends) == (eleven, eleven + dt.timedelta(hours=1))


@pytest.mark.parametrize("whole", [False, True])
def test_a_bounce_names_the_entry_and_the_address(whole):
    mail = bounce_mail(sent().content, "ADA@plan.example", whole=whole)
    assert read_mail(mail, invited=invited) == (
        (Reply(ENTRY.uid, ADA.email, "bounced", AT, comment="5.1.1 smtp; 550 5.1.1 User unknown"),),
        None,
    )


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_report_of_mail_that_did_not_fail_is_passed_over(action):
    assert read_mail(bounce_mail(sent().content, ADA.email, action=action)) == ((), None)


def test_a_bounce_of_another_mail_is_passed_over():
    assert read_mail(bounce_mail(b"Message-ID: <x@y>\r\n\r\nHej", ADA.email)) == ((), None)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_a_message_id_gives_its_entry_back(uid):
    letter = invitation(replace(ENTRY, uid=f"a{uid}"), "REQUEST", ENTRY.attendees[0], listed=ENTRY.attendees)
    head = letter.content.partition(b"\r\n\r\n")[0].decode()
    (line,) = [line for line in head.replace("\r\n ", " ").splitlines() if line.startswith("Message-ID")]
    assert entry_of(line.replace(" ", "")) == f"a{uid}"


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (reply_mail("ukendt@planner", ADA.email), "ikke er vores"),
        (reply_mail(ENTRY.uid, "fremmed@plan.example"), "fremmed@plan.example er ikke indkaldt"),
        (reply_mail(ENTRY.uid, ADA.email, partstat="NEEDS-ACTION"), "hverken ja, måske eller nej"),
        (
            reply_mail(
                ENTRY.uid,
                ADA.email,
                partstat="DELEGATED",
                params=';DELEGATED-TO="mailto:bo@plan.example"',
            ),
            "givet indkaldelsen videre til bo@plan.example",
        ),
        (reply_mail(ENTRY.uid, ADA.email, method="REFRESH"), "ikke et svar (REFRESH)"),
        (reply_mail(ENTRY.uid, ADA.email, method="COUNTER"), "kan ikke læses"),
        (
            reply_mail(
                ENTRY.uid,
                ADA.email,
                method="COUNTER",
                extra="DTSTART:20310612T130000Z\nDTEND:20310612T120000Z",
            ),
            "slutter, før det begynder",
        ),
        (reply_mail(ENTRY.uid, ADA.email, extra="COMMENT:a\0b"), "NUL-tegn"),
        (reply_mail(ENTRY.uid, ADA.email, extra="\n".join(["COMMENT:" + "x" * 60] * 9000)), "for stor"),
        (
            reply_mail(ENTRY.uid, ADA.email).replace(b"BEGIN:VEVENT", b"BEGIN:VTODO"),
            "ikke om ét bestemt møde",
        ),
        (b"Content-Type: text/calendar; method=REPLY\r\n\r\n", "tom"),
        (b"Content-Type: text/calendar; method=REPLY\r\n\r\nikke en kalender", "kan ikke læses"),
        (b"Subject: x\r\n\r\n" + b"x" * 50_000_000, "for stor (50 MB)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_put_aside_with_its_reason(mail, words):
    found, why = read_mail(mail, invited=invited)
    assert (found, words in why) == ((), True), why


@pytest.mark.parametrize(
    "mail", [b"", b"\0\0\0", b"Subject: Kaffe?\r\n\r\nKommer du?", b"Content-Type: multipart/mixed\r\n\r\n"]
)
def test_other_mail_is_passed_over(mail):
    assert read_mail(mail, invited=invited) == ((), None)


@given(st.binary(max_size=300), st.integers(0, 900), st.sampled_from(["reply", "bounce"]))
def test_no_mail_breaks_the_reading(noise, at, kind):
    whole = reply_mail(ENTRY.uid, ADA.email) if kind == "reply" else bounce_mail(sent().content, ADA.email)
    found, why = read_mail(whole[:at] + noise + whole[at + len(noise) :], invited=invited)
    assert (found == ()) or (why is None)
    assert {reply.attendee for reply in found} <= {ADA.email}


def test_nested_without_end_is_put_aside():
    depth = 3000
    heads = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    found, _ = read_mail(b"MIME-Version: 1.0\r\n" + heads, invited=invited)
    assert found == ()


class Silent:
    def send(self, letters):
        return (None,) * len(letters)

    def check(self):
        return ()


def test_the_gateway_reads_a_directory_and_puts_aside_by_file_name(tmp_path):
    (tmp_path / "1.eml").write_bytes(reply_mail(ENTRY.uid, ADA.email))
    (tmp_path / "2.eml").write_bytes(reply_mail("ukendt@planner", ADA.email))
    (tmp_path / "3.eml").write_bytes(b"x" * 11_000_000)
    (tmp_path / "noter.txt").write_bytes(reply_mail(ENTRY.uid, ADA.email))
    gateway = ImipGateway(Silent(), MailDirectory(tmp_path), invited=invited)
    first = gateway.replies(None)
    assert first.news == (ADAS,)
    assert first.quarantined == (
        "2.eml: ada@plan.example svarer på en indkaldelse, som ikke er vores",
        "3.eml: mailen er for stor (11 MB)",
    )
    (tmp_path / "4.eml").write_bytes(reply_mail(ENTRY.uid, ADA.email, partstat="DECLINED"))
    second = gateway.replies(first.state)
    assert ([reply.answer for reply in second.news], second.quarantined) == (["declined"], ())
    assert gateway.replies(second.state).news == ()


def test_without_an_inbox_nothing_comes_back():
    replies = ImipGateway(Silent()).replies("x")
    assert (replies.news, replies.state, replies.quarantined) == ((), "x", ())
