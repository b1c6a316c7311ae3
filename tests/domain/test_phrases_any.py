"""What holds of every date, whatever day and form."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadUsage
from planner.domain.phrases import Context, Phrase, may_begin, read, scan
from planner.domain.wording import echo, month_name, short
from tests.fakes.phrase_gists import HERE

DAYS = st.dates(date(1971, 1, 1), date(2069, 12, 31))
FORMS = [
    lambda d: f"{d.day}. {month_name(d.month)} {d.year}",
    lambda d: f"den {d.day}. {month_name(d.month)} {d.year}",
    lambda d: f"d. {d.day:02d}. {month_name(d.month)} {d.year}",
    lambda d: f"{d.day}. {month_name(d.month, 'no')} {d.year}",
    lambda d: f"den {d.day} {month_name(d.month, 'sv')} {d.year}",
    lambda d: f"{d.day} {month_name(d.month, 'en')} {d.year}",
    lambda d: f"{month_name(d.month, 'en')} {d.day}, {d.year}",
    lambda d: f"{short(d)} {d.year}",
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: f"{d.day}/{d.month}-{d.year}",
    lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day}. {d.month}. {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.day}/{d.month}-{d:%y}",
    echo,
    lambda d: echo(d, "no"),
    lambda d: echo(d, "sv"),
    lambda d: echo(d, "en"),
]


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_reads_back_to_itself_in_every_form(day, form):
    choice = read(form(day), HERE)
    assert choice.dates == (day,)
    assert choice.doubts == ()


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_is_found_in_running_text(day, form):
    phrases = scan(f"Sagen (24/7615) behandles {form(day)}; se § 3.1.", HERE)
    assert phrases[0].dates == (day,)


@given(st.text(" .(-–§/og3", max_size=5), DAYS, st.sampled_from(FORMS))
def test_where_a_day_is_found_one_may_begin(before, day, form):
    text = f"{before}{form(day)} i salen"
    assert [may_begin(text, phrase.start) for phrase in scan(text, HERE)] == [True] * len(scan(text, HERE))


def test_words_begin_no_day():
    assert not may_begin("Sagen behandles den 3. maj", 3)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 180))
def test_near_day_without_a_year_reads_back_over_new_year_and_leap_days(today, ahead):
    day = today + timedelta(days=ahead)
    (group,) = read(f"{day.day}. {month_name(day.month)}", Context(today, direction="future")).groups
    assert group.dates == (day,)


@given(st.lists(DAYS, min_size=2, max_size=6, unique=True), st.sampled_from([" eller ", ", "]))
def test_every_chain_of_full_dates_reads_back(days, join):
    text = join.join(f"{day.day}/{day.month} {day.year}" for day in days)
    assert read(text, HERE).dates == tuple(days)


@given(st.times(), st.times())
def test_every_span_of_time_reads_back(start, end):
    (phrase,) = scan(f"kl. {start:%H.%M}-{end:%H.%M}", HERE)
    assert (phrase.time_start, phrase.time_end) == (
        start.replace(second=0, microsecond=0),
        end.replace(second=0, microsecond=0),
    )


WORDS = st.sampled_from(
    "den d. kl. uge 3 31 20. 11 12/11 29/2 - – / . , og eller til onsdag ons. maj november nov. 2024 24 i om næste på "
    "møde efter dage time min. ½ 9.00 17:15 pm a.m. kvartal ult. primo foråret 8. 9. \n \t | § kr. ( ) Maj én 2nd March"
    .split(" ")
)  # fmt: skip
LOOSE_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=25).map("".join),
)


@settings(max_examples=400)
@given(LOOSE_TEXT, st.sampled_from("da no sv en".split()), st.dates(date(2, 1, 1), date(9990, 1, 1)))
def test_scan_never_fails_and_its_spans_lie_in_order_inside_the_text(text, language, today):
    position = 0
    for phrase in scan(text, Context(today, language=language)):
        assert position <= phrase.start < phrase.end <= len(text)
        assert phrase.text == text[phrase.start : phrase.end]
        assert (phrase.state == "sure") == (phrase.why is None)
        position = phrase.end


@settings(max_examples=400)
@given(LOOSE_TEXT, st.dates(date(2, 1, 1), date(9990, 1, 1)))
def test_read_understands_or_refuses(text, today):
    assert outcome_of_reading(text, Context(today, direction="future"))


def outcome_of_reading(text: str, context: Context) -> tuple[Phrase, ...] | str:
    try:
        return read(text, context).groups
    except BadUsage as refused:
        return refused.sentence


def test_scan_is_linear_in_long_runs_of_numbers():
    hard = "1, 2, 3. og 4-5 " * 4000 + "12/11 - " * 2000 + "den " * 3000 + "mandag, " * 2000 + "9" * 20000
    assert len(scan(hard, HERE)) >= 2000
