"""The weekly mail over a real store and a real mail server: who gets what, once, and what changed since the last."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.letters.message import MailComposer
from planner.adapters.letters.templates import TemplateRenderer
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Paper, Placement, Presenter
from planner.domain.people import Membership, Person
from planner.usecases.forward_look import ForwardLook, issue, nominal_day
from planner.usecases.letter_outbox import settle_letter
from planner.usecases.mail_readers import choose
from planner.usecases.post import post
from planner.usecases.preview_forward_look import preview
from planner.usecases.render_letters import Rendering
from tests.fakes.mail_server import MailServer
from tests.fakes.unwrapping import holds
from tests.usecases.publishing import BO, BOARD, CARL, DINA, ELLE, SENDER, ZONE, office_in

CANARY = "kanariefugl"
THURSDAY = dt.date(2031, 3, 6)
BOX = SENDER.mailbox.email


class Mailroom:
    """The office with a mail server, and the verbs of the weekly mail."""

    def __init__(self, office, server):
        self.office, self.server = office, server
        self.renderer = TemplateRenderer()

    def issue(self, nominal=THURSDAY, **how):
        command = ForwardLook(BOARD, "mette", SENDER.mailbox, nominal, SENDER.telephone, **how)
        return issue(command, store=self.office.store, clock=self.office.clock)

    def post(self, rendering=None):
        mailer = SmtpMailer(SmtpServer("localhost", self.server.port, security="none", seconds=10))
        rendering = rendering or Rendering(
            self.renderer, MailComposer(SENDER.mailbox, lambda _: b"BEGIN:VCALENDAR")
        )
        return post(store=self.office.store, mailer=mailer, rendering=rendering, clock=self.office.clock)

    def send(self, nominal=THURSDAY, **how):
        return self.issue(nominal, **how), self.post()

    def preview(self, reader=None, nominal=THURSDAY, board=BOARD):
        command = ForwardLook(board, "mette", SENDER.mailbox, nominal, SENDER.telephone)
        rendering = Rendering(self.renderer, MailComposer(SENDER.mailbox, lambda _: b""))
        how = {"store": self.office.store, "clock": self.office.clock, "rendering": rendering}
        return preview(command, reader, language="da", **how)

    def text(self, email, number=-1):
        return self.server.to(email)[number].get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture
def room(tmp_path):
    with MailServer() as server:
        yield Mailroom(office_in(tmp_path), server)


def test_nothing_is_told_before_the_plan_is_published(room):
    with pytest.raises(Refused):
        room.send()
    assert room.server.letters == {}


def test_the_board_gets_it_once_however_often_it_is_sent(room):
    room.office.publish()
    first, _ = room.send()
    again = [room.send()[0] for _ in range(2)]
    assert (first.issue, first.queued) == (1, 4)
    assert [(one.issue, one.queued, one.sent is not None) for one in again] == [(None, 0, True)] * 2
    assert {email: len(found) for email, found in room.server.letters.items()} == {
        BOX: 1, "ada@plan.example": 1, "bo@plan.example": 1, "mona@plan.example": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("weekdays", "day", "nominal"),
    [
        ((), 6, 3),  # no rule: the Monday of the week
        ((), 9, 3),
        ((3,), 4, 6),  # on Thursdays, sent on the Tuesday before
        ((3,), 7, 6),
        ((0, 3), 5, 3),  # on Mondays and Thursdays
        ((0, 3), 6, 6),
        (range(5), 5, 5),
        (range(5), 8, 7),
    ],
)
def test_a_mail_sent_by_hand_counts_for_the_day_of_its_week(weekdays, day, nominal):
    at = dt.datetime(2031, 3, day, 12, tzinfo=ZONE)
    assert nominal_day(BOARD, at, weekdays) == dt.date(2031, 3, nominal)


def test_a_corrected_issue_says_so_and_why(room):
    room.office.publish()
    room.send()
    with pytest.raises(BadUsage):
        room.issue(again=True)
    issued, _ = room.send(again=True, why="Forkert lokale")
    mails = room.server.to("ada@plan.example")
    assert issued.issue == 2
    assert [mail["Subject"].startswith("Rettet: ") for mail in mails] == [False, True]
    assert "Denne mail er rettet: Forkert lokale" in room.text("ada@plan.example")
    assert len({mail["Message-ID"] for mail in mails}) == 2


def test_there_is_nothing_to_correct_before_the_first(room):
    room.office.publish()
    with pytest.raises(BadUsage):
        room.issue(again=True, why="Forkert lokale")


def test_only_what_was_published_is_told_and_the_secretariat_hears_how_much_waits(room):
    room.office.publish()
    room.send()
    placements = room.office.read().placements
    room.office.write(edited(placements[1], meeting=2), edited(placements[4], meeting=3))
    room.office.publish()
    room.office.write(Change(placements[2], None))
    room.office.clock.passes(days=7)
    room.send(THURSDAY + dt.timedelta(days=7))
    told = room.text("ada@plan.example")
    assert "- Klimaplan: flyttet fra 12. marts til 19. marts" in told
    assert "- Skolestart: flyttet fra 19. marts til 26. marts" in told
    assert "Budget: " not in told
    assert "ikke er udgivet" not in told
    assert "Ændringer, der ikke er udgivet: 1\n- Budget: afventer igen en dato" in room.text(BOX)


def test_new_titles_presenters_and_lengths_are_told_and_nothing_of_what_was_closed(room):
    room.office.publish()
    room.send()
    plan = room.office.read()
    room.office.write(
        edited(plan.items[1], title="Klimaplan 2035", minutes=45),
        edited(plan.items[3], title="Personalesag", visibility="open"),
        edited(plan.items[4], title="Første skoledag"),
        removed(plan.all(Presenter)[4]),
        added(Presenter(9, 4, CARL, "online")),
    )
    room.office.publish()
    room.office.clock.passes(days=7)
    room.send(THURSDAY + dt.timedelta(days=7))
    for reader in ("ada@plan.example", "mona@plan.example"):
        told = room.text(reader)
        assert "- Klimaplan 2035: 12. marts: ny titel (før: Klimaplan), afsat 45 min. (før 30 min.)" in told
        assert "- Personalesag: 12. marts: ny titel" in told
        assert "KANARIEFUGL" not in told
    assert "19. marts: ny titel (før: Skolestart), nu med Carl Holt (Teams)" in room.text("ada@plan.example")


def test_a_reason_is_told_to_those_who_are_entitled(room):
    room.office.publish()
    room.send()
    store, clock = room.office.store, room.office.clock
    placement = room.office.read().placements[1]
    with store.work() as work:
        change = edited(placement, meeting=2)
        work.append([change], board=1, at=clock.now(), by="m", command="flyt", why="Der manglede tal")
        work.commit()
    room.office.publish()
    clock.passes(days=7)
    room.send(THURSDAY + dt.timedelta(days=7))
    assert "(Der manglede tal)" in room.text("ada@plan.example")
    assert "(Der manglede tal)" not in room.text("mona@plan.example")


def test_a_publication_of_some_days_tells_only_of_those(room):
    room.office.publish()
    room.send()
    placements = room.office.read().placements
    room.office.write(edited(placements[2], meeting=3), edited(placements[4], meeting=3, minutes=45))
    room.office.publish(until=dt.date(2031, 3, 12))
    changes = room.preview().rendered.text.partition("KUN TIL SEKRETARIATET")
    assert "Budget: flyttet" not in changes[2]
    assert "Skolestart: flyttet fra 19. marts til 26. marts" in changes[2]


@pytest.mark.parametrize(
    ("email", "sees"),
    [(BOX, True), ("ada@plan.example", True), ("mona@plan.example", False), ("dina@plan.example", False)],
)
def test_what_is_closed_and_the_teams_link_reach_only_those_who_are_entitled(room, email, sees):
    choose(BOARD, "Dina", wish=True, calendar=True, store=room.office.store, clock=room.office.clock)
    room.office.write(edited(room.office.read().meetings[1], teams="https://teams.example/l/1"))
    room.office.publish()
    room.send()
    (letter,) = room.server.letters[email]
    assert (holds(letter, CANARY), holds(letter, "teams.example")) == (sees, sees)


def test_what_was_closed_while_the_letter_waited_is_not_in_it(room):
    choose(BOARD, "Dina", wish=True, calendar=None, store=room.office.store, clock=room.office.clock)
    room.office.publish()
    room.issue()
    item = room.office.read().items[1]
    room.office.write(edited(item, visibility="closed"))
    room.post()
    assert "Klimaplan" in room.text("ada@plan.example")
    assert "Klimaplan" not in room.text("dina@plan.example")


def test_own_points_are_marked_for_each_in_the_rendering_they_share(room):
    room.office.publish()
    room.send()
    assert "Skolestart (dit punkt)" in room.text("bo@plan.example")
    assert "(dit punkt)" not in room.text("ada@plan.example")
    assert "\ue000" not in room.text("bo@plan.example")
    assert (
        "Skolestart <strong>(dit punkt)</strong>"
        in room.server.to("bo@plan.example")[0].get_body(("html",)).get_content()
    )


def test_letters_are_rendered_once_for_each_audience_and_language(room):
    many = [
        Person(100 + n, f"Medlem {n}", email=f"m{n}@plan.example", language="en" if n % 2 else None)
        for n in range(40)
    ]
    room.office.write(
        *(added(one) for one in many), *(added(Membership(100 + n, 1, 100 + n)) for n in range(40))
    )
    room.office.publish()
    _, posted = room.send()
    # The secretariat, members in two languages, and the mayor.
    assert (len(posted.done), room.renderer.renderings) == (44, 4)
    assert room.text("m1@plan.example").startswith("Direktionen\nMeetings of the next three weeks")


def test_readers_are_chosen_and_left_out(room):
    how = {"store": room.office.store, "clock": room.office.clock}
    choose(BOARD, "Dina", wish=True, calendar=True, **how)
    choose(BOARD, "Bo Lind", wish=False, calendar=None, **how)
    found = choose(BOARD, "Elle", wish=True, calendar=None, **how)
    assert [(one.person, one.audience, one.calendar) for one in found.readers] == [
        (1, "medlem", False), (DINA, "medarbejder", True), (ELLE, "medarbejder", False), (5, "oplægsholder", False),
    ]  # fmt: skip
    room.office.publish()
    issued, _ = room.send()
    assert issued.without_address == ("Elle Uden Adresse",)
    assert [part.get_filename() for part in room.server.to("dina@plan.example")[0].iter_attachments()] == [
        "moeder.ics"
    ]
    assert BO not in {one.person for one in found.readers}


def test_an_answer_that_is_lost_parks_the_letter_and_a_person_sends_the_same_bytes(room):
    room.office.publish()
    room.issue()
    room.server.faults.append("lose")
    posted = room.post()
    lost = [row for row in posted.done if row.state == "parked"]
    assert [(row.email, row.reason) for row in lost] == [(BOX, "OutcomeUnknown")]
    room.office.clock.passes(hours=1)
    assert [row.state for row in room.post().done] == []
    settle_letter(lost[0].letter, "retry", store=room.office.store, clock=room.office.clock)
    room.post()
    first, second = room.server.letters[BOX]
    assert first == second


@pytest.mark.parametrize("night", ["2031-03-30T00:58:00+00:00", "2031-10-26T00:58:00+00:00"])
def test_a_pause_is_as_long_in_the_nights_in_which_clocks_are_set(room, night):
    room.office.publish()
    start = dt.datetime.fromisoformat(night)

    def posted(seconds):
        room.office.clock.at = (start + dt.timedelta(seconds=seconds)).astimezone(ZONE)
        return [row.state for row in room.post().done if row.email == "ada@plan.example"]

    room.office.clock.at = start.astimezone(ZONE)
    room.issue(start.date())
    room.server.refuses["ada@plan.example"] = "451 4.7.1 Try again later"
    assert posted(0) == ["wait"]
    room.server.refuses.clear()
    assert [posted(299), posted(301)] == [[], ["acked"]]


@pytest.mark.parametrize("decision", ["confirm", "drop"])
def test_a_person_may_also_confirm_or_drop_it(room, decision):
    room.office.publish()
    room.issue()
    room.server.faults.append("lose")
    (lost,) = [row for row in room.post().done if row.state == "parked"]
    settle_letter(lost.letter, decision, store=room.office.store, clock=room.office.clock)
    room.office.clock.passes(hours=1)
    assert (room.post().for_a_person, len(room.server.letters[BOX])) == (0, 1)


def test_a_letter_whose_worker_died_is_parked_and_never_sent_by_itself(room):
    room.office.publish()
    room.issue()
    with room.office.store.work() as work:
        (one,) = work.letters.due(room.office.clock.now(), 1)
        leaving = replace(
            one, state="inflight", attempts=1, sent_at=room.office.clock.now(), content=b"halvt"
        )
        assert work.letters.save(leaving, one)
        work.commit()
    assert BOX not in {row.email for row in room.post().done}
    room.office.clock.passes(minutes=5)
    assert [(row.email, row.state) for row in room.post().done] == [(BOX, "parked")]
    assert BOX not in room.server.letters


@pytest.mark.parametrize(
    ("fault", "state"),
    [("throttle", "wait"), ("not_reached", "wait"), ("reject", "parked"), ("cut", "parked")],
)
def test_one_that_does_not_get_through_stops_no_other(room, fault, state):
    room.office.publish()
    room.issue()
    room.server.faults.append(fault)
    found = {row.email: row.state for row in room.post().done}
    assert found[BOX] == state
    assert {found[email] for email in found if email != BOX} == {"acked"}


def test_a_mail_that_comes_too_late_is_not_sent(room):
    room.office.publish()
    room.issue()
    room.office.clock.passes(days=3)
    posted = room.post()
    assert {row.state for row in posted.done} == {"expired"}
    assert room.server.letters == {}


def test_an_address_that_is_none_stops_no_other(room):
    ada = room.office.read().people[1]
    room.office.write(edited(ada, email="ikke en adresse"))
    room.office.publish()
    _, posted = room.send()
    assert [row.email for row in posted.done if row.state != "acked"] == ["ikke en adresse"]


def test_intro_stands_in_the_next_issue_only(room):
    room.office.publish()
    with room.office.store.work() as work:
        work.issues.introduce(1, "God sommer!", room.office.clock.now(), "mette")
        work.commit()
    room.send()
    room.office.clock.passes(days=7)
    room.send(THURSDAY + dt.timedelta(days=7))
    assert ["God sommer!" in room.text(BOX, number) for number in (0, 1)] == [True, False]


def test_the_secretariat_sees_what_is_missing(room):
    room.office.publish()
    room.office.sync()
    placements = room.office.read().placements
    held = [edited(placements[4], state="held"), added(Placement(20, 4, 3, 1, state="held"))]
    room.office.write(*held, edited(placements[2], minutes=170))
    room.office.publish()
    room.office.sync()
    text = room.preview().rendered.text
    assert "Har ikke svaret:\n- 12. marts: Ada Ravn, Bo Lind, Carl Holt, Dina Kær" in text
    assert "Skal afgøres:\n- Skolestart: 19. marts eller 26. marts" in text
    assert "For meget på dagsordenen:\n- 12. marts: " in text
    assert "Har ikke svaret" not in room.preview("Ada").rendered.text


def test_papers_that_have_not_come_are_named_to_the_secretariat_until_they_do(room):
    board = replace(BOARD, papers_days=5)
    room.office.write(edited(BOARD, papers_days=5))
    room.office.publish()
    assert (
        "Materiale mangler:\n- Klimaplan, 12. marts (frist 5. marts)"
        in room.preview(board=board).rendered.text
    )
    room.office.write(added(Paper(1, 1, 1, THURSDAY)))
    text = room.preview(board=board).rendered.text
    assert ("- Klimaplan, 12. marts" in text, "- Budget, 12. marts" in text) == (False, True)
    assert "Materiale mangler" not in room.preview("Ada", board=board).rendered.text
