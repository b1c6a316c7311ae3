from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.calendars.letter_calendar import letter_calendar
from planner.adapters.letters.message import MailComposer
from planner.adapters.letters.templates import TemplateRenderer
from planner.domain.calendar import Mailbox, NotReached
from planner.domain.changes import added, edited
from planner.domain.item import FollowUp, Paper
from planner.usecases.digest import Digest, digest, draw_digest
from planner.usecases.post import post
from planner.usecases.remind import Remind, remind
from planner.usecases.render_letters import Rendering, closed_now
from tests.usecases.publishing import BOARD, CARL, DINA, EMAIL, NOW, SENDER, office_in

BOX = Mailbox("Sekretariatet", "sekretariat@plan.example")


class Letterbox:
    """A mailer that keeps what it was handed; while it is down nothing arrives."""

    def __init__(self):
        self.down, self.mails = False, []

    def send(self, letters):
        if self.down:
            return [NotReached("Mailserveren svarer ikke.") for _ in letters]
        self.mails += letters
        return [None] * len(letters)


@pytest.fixture
def rendering():
    return Rendering(TemplateRenderer(), MailComposer(BOX, letter_calendar))


@pytest.fixture
def office(tmp_path):
    """Papers are due on Monday 10 March at noon; Carl answers for items 1 and 2, Dina for the closed item 3."""
    office = office_in(tmp_path)
    office.board = replace(BOARD, papers_days=2, papers_at=dt.time(12), reminders="hverdage kl. 8.00")
    office.write(edited(BOARD, papers_days=2, papers_at=dt.time(12), reminders="hverdage kl. 8.00"))
    office.publish()
    office.sync()
    office.box = Letterbox()
    return office


def on(office, day, hour=8):
    office.clock.at = NOW.replace(day=day, hour=hour, minute=0)


def goes(office, rendering, *, mind=True):
    """Remind people and post; who got a mail, and every mail's text."""
    if mind:
        remind(Remind(office.board, BOX), store=office.store, clock=office.clock)
    post(store=office.store, mailer=office.box, rendering=rendering, clock=office.clock)
    found = {}
    for mail in office.box.mails:
        found.setdefault(mail.receiver, []).append(mail.content.decode())
    office.box.mails.clear()
    return found


def plain(mail):
    from email import message_from_string
    from email.policy import default

    return message_from_string(mail, policy=default).get_body(("plain",)).get_content()


def test_a_person_with_several_items_gets_one_mail(office, rendering):
    on(office, 6)
    found = goes(office, rendering)
    assert {name: len(mails) for name, mails in found.items()} == {EMAIL[CARL]: 1, EMAIL[DINA]: 1}
    text = plain(found[EMAIL[CARL]][0])
    assert text.count("Materialet skal være fremme mandag den 10. marts") == 2
    assert "Klimaplan" in text
    assert "Budget" in text


def test_nobody_is_reminded_twice(office, rendering):
    on(office, 6)
    goes(office, rendering)
    on(office, 7)
    assert goes(office, rendering) == {}


def test_closed_item_is_neutral_to_who_presents_it(office, rendering):
    on(office, 6)
    mail = goes(office, rendering)[EMAIL[DINA]][0]
    assert "Lukket punkt" in plain(mail)
    assert "KANARIEFUGL" not in mail


def test_item_that_was_just_closed_is_neutral_when_the_mail_leaves(office, rendering):
    on(office, 6)
    remind(Remind(office.board, BOX), store=office.store, clock=office.clock)
    item = office.read().items[1]
    office.write(edited(item, visibility="closed"))
    text = plain(goes(office, rendering, mind=False)[EMAIL[CARL]][0])
    assert "Klimaplan" not in text
    assert "Budget" in text


def test_what_came_in_meanwhile_is_left_out_when_the_mail_leaves(office, rendering):
    on(office, 6)
    remind(Remind(office.board, BOX), store=office.store, clock=office.clock)
    office.write(added(Paper(1, 1, 1, NOW.date())), added(Paper(2, 1, 3, NOW.date())))
    found = goes(office, rendering, mind=False)
    assert list(found) == [EMAIL[CARL]]
    assert "Klimaplan" not in plain(found[EMAIL[CARL]][0])
    with office.store.work() as work:
        assert [(one.name, one.state) for one in work.letters.with_prefix("reminder:")] == [
            ("Carl Holt", "acked"),
            ("Dina Kær", "suppressed"),
        ]


def test_what_moved_meanwhile_is_not_said(office, rendering):
    on(office, 6)
    remind(Remind(office.board, BOX), store=office.store, clock=office.clock)
    plan = office.read()
    office.write(*(edited(plan.placements[n], meeting=2, position=n + 1) for n in (1, 2, 3)))
    assert goes(office, rendering, mind=False) == {}


def test_who_was_reminded_is_told_that_it_moved_once_that_is_published(office, rendering):
    on(office, 6)
    goes(office, rendering)
    office.write(edited(office.read().placements[1], meeting=2, position=2))
    on(office, 7)
    assert goes(office, rendering) == {}
    office.publish()
    text = plain(goes(office, rendering)[EMAIL[CARL]][0])
    assert "Klimaplan: Er flyttet fra onsdag den 12. marts" in text
    assert "til onsdag den 19. marts." in text


def test_late_papers_have_a_copy_for_the_secretariat_in_one_mail(office, rendering):
    on(office, 11)
    found = goes(office, rendering)
    (mail,) = found[BOX.email]
    text = plain(mail)
    assert "Kopi af påmindelse til Carl Holt" in text
    assert "Kopi af påmindelse til Dina Kær" in text
    assert "Materialet er ikke modtaget" in text


def test_the_secretary_of_a_person_gets_a_copy(office, rendering):
    plan = office.read()
    office.write(edited(plan.people[CARL], secretary=2))
    on(office, 6)
    found = goes(office, rendering)
    assert "Kopi af påmindelse til Carl Holt" in plain(found[EMAIL[2]][0])


def test_nobody_is_reminded_at_night(office, rendering):
    on(office, 6, 22)
    assert remind(Remind(office.board, BOX), store=office.store, clock=office.clock).quiet
    assert goes(office, rendering) == {}


def test_mail_that_could_not_leave_before_night_waits_for_the_morning(office, rendering):
    on(office, 6)
    office.box.down = True
    goes(office, rendering)
    office.box.down = False
    on(office, 6, 22)
    assert goes(office, rendering, mind=False) == {}
    on(office, 7, 8)
    assert set(goes(office, rendering, mind=False)) == {EMAIL[CARL], EMAIL[DINA]}


def test_three_days_without_a_mail_server_end_in_one_mail_a_person(office, rendering):
    office.box.down = True
    for day in (6, 7, 10):
        on(office, day)
        goes(office, rendering)
    office.box.down = False
    on(office, 11)
    found = goes(office, rendering)
    assert {EMAIL[CARL], EMAIL[DINA], BOX.email} <= set(found)
    assert {len(mails) for mails in found.values()} == {1}
    text = plain(found[EMAIL[CARL]][0])
    assert "Materialet er ikke modtaget" in text
    assert "svar på indkaldelsen" in text
    assert "skal være fremme" not in text


def test_who_was_told_hours_between_which_they_attend_is_reminded_of_those(tmp_path, rendering):
    office = office_in(tmp_path)
    office.board, office.box = BOARD, Letterbox()
    office.write(edited(office.read().meetings[1], stage="provisional"))
    office.publish()
    office.sync()
    on(office, 11)
    text = plain(goes(office, rendering)[EMAIL[CARL]][0])
    assert "Klimaplan: Du deltager onsdag den 12. marts mellem kl. 9.00 og " in text


def test_plan_that_was_never_published_reminds_nobody(tmp_path, rendering):
    office = office_in(tmp_path)
    office.board, office.box = replace(BOARD, papers_days=2), Letterbox()
    office.write(edited(BOARD, papers_days=2))
    on(office, 6)
    assert goes(office, rendering) == {}


def digested(office, rendering, day):
    on(office, day, 7)
    with office.store.work() as work:
        letter = draw_digest(Digest(office.board, BOX, NOW.date()), work, office.clock.now())
        return rendering.rendered(letter, closed_now(letter.facts, work.read)).text if letter else None


def test_the_day_before_dispatch_one_line_says_what_is_ready(office, rendering):
    board = office.read().boards[1]
    office.board = replace(board, dispatch_days=2)
    office.write(edited(board, dispatch_days=2), added(Paper(1, 1, 1, NOW.date())))
    # The agenda of Wednesday the 12th is sent on Monday, so Friday is the day before.
    text = digested(office, rendering, 7)
    papers, answers = (
        "materiale pkt. 2 (Carl Holt), materiale pkt. 3 (Dina Kær)",
        "svar fra Carl Holt, svar fra Dina Kær, svar fra Mona Borg",
    )
    assert f"Klar til udsendelse: 0 af 3. Mangler: {papers}, {answers}." in text.splitlines()


def test_digest_lists_what_the_secretariat_is_to_look_at(office, rendering):
    office.write(
        added(FollowUp(1, 1, "Undersøge prisen", "HR", due=NOW.date())),
        edited(office.read().items[4], by=dt.date(2031, 3, 10)),
    )
    text = digested(office, rendering, 7)
    assert "- HR skulle have fulgt op 5. marts: Undersøge prisen" in text
    assert "- #4 Skolestart: skulle på senest 10. marts" in text
    assert "- materiale til 12. marts skal være fremme 10. marts" in text


def test_digest_is_sent_once_a_day(office):
    on(office, 7, 7)
    command = Digest(office.board, BOX, NOW.replace(day=7).date())
    first = digest(command, store=office.store, clock=office.clock)
    again = digest(command, store=office.store, clock=office.clock)
    assert (first.queued, again.queued) == (1, 0)


def test_digest_with_nothing_on_it_is_not_sent(tmp_path):
    office = office_in(tmp_path)
    done = digest(Digest(BOARD, BOX, NOW.date()), store=office.store, clock=office.clock)
    assert (done.empty, done.queued) == (True, 0)


def test_letter_in_a_language_without_letters_is_danish_and_says_so(office, rendering):
    office.write(edited(office.read().people[CARL], language="no"))
    on(office, 6)
    mail = goes(office, rendering)[EMAIL[CARL]][0]
    assert "Content-Language: da" in mail
    assert "Materialet skal være fremme mandag den 10. marts" in plain(mail)


def test_sender_of_reminders_is_the_secretariat():
    assert SENDER.mailbox == BOX
