"""The gateway works with servers that are not Exchange, or says what is the matter: each case is one difference."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.calendars.ews.remembered import remembered
from planner.domain.calendar import (
    Attendee,
    AuthExpired,
    Mailbox,
    NotReached,
    OutcomeUnknown,
    Rejected,
    RemoteChanged,
    RemoteGone,
    Throttled,
)
from tests.adapters.calendars.ews.conftest import BOX
from tests.adapters.calendars.ews.test_gateway import EwsWorld
from tests.contracts.calendar_gateway import (
    ADA,
    BO,
    ENTRY,
    FEATURES,
    HOUR,
    NINE,
    CalendarGatewayContract,
    called_off,
    moved,
)
from tests.fakes.ews_houses import REFUSALS, WORDINGS, as_fault, of_item

WRITING = ("CreateItem", "UpdateItem", "DeleteItem")
BOTH = replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO)))


def told(server):
    return [(email, kind) for email, kind, _ in server.mailboxes.told]


def days_of(gateway, count):
    many = [
        replace(
            ENTRY,
            key=f"{n:032x}",
            uid=f"{n}@planner",
            starts=NINE + n * HOUR,
            ends=NINE + n * HOUR + HOUR / 2,
            attendees=(),
        )
        for n in range(count)
    ]
    gateway.create_many(many)
    return {one.uid for one in many}


# Who is meant by such a name is known while they are invited; who is not invited any more stays.
LOSES = {"capital addresses": {"replies"}, "its own names": {"replies", "shared"}}
ALONE = ("capital addresses", "its own names", "one version for ever")
MISSING = tuple(name for name in WORDINGS if name.startswith(("no ", "never", "page", "empty")))
HOUSES = {
    **{name: (name,) for name in ALONE},
    "tells as little as may be": MISSING,
    "tells it otherwise": tuple(name for name in WORDINGS if name not in (*ALONE, *MISSING)),
}


class TestOtherHouse(CalendarGatewayContract):
    """Every promise in every house; what a house takes away cannot be shown."""

    @pytest.fixture(params=HOUSES)
    def world(self, request, server, opened):
        server.rewrites += [WORDINGS[name] for name in HOUSES[request.param]]
        server.answers.checks_versions = request.param != "one version for ever"
        world = EwsWorld(server, opened)
        world.can = FEATURES - LOSES.get(request.param, set())
        return world


@pytest.mark.parametrize("wording", WORDINGS)
def test_whole_life_of_an_event_in_another_wording(server, gateway, wording):
    server.rewrites.append(WORDINGS[wording])
    server.answers.checks_versions = wording != "one version for ever"
    link = gateway.create(ENTRY)
    server.spent()
    link = gateway.update(ENTRY, link)
    assert server.spent() == ["GetItem"]
    link = gateway.update(replace(BOTH, stamp=ENTRY.stamp + HOUR), link)
    link = gateway.update(moved(BOTH), link)
    gateway.cancel(called_off(moved(BOTH)), link, "Aflyst")
    assert told(server) == [
        (ADA.email, "request"),
        (BO.email, "request"),
        (ADA.email, "request"),
        (BO.email, "request"),
        (ADA.email, "cancel"),
        (BO.email, "cancel"),
    ]
    assert gateway.between(NINE - HOUR, NINE + 9 * HOUR) == ()


@pytest.mark.parametrize("sending", ["plain", "packed", "chunked", "closing"])
def test_answer_is_read_however_it_is_sent(server, gateway, sending):
    server.sending = sending
    link = gateway.create(ENTRY)
    assert gateway.update(moved(ENTRY), link).remote_id == link.remote_id
    assert gateway.probe(moved(ENTRY)).starts == moved(ENTRY).starts
    assert [name for name in server.requests if name in WRITING] == ["CreateItem", "UpdateItem"]


def test_connection_closed_without_a_word_is_opened_again_to_read(server, gateway):
    gateway.create(ENTRY)
    server.sending = "dropping"
    for _ in range(5):
        assert gateway.probe(ENTRY).uid == ENTRY.uid


def test_event_that_gets_a_new_id_with_every_change_stays_ours(server, gateway):
    server.answers.new_ids = True
    first = gateway.create(ENTRY)
    begun = gateway.replies(None).state
    second = gateway.update(moved(ENTRY), first)
    third = gateway.update(moved(moved(ENTRY)), second)
    assert len({one.remote_id for one in (first, second, third)}) == 3
    news = gateway.replies(begun)
    assert news.news == ()
    assert [event.uid for event in remembered(news.state).events.values()] == [ENTRY.uid]
    gateway.cancel(called_off(moved(moved(ENTRY))), first, "Aflyst")
    assert server.mailboxes.of(BOX) == []


def test_moved_mailbox_is_not_taken_for_events_removed(server, gateway):
    gateway.create(ENTRY)
    begun = gateway.replies(None).state
    server.mailboxes.renumbered(BOX, ENTRY.uid, tells=True)
    server.answers.forgets_sync = True
    assert gateway.replies(begun).news == ()


def test_time_changed_by_hand_is_seen_where_versions_are_not_counted(server, gateway):
    server.rewrites.append(WORDINGS["one version for ever"])
    server.answers.checks_versions = False
    link = gateway.create(ENTRY)
    server.mailboxes.edit(BOX, ENTRY.uid, Start=NINE - HOUR)
    with pytest.raises(RemoteChanged):
        gateway.update(moved(ENTRY), link)


@pytest.mark.parametrize("cut", [True, False], ids=["cut off", "refused"])
def test_stretch_with_more_events_than_are_told_of_at_once_is_split(server, gateway, cut):
    there = days_of(gateway, 30)
    server.answers.most_viewed, server.answers.cuts_view = 4, cut
    assert {one.uid for one in gateway.between(NINE, NINE + 40 * HOUR)} == there


def test_more_events_at_one_time_than_are_told_of_are_not_kept_silent(server, gateway):
    gateway.create_many([replace(ENTRY, key=f"{n:032x}", uid=f"{n}@planner", attendees=()) for n in range(3)])
    server.answers.most_viewed = 2
    with pytest.raises(NotReached):
        gateway.between(NINE, NINE + HOUR)


@pytest.mark.parametrize("most", [1, 4, 29])
def test_items_are_read_in_as_small_portions_as_the_server_likes(server, gateway, most):
    there = days_of(gateway, 30)
    server.answers.most_read = most
    assert {one.uid for one in gateway.between(NINE, NINE + 40 * HOUR)} == there


def test_server_that_reads_nothing_at_all_is_busy(server, gateway):
    days_of(gateway, 3)
    server.answers.most_read = 0
    with pytest.raises(Throttled):
        gateway.between(NINE, NINE + 40 * HOUR)


@pytest.mark.parametrize("way", REFUSALS)
def test_answers_come_without_a_list_of_changes(server, gateway, way):
    server.refusals["SyncFolderItems"] = REFUSALS[way]("SyncFolderItems")
    gateway.create(ENTRY)
    other = replace(ENTRY, key="2" * 32, uid="2@planner")
    link = gateway.create(other)
    begun = gateway.replies(None).state
    server.mailboxes.answer(BOX, ENTRY.uid, ADA.email)
    gateway.cancel(called_off(other), link, "Aflyst")
    news = gateway.replies(begun)
    assert {(one.uid, one.kind, one.answer) for one in news.news} == {
        (ENTRY.uid, "answer", "accepted"),
        (other.uid, "removed", None),
    }
    assert gateway.replies(news.state).news == ()


@pytest.mark.parametrize("way", REFUSALS)
def test_server_without_an_address_book_knows_nobody(server, gateway, way):
    server.refusals["ResolveNames"] = REFUSALS[way]("ResolveNames")
    assert gateway.people_called("Ada") == ()


@pytest.mark.parametrize("way", ["fault with 200", "fault with 500", "fault that names its code"])
def test_server_that_cannot_tell_who_is_free_is_not_taken_for_one_where_everybody_is(server, gateway, way):
    server.refusals["GetUserAvailabilityRequest"] = REFUSALS[way]("GetUserAvailability")
    with pytest.raises(Rejected):
        gateway.busy([ADA.email], NINE, NINE + HOUR)
    assert [one.well for one in gateway.check()] == [True, True, False]


@pytest.mark.parametrize("way", REFUSALS)
def test_server_that_searches_nothing_finds_events_by_their_time(server, gateway, way, monkeypatch):
    finding = server.answers.find_item
    gateway.create(ENTRY)

    def only_stretches(request, user):
        if request.find("{*}Restriction") is None:
            return finding(request, user)
        return REFUSALS[way]("FindItem")[1]

    monkeypatch.setattr(server.answers, "find_item", only_stretches)
    server.validates = False
    assert gateway.probe(ENTRY).uid == ENTRY.uid


def test_event_is_deleted_and_told_where_it_cannot_be_cancelled(server, gateway):
    server.answers.cancels = False
    link = gateway.create(BOTH)
    gateway.cancel(called_off(BOTH), link, "Aflyst")
    assert server.spent()[-2:] == ["CreateItem", "DeleteItem"]
    assert [one for one in told(server) if one[1] == "cancel"] == [
        (ADA.email, "cancel"),
        (BO.email, "cancel"),
    ]
    assert [server.mailboxes.of(box) for box in (BOX, ADA.email, BO.email)] == [[], [], []]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ErrorServerBusy", Throttled),
        ("ErrorTooManyObjectsOpened", Throttled),
        ("ErrorTimeoutExpired", OutcomeUnknown),
        ("ErrorInternalServerError", OutcomeUnknown),
        ("ErrorInternalServerTransientError", OutcomeUnknown),
        ("ErrorSomethingOfItsOwn", OutcomeUnknown),
        ("ErrorNotImplemented", Rejected),
        ("ErrorInvalidOperation", Rejected),
        ("ErrorItemNotFound", RemoteGone),
        ("ErrorIrresolvableConflict", RemoteChanged),
        ("ErrorAccessDenied", AuthExpired),
        ("ErrorImpersonateUserDenied", AuthExpired),
    ],
)
@pytest.mark.parametrize("way", ["of the item", "named by a fault"])
def test_what_is_known_after_an_error_of_writing(server, gateway, code, error, way):
    link = gateway.create(ENTRY)
    server.refusals["UpdateItem"] = (
        of_item("UpdateItem", code) if way == "of the item" else as_fault(code, 500)
    )
    if way == "named by a fault" and code in ("ErrorNotImplemented", "ErrorSomethingOfItsOwn"):
        error = OutcomeUnknown  # a fault with a code that nobody knows says nothing
    with pytest.raises(error):
        gateway.update(moved(ENTRY), link)


@pytest.mark.parametrize("code", ["ErrorInvalidOperation", "ErrorInternalServerError"])
def test_warning_about_one_of_many_leaves_the_others_as_they_are(server, gateway, code):
    def warned(answer):
        message = answer[0][1]
        message.set("ResponseClass", "Warning")
        message.find("{*}ResponseCode").text = code

    server.rewrites.append(warned)
    server.validates = False
    many = [replace(ENTRY, key=str(n) * 32, uid=f"{n}@planner") for n in range(3)]
    results = gateway.create_many(many)
    assert [type(one).__name__ for one in results][::2] == ["Link", "Link"]
    assert len(told(server)) == 3


@pytest.mark.parametrize("version", [None, "Exchange2013_SP1", "V2018_01_08", "Noget andet"])
def test_server_of_whatever_version_is_asked_in_ours(server, gateway, version, monkeypatch):
    monkeypatch.setattr("tests.fakes.ews_server.VERSION", {"Version": version} if version else {})
    link = gateway.create(ENTRY)
    gateway.update(moved(ENTRY), link)
    assert {body.partition(b'RequestServerVersion Version="')[2][:12] for body in server.bodies} == {
        b"Exchange2016"
    }


def test_somebody_forwarded_to_stays_however_the_server_names_people(server, gateway):
    link = gateway.create(BOTH)
    server.rewrites.append(WORDINGS["its own names"])
    gateway.update(
        replace(ENTRY, attendees=(Attendee(ADA), Attendee(Mailbox("Cai", "cai@plan.example")))), link
    )
    event = server.mailboxes.by_uid(BOX, ENTRY.uid)
    assert ADA.email in [one.email for one in event.everybody()]
    assert [one.email for one in event.everybody()].count(ADA.email) == 1


def test_meeting_of_somebody_else_is_not_ours_where_the_organizer_is_not_told(server, gateway):
    server.rewrites.append(WORDINGS["no organizer"])
    item = server.mailboxes.add(
        BOX,
        "calendar",
        organizer=BO.email,
        values={"UID": "x", "Start": NINE, "End": NINE + dt.timedelta(hours=1)},
    )
    answers = {"NoResponseReceived": "Accept"}

    def accepted(answer):
        for one in answer.iter("{*}MyResponseType"):
            one.text = answers.get(one.text, one.text)

    server.rewrites.append(accepted)
    assert [one.is_organizer for one in gateway.between(NINE, NINE + HOUR)] == [False]
    assert item.organizer == BO.email
