"""One way of telling a person: rooms, people who are told another way, and those who subscribe."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.calendars.feed_file import FeedFolder, blocks_of
from planner.adapters.calendars.memory import MemoryCalendar
from planner.adapters.calendars.subscriptions import SubscriptionGateway
from planner.domain.changes import added, edited
from planner.domain.errors import BadUsage, Refused, Unknown
from planner.domain.item import Presenter
from planner.domain.people import Absence
from planner.usecases.deliver import deliver
from planner.usecases.feeds import add_feed, list_feeds, refresh_feeds, revoke_feed, subscribers
from planner.usecases.publish import PublishPlan, publish
from tests.usecases.publishing import ADA, BO, BOARD, CARL, DINA, EMAIL, FIRST, SENDER, office_in

ROOM, OTHER = "lokale2@plan.example", "sal@plan.example"
ALONE = replace(SENDER, alone=True)


@pytest.fixture
def office(tmp_path):
    return office_in(tmp_path)


@pytest.fixture
def booked(office):
    """The office after the board's usual room was booked for every meeting."""
    office.write(edited(BOARD, room=f"Mødelokale 2 <{ROOM}>"))
    office.publish()
    office.sync()
    office.calendar.messages.clear()
    return office


def room_mail(office, room=ROOM):
    found = [(m.kind, m.entry.starts.date()) for m in office.calendar.messages if m.email == room]
    office.calendar.messages.clear()
    return found


def again(office, **how):
    office.publish(**how)
    office.sync()


# ------------------------------------------------------------------------------------------- rooms


def test_room_is_a_resource_of_the_meeting_of_all(booked):
    entries = booked.calendar.calendars[ROOM].values()
    assert len(entries) == 3
    for entry in entries:
        roles = {one.mailbox.email: one.role for one in entry.attendees}
        assert roles == {EMAIL[ADA]: "required", EMAIL[BO]: "required", ROOM: "resource"}


def test_room_of_which_nothing_changes_hears_nothing(booked):
    booked.write(added(Absence(1, 1, BO, FIRST, FIRST)))
    again(booked)
    assert room_mail(booked) == []


# What is done to the first meeting -> what the rooms hear.
EDITS = {
    "moved": ({"start": dt.time(8)}, [("request", FIRST)], []),
    "cancelled": ({"status": "cancelled"}, [("cancel", FIRST)], []),
    "another room": ({"room": OTHER}, [("cancel", FIRST)], [("request", FIRST)]),
    "no room": ({"room": ""}, [("cancel", FIRST)], []),
}


@pytest.mark.parametrize("sender", [SENDER, ALONE], ids=["one event", "an event each"])
@pytest.mark.parametrize(("fields", "first", "second"), EDITS.values(), ids=EDITS)
def test_rooms_hear_what_concerns_them(office, sender, fields, first, second):
    office.write(edited(BOARD, room=ROOM))
    again(office, sender=sender)
    office.calendar.messages.clear()
    office.write(edited(office.read().meetings[1], **fields))
    asked = office.ask(sender=sender)
    assert asked.counts["rooms"] == bool(first) + bool(second)
    again(office, sender=sender)
    messages = list(office.calendar.messages)
    assert room_mail(office) == first
    office.calendar.messages[:] = messages
    assert room_mail(office, OTHER) == second


def test_room_alone_is_booked_once_and_gets_no_agenda(office):
    office.write(edited(BOARD, room=ROOM))
    again(office, sender=ALONE)
    bodies = [entry.body for entry in office.calendar.calendars[ROOM].values()]
    assert len(bodies) == 3
    assert not any("Klimaplan" in body or "Lukket punkt" in body for body in bodies)


def test_publish_says_what_the_room_hears(office):
    office.write(edited(BOARD, room=f"Mødelokale 2 <{ROOM}>"))
    (room,) = office.ask(sender=ALONE).rooms
    assert (room.name, room.email) == ("Mødelokale 2", ROOM)
    assert room.hears[0].sentence == "bookes: onsdag den 12. marts kl. 9.00-12.00, lokalet"


# ------------------------------------------------------------------------- people told another way


@pytest.fixture
def ways(office):
    """Two calendars; everybody is told by the first unless they have a channel."""
    return {"memory": office.calendar, "mail": MemoryCalendar()}


def told_by(office, ways, backend="memory", offered=None):
    command = PublishPlan(BOARD, "mette", backend, SENDER, offered=offered)
    asked = publish(command, store=office.store, clock=office.clock, new_key=office.new_key)
    publish(
        replace(command, agreed=asked.question),
        store=office.store,
        clock=office.clock,
        new_key=office.new_key,
    )
    deliver(store=office.store, gateways=ways, clock=office.clock)
    return asked


def days_of(calendar, person):
    return sorted(entry.starts.day for entry in calendar.calendars[EMAIL[person]].values())


def test_person_who_is_told_another_way_leaves_the_old_and_comes_to_the_new(office, ways):
    told_by(office, ways)
    office.write(edited(office.read().people[BO], channel="mail"))
    asked = told_by(office, ways)
    assert (days_of(ways["memory"], BO), days_of(ways["mail"], BO)) == ([], [12, 19, 26])
    assert days_of(ways["memory"], ADA) == [12, 19, 26]
    (row,) = asked.told
    assert {hears.kind for hears in row.hears} == {"invitation", "cancellation"}
    off = [hears.sentence for hears in row.hears if hears.kind == "cancellation"]
    assert off[0] == "aflysning: onsdag den 12. marts kl. 9.00-12.00, får besked ad en anden vej fremover"


def test_another_usual_way_moves_everybody_and_leaves_nothing_behind(office, ways):
    told_by(office, ways)
    told_by(office, ways, backend="mail")
    for person in (ADA, BO):
        assert (days_of(ways["memory"], person), days_of(ways["mail"], person)) == ([], [12, 19, 26])


def test_way_that_is_not_set_up_is_refused_by_name(office, ways):
    office.write(edited(office.read().people[BO], channel="ews"))
    with pytest.raises(BadUsage, match="Bo Lind skal have besked ad vejen “Exchange”"):
        told_by(office, ways, offered=frozenset({"memory"}))


def test_who_is_told_nothing_is_left_alone(office, ways):
    office.write(edited(office.read().people[BO], channel="none"))
    asked = told_by(office, ways)
    assert "Bo Lind" not in [*(row.name for row in asked.told), *(row.name for row in asked.missing)]


# ------------------------------------------------------------------------------------- subscribers


@pytest.fixture
def files(tmp_path):
    return FeedFolder(tmp_path / "feeds", "https://plan.example/kalender")


def subscribed(office, files, *words):
    return add_feed(
        words,
        BOARD,
        store=office.store,
        files=files,
        clock=office.clock,
        new_name=lambda: f"hemmelig{'-'.join(words)}".replace(" ", ""),
        default="memory",
    )


def synced(office, files):
    gateways = {"memory": office.calendar, "ics": SubscriptionGateway(files, subscribers(office.store))}
    deliver(store=office.store, gateways=gateways, clock=office.clock)
    return refresh_feeds(store=office.store, files=files)


def test_subscriber_has_the_plan_in_a_file_and_nothing_is_sent(office, files):
    office.write(edited(office.read().people[BO], channel="ics"))
    assert [row.command for row in office.ask().missing] == ['planner abonnement tilføj "Bo Lind"']
    made = subscribed(office, files, "Bo Lind")
    assert (made.address, made.also) == ("https://plan.example/kalender/hemmeligBoLind.ics", None)
    office.publish()
    synced(office, files)
    assert len(blocks_of(files.content("hemmeligBoLind"))) == 3
    assert EMAIL[BO] not in {message.email for message in office.calendar.messages}
    office.write(edited(office.read().meetings[1], status="cancelled"))
    office.publish()
    synced(office, files)
    assert len(blocks_of(files.content("hemmeligBoLind"))) == 2


def test_file_that_would_be_the_same_is_left_alone(office, files):
    subscribed(office, files)
    office.publish()
    assert synced(office, files) == 1
    assert synced(office, files) == 0


def test_what_the_gateway_writes_is_what_the_plan_gives(office, files):
    office.write(edited(office.read().people[BO], channel="ics"))
    subscribed(office, files, "Bo Lind")
    office.publish()
    gateways = {"memory": office.calendar, "ics": SubscriptionGateway(files, subscribers(office.store))}
    deliver(store=office.store, gateways=gateways, clock=office.clock)
    assert refresh_feeds(store=office.store, files=files) == 0
    files.remove("hemmeligBoLind")
    assert refresh_feeds(store=office.store, files=files) == 1


def test_nothing_closed_stands_in_a_file_nor_who_is_invited(office, files):
    subscribed(office, files)
    office.publish()
    synced(office, files)
    text = files.content("hemmelig").decode().replace("\r\n ", "")
    assert "Klimaplan" in text
    assert "KANARIEFUGL" not in text
    assert EMAIL[ADA] not in text
    item = office.read().items[1]
    office.write(edited(item, visibility="closed"))
    refresh_feeds(store=office.store, files=files)
    assert "Klimaplan" not in files.content("hemmelig").decode().replace("\r\n ", "")


def test_teams_link_stands_in_the_calendar_of_who_may_join_and_in_no_board_s(office, files):
    link = "Teams: https://teams.example/l/1"
    plan = office.read()
    office.write(
        edited(plan.meetings[1], teams=link.removeprefix("Teams: ")),
        edited(plan.all(Presenter)[3], mode="online"),
        *(edited(plan.people[one], channel="ics") for one in (ADA, CARL, DINA)),
    )
    for name in ((), ("Ada Ravn",), ("Carl Holt",), ("Dina Kær",)):
        subscribed(office, files, *name)
    office.publish()
    synced(office, files)
    names = ("", "AdaRavn", "CarlHolt", "DinaKær")
    texts = [files.content(f"hemmelig{name}").decode().replace("\r\n ", "") for name in names]
    assert [text.count(link) for text in texts] == [0, 1, 0, 1]
    assert "Klimaplan" in texts[0]


def test_another_teams_link_is_told_before_the_agenda_is_firm(office):
    office.write(edited(office.read().meetings[1], stage="provisional"))
    office.publish()
    office.sync()
    office.messages()
    office.write(edited(office.read().meetings[1], teams="https://teams.example/l/1"))
    said = [one.sentence for person in office.ask().told for one in person.hears]
    assert said == ["ny tekst: onsdag den 12. marts kl. 9.00-12.00, Teams-linket er ændret"] * 2
    office.publish()
    office.sync()
    assert office.messages() == [(ADA, "request"), (BO, "request")]


def test_revoked_address_is_gone_for_good(office, files):
    subscribed(office, files, "Ada Ravn")
    with pytest.raises(Refused):
        subscribed(office, files, "Ada Ravn")
    how = {"store": office.store, "files": files, "clock": office.clock, "default": "memory"}
    revoke_feed(("Ada Ravn",), BOARD, **how)
    assert files.content("hemmeligAdaRavn") == b""
    assert refresh_feeds(store=office.store, files=files) == 0
    assert list_feeds(store=office.store, files=files, default="memory") == ()
    with pytest.raises(Unknown):
        revoke_feed(("Ada Ravn",), BOARD, **how)
