from __future__ import annotations

import pytest

from planner.clocks import FixedClock
from planner.domain.changes import edited
from planner.domain.errors import Ambiguous, BadUsage, Refused, Unknown
from planner.domain.item import Leg, Route
from planner.usecases.add_meeting import AddMeetings, add_meetings
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.drop_route import DropRoute, drop_route
from planner.usecases.plan_route import PlanRoute, plan_route
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.views.cycles import cycles
from planner.usecases.views.look import look
from planner.usecases.views.routes import route, routes
from planner.usecases.withdraw import WithdrawItems, withdraw_items
from tests.usecases.routing import DIR, KB, NOW, OK, D, days, manner, way


def test_route_is_counted_back_from_the_last_board_and_written_in_one_step(run, plan):
    made = way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    assert days(made) == [("DIR", D(2025, 6, 4)), ("ØK", D(2025, 6, 10)), ("KB", D(2025, 6, 17))]
    assert made.done.sentences == (
        "#1 Budgetopfølgning pr. ult. april: sat på onsdag den 4. juni 2025 (uge 23)",
        "Sagsgang for #1: DIR 4. juni > ØK 10. juni > KB 17. juni",
    )
    now = plan()
    assert now.all(Route) == {1: Route(1, 1, 1)}
    assert now.all(Leg) == {1: Leg(1, 1, 1, 1), 2: Leg(2, 1, 2, 2, 21), 3: Leg(3, 1, 3, 3, 31)}
    assert [p.meeting for p in now.open_of(1)] == [4]


def test_undo_takes_the_whole_route_back(run, plan):
    before = plan()
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    run(undo, TakeBack(manner()))
    assert plan() == before


@pytest.mark.parametrize(
    "words",
    [
        ("1", "DIR > ØK 10/6 > KB 17/6"),
        ("1", "DIR", ">", "ØK", "10/6", ">", "KB", "17/6"),
        ("1", "Direktionen -> økonomiudvalget 10. juni → KB 17. juni"),
        ("budgetopfølgning", "DIR > ØK 10/6 > KB"),
        ("1", "DIR > ØK > KB 17/6"),
        ("1", "DIR 4/6 > ØK 10/6 > KB 17/6"),
        ("1", "DIR > ØK 10. juni > KB 17/6"),
    ],
)
def test_route_may_be_typed_in_many_ways(run, words):
    assert days(way(run, *words)) == [("DIR", D(2025, 6, 4)), ("ØK", D(2025, 6, 10)), ("KB", D(2025, 6, 17))]


def test_without_dates_the_next_cycle_that_can_be_reached_is_taken(run):
    made = way(run, "1", "DIR > ØK > KB")
    assert made.cycle == "rul juni: ØK 10/6, KB 17/6"  # 13 May comes before any meeting of DIR
    assert days(made)[0] == ("DIR", D(2025, 6, 4))
    assert way(run, "1", "DIR > ØK > KB", lag=10).cycle == "rul juni: ØK 10/6, KB 26/6"


@pytest.mark.parametrize(
    ("words", "options", "found"),
    [
        (
            ("DIR > ØK > KB",),
            {},
            [
                ("rul juni: ØK 10/6, KB 17/6", [D(2025, 6, 4), D(2025, 6, 10), D(2025, 6, 17)]),
                ("rul juni: ØK 24/6, KB 26/6", [D(2025, 6, 18), D(2025, 6, 24), D(2025, 6, 26)]),
            ],
        ),
        (
            ("DIR > ØK > KB",),
            {"limit": 1},
            [("rul juni: ØK 10/6, KB 17/6", [D(2025, 6, 4), D(2025, 6, 10), D(2025, 6, 17)])],
        ),
        (
            ("DIR", ">", "KL", ">", "ØK", "10/6"),
            {"lag": 2},
            [("rul juni: ØK 10/6", [D(2025, 5, 28), None, D(2025, 6, 10)])],
        ),
    ],
)
def test_cycles_are_shown_before_there_is_an_item(store, plan, words, options, found):
    before = plan()
    with store.reading() as read:
        view = cycles(read, DIR, NOW, words, **options)
    assert [(row.name, [leg.date for leg in row.legs]) for row in view.cycles] == found
    assert view.cycles[0].legs[0].in_time
    assert plan() == before


@pytest.mark.parametrize(
    ("words", "lag", "kind", "sentence"),
    [
        ("DIR > ØK > DIR", 1, BadUsage, "Sagsgangen går i ring: DIR står der to gange."),
        ("DIR", 1, BadUsage, "En sagsgang går gennem mindst to udvalg."),
        ("DIR > KL", 1, Refused, "Der er ingen kendte møder i KL."),
        (
            "DIR > ØK 10/6",
            60,
            Refused,
            "DIR har intet møde, der når ØK 10. juni; det skulle være senest 11. april.",
        ),
        ("DIR > ØK", 400, BadUsage, "Der kan være højst 365 dage mellem to møder."),
    ],
)
def test_cycles_that_cannot_be_are_refused_in_one_sentence(store, words, lag, kind, sentence):
    with store.reading() as read, pytest.raises(kind) as refused:
        cycles(read, DIR, NOW, (words,), lag=lag)
    assert refused.value.sentence == sentence


def test_leg_may_be_given_by_its_month(run):
    run(cancel_meeting, CancelMeeting(("24/6",), manner(OK)))
    assert days(way(run, "1", "DIR > ØK juni > KB 17/6"))[1] == ("ØK", D(2025, 6, 10))


def test_item_that_has_a_date_keeps_it_where_a_later_cycle_can_be_reached_from_there(run, plan):
    run(assign_items, AssignItems(("2", "11/6"), manner()))
    made = way(run, "2", "DIR > ØK > KB")
    assert (made.cycle, days(made)[0]) == ("rul juni: ØK 24/6, KB 26/6", ("DIR", D(2025, 6, 11)))
    run(assign_items, AssignItems(("2", "2/7"), manner()))  # after the last meeting of KB that is known
    assert days(way(run, "2", "DIR > ØK > KB"))[0] == ("DIR", D(2025, 6, 4))


def test_item_stays_where_it_stands_when_that_reaches(run, plan):
    made = way(run, "2", "DIR > ØK 10/6")
    assert made.done.sentences == ("Sagsgang for #2: DIR 21. maj > ØK 10. juni",)
    assert [p.meeting for p in plan().open_of(2)] == [2]


def test_route_typed_again_replaces_the_old_one(run, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    way(run, "1", "DIR > KB 26/6", lag=7)
    assert [(leg.board, leg.meeting) for leg in plan().all(Leg).values()] == [(1, None), (3, 32)]
    assert [one.lag for one in plan().all(Route).values()] == [7]


def test_body_whose_meetings_are_not_known_has_a_latest_day(run):
    made = way(run, "1", "DIR > KL > ØK 10/6", lag=2)
    assert [(stop.board.code, stop.day) for stop in made.stops] == [
        ("DIR", D(2025, 5, 28)),
        ("KL", D(2025, 6, 4)),
        ("ØK", D(2025, 6, 10)),
    ]
    assert made.stops[1].meeting is None


def test_meeting_of_such_a_body_is_noted_when_its_day_is_typed(run, plan):
    made = way(run, "1", "DIR > Koncernledelsen 3/6 > ØK 10/6")
    assert days(made)[:2] == [("DIR", D(2025, 5, 28)), ("KL", D(2025, 6, 3))]
    assert plan().meeting_on(4, D(2025, 6, 3)) is not None
    assert made.done.sentences[0] == "Mødet i KL tirsdag den 3. juni 2025 (uge 23): oprettet, kl. 9.00-12.00"


@pytest.mark.parametrize(
    ("words", "lag", "kind", "sentence"),
    [
        (("1", "DIR > ØK > DIR"), 1, BadUsage, "Sagsgangen går i ring: DIR står der to gange."),
        (("1", "DIR"), 1, BadUsage, "Hvilken vej går punktet?"),
        (("1", "DIR >"), 1, BadUsage, "Der mangler et udvalg mellem to pile."),
        (("1", "DIR > XX 10/6"), 1, Unknown, "Der er intet udvalg, der hedder “XX 10/6”."),
        (("1", "DIR > ØK 11/6"), 1, Refused, "ØK har ikke noget møde onsdag den 11. juni 2025 (uge 24)."),
        (
            ("1", "DIR 5/6 > ØK 10/6"),
            1,
            Refused,
            "DIR har ikke noget møde torsdag den 5. juni 2025 (uge 23).",
        ),
        (("1", "DIR > ØK 24/6 > KB 17/6"), 1, Refused, "ØK 24. juni ligger ikke før KB 17. juni."),
        (
            ("1", "DIR > ØK 10/6 > KB 17/6"),
            8,
            Refused,
            "Fra ØK 10. juni til KB 17. juni er der 7 dage, og der skal være mindst 8.",
        ),
        (
            ("1", "DIR > ØK 10/6"),
            60,
            Refused,
            "DIR har intet møde, der når ØK 10. juni; det skulle være senest 11. april.",
        ),
        (
            ("1", "DIR > ØK maj"),
            1,
            Refused,
            "DIR har intet møde, der når ØK 13. maj; det skulle være senest 8. maj.",
        ),
        (("1", "DIR > KB juni"), 1, Ambiguous, "KB har flere møder i juni 2025: 17. juni og 26. juni."),
        (("1", "DIR > KB jan."), 1, Refused, "KB har intet kendt møde i januar 2026."),
        (("1", "DIR > ØK 10/6"), 366, BadUsage, "Der kan være højst 365 dage mellem to møder."),
        (("1", "DIR > ØK 10/6"), -1, BadUsage, "Der kan være højst 365 dage mellem to møder."),
        (("1", "DIR > KL"), 1, Refused, "Der er ingen kendte møder i KL."),
        (
            ("3", "DIR > ØK 10/6"),
            1,
            Refused,
            "#3 Gammel sag er færdigbehandlet og når ikke ØK 10. juni.",
        ),
        (("99", "DIR > ØK 10/6"), 1, Unknown, "Der er ikke noget punkt #99."),
    ],
)
def test_route_that_cannot_be_is_refused_in_one_sentence_and_changes_nothing(
    run, plan, words, lag, kind, sentence
):
    before = plan()
    with pytest.raises(kind) as refused:
        way(run, *words, lag=lag)
    assert refused.value.sentence == sentence
    assert refused.value.hint
    assert plan() == before


def test_route_need_not_begin_with_the_items_own_board(run, plan):
    made = way(run, "2", "ØK 10/6 > KB")
    assert days(made) == [("ØK", D(2025, 6, 10)), ("KB", D(2025, 6, 17))]
    assert [p.meeting for p in plan().open_of(2)] == [2]


def test_item_that_is_held_on_days_that_all_reach_stays_held(run, plan):
    run(assign_items, AssignItems(("1", "21/5", "eller", "28/5"), manner()))
    made = way(run, "1", "DIR > ØK 10/6")
    assert days(made)[0] == ("DIR", D(2025, 5, 28))
    assert [(p.meeting, p.state) for p in plan().open_of(1)] == [(2, "held"), (3, "held")]


def test_cycle_whose_agenda_has_gone_out_is_not_taken(run):
    # The agenda for ØK on 13 May went out on 8 May.
    assert way(run, "2", "ØK > KB").cycle == "rul juni: ØK 10/6, KB 17/6"


def test_meeting_that_a_route_goes_through_is_not_undone_away(run, plan):
    run(add_meetings, AddMeetings(("1/7",), manner(KB)))
    way(run, "1", "DIR > KB 1/7")
    before = plan()
    with pytest.raises(Refused, match="Sagsgangen for #1 går gennem et møde"):
        run(undo, TakeBack(manner(KB)))
    assert plan() == before


def test_route_with_a_meeting_that_was_noted_for_it_is_undone_whole(run, plan):
    before = plan()
    way(run, "1", "DIR > Koncernledelsen 3/6 > ØK 10/6")
    run(undo, TakeBack(manner()))
    assert plan() == before


def test_route_is_removed_and_the_item_stays(run, plan, store):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    done = run(drop_route, DropRoute(("1",), manner()))
    assert done.sentences == ("Sagsgang for #1: fjernet",)
    assert (plan().all(Route), plan().all(Leg)) == ({}, {})
    assert [p.meeting for p in plan().open_of(1)] == [4]
    with pytest.raises(Unknown, match="har ingen sagsgang"):
        run(drop_route, DropRoute(("1",), manner()))


def test_route_that_is_over_says_so_and_is_listed_no_more(run, store):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    with store.reading() as read:
        for day, over in ((17, False), (18, True)):
            at = NOW.replace(month=6, day=day)
            assert [row.over for row in route(read, DIR, at, ("1",)).routes] == [over]
            assert len(routes(read, DIR, at).routes) == (not over)


def test_cycle_is_named_by_meetings_that_are_known(run):
    assert way(run, "1", "DIR > KL > ØK > KB").cycle == "rul juni: ØK 10/6, KB 17/6"


def test_routes_are_shown_with_their_deadlines_and_how_they_were_counted(run, store):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    way(run, "2", "DIR > KB 26/6")
    with store.reading() as read:
        every = routes(read, DIR, NOW)
        one = route(read, DIR, NOW, ("1",))
    assert [row.item for row in every.routes] == [1, 2]
    assert one.routes == every.routes[:1]
    first, second, last = one.routes[0].legs
    assert (first.date, first.latest, first.in_time) == (D(2025, 6, 4), D(2025, 6, 4), True)
    assert second.agenda.counted == (D(2025, 6, 7), D(2025, 6, 6), D(2025, 6, 5), D(2025, 6, 4))
    assert (last.date, last.latest, last.in_time) == (D(2025, 6, 17), None, None)


def treated(store, day):
    """The item is treated by its own board on that day, and done."""
    with store.work() as work:
        plan = work.read.everything()
        (placement,) = plan.open_of(1)
        meeting = work.read.meeting_on(1, day)
        changes = [
            edited(placement, meeting=meeting.id, outcome="treated"),
            edited(plan.items[1], status="done"),
        ]
        work.append(changes, board=1, at=NOW, by="mette", command="afslut")
        work.commit()


def test_route_goes_on_once_its_own_board_has_treated_the_item(run, store, plan):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    treated(store, D(2025, 6, 4))
    done = run(cancel_meeting, CancelMeeting(("17/6",), manner(KB)))
    assert [one.sentence for one in done.findings] == ["skal i KB 17. juni, og det møde er aflyst"]
    later = NOW.replace(month=6, day=11)  # ØK has treated it too
    with store.reading() as read:
        shown = routes(read, DIR, later).routes
        assert [(row.item, [leg.board for leg in row.legs]) for row in shown] == [(1, ["DIR", "ØK", "KB"])]
        assert "route_broken" in [one.rule for one in look(read, DIR, later).findings]
    clock = FixedClock(later)
    made = plan_route(PlanRoute(("1", "DIR > ØK > KB 26/6"), manner(), 1), store=store, clock=clock)
    assert days(made) == [("DIR", D(2025, 6, 4)), ("ØK", D(2025, 6, 10)), ("KB", D(2025, 6, 26))]
    assert (plan().items[1].status, plan().open_of(1)) == ("done", ())
    again = plan_route(PlanRoute(("1", "DIR > ØK > KB"), manner(), 1), store=store, clock=clock)
    assert (days(again), again.done.changes) == (days(made), ())


def test_route_of_an_item_that_was_withdrawn_is_no_more(run, store):
    way(run, "1", "DIR > ØK 10/6 > KB 17/6")
    run(withdraw_items, WithdrawItems(("1",), manner()))
    with store.reading() as read:
        assert routes(read, DIR, NOW).routes == ()
    done = run(cancel_meeting, CancelMeeting(("17/6",), manner(KB)))
    assert [one for one in done.findings if one.rule.startswith("route")] == []
    with pytest.raises(Refused, match="er udgået"):
        way(run, "1", "DIR > ØK 10/6")
