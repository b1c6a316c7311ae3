"""Dates and times in running text, and as a secretary types them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadUsage
from planner.domain.phrases import Context, Phrase, read, scan, years
from planner.domain.wording import echo, month_name, short

TODAY = date(2024, 11, 6)  # a Wednesday
MEETINGS = (date(2024, 10, 30), date(2024, 11, 13), date(2024, 11, 20), date(2024, 12, 18))
HERE = Context(TODAY, meetings=MEETINGS)


def gist(phrase: Phrase) -> str:
    """A phrase in short: "2024-11-20|2024-11-27 17:00 ?" (one of two days, at five, doubtful)."""
    if phrase.state == "unreadable":
        return f"! {phrase.why}"
    said = []
    if phrase.kind == "range":
        said.append(f"{phrase.first}..{phrase.last}")
    elif phrase.dates:
        said.append("|".join(map(str, phrase.alternatives)) or "+".join(map(str, phrase.dates)))
    elif phrase.first:
        said.append(f"{phrase.precision} {phrase.first}..{phrase.last}")
    if phrase.time_start:
        said.append(f"{phrase.time_start:%H:%M}" + (f"-{phrase.time_end:%H:%M}" if phrase.time_end else ""))
    if phrase.minutes is not None:
        said.append(f"{phrase.minutes}m")
    if not said:
        said.append(phrase.kind)
    return " ".join(said) + (" ?" if phrase.state == "doubtful" else "")


def gists(text: str, context: Context = HERE) -> list[str]:
    return [gist(phrase) for phrase in scan(text, context)]


DANISH = [
    # a day and a month in words
    ("den 6. november", "2024-11-06"),
    ("d. 6. november", "2024-11-06"),
    ("d.6. november", "2024-11-06"),
    ("6.november", "2024-11-06"),
    ("6 november", "2024-11-06"),
    ("D. 6. NOVEMBER 2024", "2024-11-06"),
    ("onsdag den 6. november", "2024-11-06"),
    ("Onsdag den 6. november 2024", "2024-11-06"),
    ("onsdag d. 6. november 2024", "2024-11-06"),
    ("ons. 6. nov. 2024", "2024-11-06"),
    ("onsdag, den 6. november 2024", "2024-11-06"),
    ("28. februar, 2025", "2025-02-28"),
    ("29. februar 2024", "2024-02-29"),
    ("20. nov.", "2024-11-20"),
    ("20.nov", "2024-11-20"),
    ("13. sept. 2023", "2023-09-13"),
    ("1. maj 2025", "2025-05-01"),
    ("den 06. december 2024", "2024-12-06"),
    ("14-november-2011", "2011-11-14"),
    ("den\u00a027.\u00a0november\u202f2024", "2024-11-27"),
    ("den 27.\nnovember", "2024-11-27"),
    ("1. februar: Frist", "2025-02-01"),
    ("Torsdag, d. 28. nov. kl. 16.30-18.30", "2024-11-28 16:30-18:30"),
    ("Næste møde: onsdag den 11. december kl. 17", "2024-12-11 17:00"),
    # figures
    ("inden 1/2", "2025-02-01"),
    ("Møde: 12.03.2025, kl. 17:00 til 19:30", "2025-03-12 17:00-19:30"),
    ("Referat-06-11-2024.pdf", "2024-11-06"),
    ("Dagsorden_06.11.2024.docx", "2024-11-06"),
    ("2024-11-06_referat.pdf", "2024-11-06"),
    ("1/9-69", "2069-09-01"),
    ("1/9-70", "1970-09-01"),
    ("dag 2 jan", "2025-01-02"),
    ("d. 12/11 2024", "2024-11-12"),
    ("12/11-2024", "2024-11-12"),
    ("08/10-2025", "2025-10-08"),
    ("8/1-2005", "2005-01-08"),
    ("12/11/2024", "2024-11-12"),
    ("12/11-24", "2024-11-12"),
    ("12/11 '24", "2024-11-12"),
    ("27/11", "2024-11-27"),
    ("27 / 11", "2024-11-27"),
    ("06-11-2024", "2024-11-06"),
    ("den 06-11-2024", "2024-11-06"),
    ("2024-11-20", "2024-11-20"),
    ("2024.11.20", "2024-11-20"),
    ("20.11.2024", "2024-11-20"),
    ("20. 11. 2024", "2024-11-20"),
    ("07. 09 2020", "2020-09-07"),
    ("onsdag den 20.11.", "2024-11-20"),
    ("den 20.11", "2024-11-20"),
    ("Onsdag den 6.11.", "2024-11-06"),
    ("6.11.24", "2024-11-06 ?"),
    ("06-11-24", "2024-11-06 ?"),
    ("den 06-11-24", "2024-11-06"),
    ("onsdag 20.11", "2024-11-20 ?"),
    ("1/2", "2025-02-01 ?"),
    ("d. 1/2", "2025-02-01"),
    # several days, one of which is meant
    ("20. nov. eller 27. nov.", "2024-11-20|2024-11-27"),
    ("den 20. november eller 27. november", "2024-11-20|2024-11-27"),
    ("20. eller 27. november", "2024-11-20|2024-11-27"),
    ("den 20. eller den 27. november", "2024-11-20|2024-11-27"),
    ("onsdag den 20. eller onsdag den 27. november", "2024-11-20|2024-11-27"),
    ("20/11 eller 27/11", "2024-11-20|2024-11-27"),
    ("20. eller 27/11", "2024-11-20|2024-11-27"),
    ("20/11 evt. 27/11", "2024-11-20|2024-11-27"),
    ("20/11 og/eller 27/11", "2024-11-20|2024-11-27"),
    ("20/11, alternativt 27/11", "2024-11-20|2024-11-27"),
    ("27/11 eller 20/11", "2024-11-27|2024-11-20"),
    ("20. nov., 27. nov. eller 4. dec.", "2024-11-20|2024-11-27|2024-12-04"),
    ("20., 27. eller 28. november", "2024-11-20|2024-11-27|2024-11-28"),
    ("18. december eller 8. januar", "2024-12-18|2025-01-08"),
    ("18. december eller 8. januar 2025", "2024-12-18|2025-01-08"),
    ("27. februar 2006\neller\n28. februar 2006", "2006-02-27|2006-02-28"),
    ("21. eller 22. august 2025 kl. 17", "2025-08-21|2025-08-22 17:00"),
    ("21/8 kl. 17 eller 22/8 2025", "2025-08-21|2025-08-22 17:00"),
    ("21/11 kl. 17 eller 22/11 kl. 18", "2024-11-21|2024-11-22 ?"),
    # periods of days
    ("8.-9. januar 2025", "2025-01-08..2025-01-09"),
    ("8.–9. januar 2025", "2025-01-08..2025-01-09"),
    ("8-9. januar 2025", "2025-01-08..2025-01-09"),
    ("27. - 28. januar 2025", "2025-01-27..2025-01-28"),
    ("den 27.-28. januar 2025", "2025-01-27..2025-01-28"),
    ("27. jan. - 2. feb.", "2025-01-27..2025-02-02"),
    ("27. til 28. januar 2025", "2025-01-27..2025-01-28"),
    ("30. december - 2. januar", "2024-12-30..2025-01-02"),
    ("30. december 2024 - 2. januar 2025", "2024-12-30..2025-01-02"),
    ("27/1 - 28/1 2025", "2025-01-27..2025-01-28"),
    ("27/1-28/1 2025", "2025-01-27..2025-01-28"),
    ("27.-28.1.2025", "2025-01-27..2025-01-28"),
    ("27.1.2025-28.1.2025", "2025-01-27..2025-01-28"),
    ("1. september - 20. december 2024", "2024-09-01..2024-12-20 ?"),
    ("28. - 27. november 2024", "2024-11-27..2024-11-28 ?"),
    # weeks, parts of months, quarters, seasons
    ("uge 48", "week 2024-11-25..2024-12-01"),
    ("Uge 48, 2025", "week 2025-11-24..2025-11-30"),
    ("uge 48/2025", "week 2025-11-24..2025-11-30"),
    ("uge48", "week 2024-11-25..2024-12-01"),
    ("uge 49-50", "week 2024-12-02..2024-12-15"),
    ("uge 52-1", "week 2024-12-23..2025-01-05"),
    ("ugerne 49 og 50", "week 2024-12-02..2024-12-15"),
    ("uge 1", "week 2024-12-30..2025-01-05"),
    ("onsdag i uge 48", "2024-11-27"),
    ("uge 53 2026", "week 2026-12-28..2027-01-03"),
    ("uge 53 2025", "! Uge 53 findes ikke i 2025."),
    ("uge 54", "! Uge 54 findes ikke."),
    ("november 2025", "month 2025-11-01..2025-11-30"),
    ("i december", "month 2024-12-01..2024-12-31"),
    ("nov. 2025", "month 2025-11-01..2025-11-30"),
    ("ult. oktober", "part of month 2024-10-21..2024-10-31"),
    ("ultimo november", "part of month 2024-11-21..2024-11-30"),
    ("primo december", "part of month 2024-12-01..2024-12-10"),
    ("medio januar", "part of month 2025-01-11..2025-01-20"),
    ("slutningen af november", "part of month 2024-11-21..2024-11-30"),
    ("ultimo 2025", "part of month 2025-12-21..2025-12-31"),
    ("2. kvartal 2025", "quarter 2025-04-01..2025-06-30"),
    ("1. kvartal", "quarter 2025-01-01..2025-03-31"),
    ("andet kvartal 2025", "quarter 2025-04-01..2025-06-30"),
    ("Q3 2025", "quarter 2025-07-01..2025-09-30"),
    ("4. kvt. 2024", "quarter 2024-10-01..2024-12-31"),
    ("2. halvår 2025", "half-year 2025-07-01..2025-12-31"),
    ("til foråret", "season 2025-03-01..2025-05-31"),
    ("i efteråret 2025", "season 2025-09-01..2025-11-30"),
    ("vinteren 2024/25", "season 2024-12-01..2025-02-28"),
    ("sommeren 2025", "season 2025-06-01..2025-08-31"),
    # seen from today, and from the meetings
    ("i dag", "2024-11-06"),
    ("i morgen", "2024-11-07"),
    ("i overmorgen", "2024-11-08"),
    ("i går", "2024-11-05"),
    ("om 14 dage", "2024-11-20"),
    ("om to uger", "2024-11-20"),
    ("om en uge", "2024-11-13"),
    ("om tre måneder", "2025-02-06"),
    ("for 14 dage siden", "2024-10-23"),
    ("på onsdag", "2024-11-13"),
    ("på fredag kl. 9", "2024-11-08 09:00"),
    ("næste onsdag", "2024-11-13"),
    ("næste fredag", "2024-11-08|2024-11-15 ?"),
    ("næste mandag", "2024-11-11"),
    ("førstkommende fredag", "2024-11-08"),
    ("sidste onsdag", "2024-10-30"),
    ("i mandags", "2024-11-04"),
    ("næste uge", "week 2024-11-11..2024-11-17"),
    ("i denne uge", "week 2024-11-04..2024-11-10"),
    ("sidste uge", "week 2024-10-28..2024-11-03"),
    ("næste måned", "month 2024-12-01..2024-12-31"),
    ("på mandag den 11. november", "2024-11-11"),
    ("næste møde", "2024-11-13"),
    ("på næste direktionsmøde", "2024-11-13"),
    ("det kommende bestyrelsesmøde", "2024-11-13"),
    ("næste ordinære møde", "2024-11-13"),
    ("sidste møde", "2024-10-30"),
    ("førstkommende møde efter 12. december", "2024-12-18"),
    ("førstkommende møde efter den 13/11", "2024-11-20"),
    # times and lengths
    ("kl. 9", "09:00"),
    ("kl. 9.00", "09:00"),
    ("kl.21.33", "21:33"),
    ("Kl. 18:30", "18:30"),
    ("kl 17", "17:00"),
    ("klokken 17.15", "17:15"),
    ("Start kl.: 9:00", "09:00"),
    ("kl. 0900", "09:00"),
    ("kl. 9-10", "09:00-10:00"),
    ("kl. 9 - ca. 10", "09:00-10:00"),
    ("kl. 11.30 - 17.00", "11:30-17:00"),
    ("kl. 9 til kl. 10", "09:00-10:00"),
    ("kl. 09:00-15:17", "09:00-15:17"),
    ("kl. 0900-1100", "09:00-11:00"),
    ("kl. 20-24", "20:00-00:00"),
    ("kl. 12-11", "12:00-11:00 ?"),
    ("9:00", "09:00"),
    ("10.30", "10:30"),
    ("10.30 Økonomi", "10:30"),
    ("8.00-8.30", "08:00-08:30"),
    ("17.00 – 19.30", "17:00-19:30"),
    ("mødet er 17.30 i salen", "17:30 ?"),
    ("d. 27. januar 2025 fra kl. 11.30 - 17.00", "2025-01-27 11:30-17:00"),
    ("28. februar, 2025 kl. 09:30", "2025-02-28 09:30"),
    ("onsdag den 20. november (kl. 9-10)", "2024-11-20 09:00-10:00"),
    ("20/11 9.30", "2024-11-20 09:30"),
    ("½ time", "30m"),
    ("1 time", "60m"),
    ("1½ time", "90m"),
    ("1 1/2 time", "90m"),
    ("1,5 time", "90m"),
    ("2 timer", "120m"),
    ("45 min.", "45m"),
    ("45min", "45m"),
    ("20 minutter", "20m"),
    ("90 minutters oplæg", "90m"),
    ("en halv time", "30m"),
    ("halvanden time", "90m"),
    ("et kvarter", "15m"),
    ("tre kvarter", "45m"),
    ("1 time og 15 minutter", "75m"),
    ("10-15 min.", "15m ?"),
    # days that do not exist
    ("31. november", "! 31. november findes ikke: november har 30 dage."),
    ("30. februar", "! 30. februar findes ikke: februar har højst 29 dage."),
    ("29/2 2025", "! 29. februar 2025 findes ikke: februar 2025 har 28 dage."),
    ("31.04.2025", "! 31. april findes ikke: april har 30 dage."),
    ("onsdag den 31. juni 2025", "! 31. juni findes ikke: juni har 30 dage."),
]

SEVERAL = [
    (
        "21. eller 22. august 2025 kl. 17 og 18. september 2025 kl. 19",
        ["2025-08-21|2025-08-22 17:00", "2025-09-18 19:00"],
    ),
    (
        "28. maj, 27. august, 29. oktober og 17. december 2026",
        ["2026-05-28", "2026-08-27", "2026-10-29", "2026-12-17"],
    ),
    ("20. og 27. november", ["2024-11-20", "2024-11-27"]),
    ("den 20., 21. og 27. november", ["2024-11-20", "2024-11-21", "2024-11-27"]),
    ("mandag den 3. og tirsdag den 4. marts 2025", ["2025-03-03", "2025-03-04"]),
    (
        "21. eller 22. november, 18. eller 19. december",
        ["2024-11-21|2024-11-22", "2024-12-18|2024-12-19"],
    ),
    ("27. november 2024 og 8. januar", ["2024-11-27", "2025-01-08"]),
    ("22/11 - 27/11 - 10/12", ["2024-11-22", "2024-11-27", "2024-12-10"]),
    (
        "førstkommende møde efter 31. november",
        ["meeting ?", "! 31. november findes ikke: november har 30 dage."],
    ),
    ("8.-9. januar eller 15.-16. januar 2025", ["2025-01-08..2025-01-16"]),
    ("22/11 - 27/11 - 10/12 - 8/1", ["2024-11-22", "2024-11-27", "2024-12-10", "2025-01-08"]),
    ("mandag og tirsdag den 3. og 4. marts 2025", ["2025-03-03", "2025-03-04"]),
    ("mandag til onsdag den 3.-5. marts 2025", ["2025-03-03..2025-03-05"]),
    ("tirsdag og onsdag den 3. og 4. marts 2025", ["2025-03-03 ?", "2025-03-04 ?"]),
    ("4/2, 4/3, 1/4 og 6/5 2025", ["2025-02-04", "2025-03-04", "2025-04-01", "2025-05-06"]),
    ("8.-9. januar og 5. februar 2025", ["2025-01-08..2025-01-09", "2025-02-05"]),
    (
        "Rul november: ØK d. 12/11 2024, KB d. 19/11 2024",
        ["month 2024-11-01..2024-11-30", "2024-11-12", "2024-11-19"],
    ),
    ("Møde d. 12. november\n- Møde d. 13. november", ["2024-11-12", "2024-11-13"]),
    ("27. maj 2000 (uge 21)", ["2000-05-27", "week 2000-05-22..2000-05-28"]),
    ("27. maj 2000 (uge 22)", ["2000-05-27", "week 2000-05-29..2000-06-04 ?"]),
    ("kl. 17 og 18. november", ["17:00", "2024-11-18"]),
    ("kl. 17 - 18. november", ["17:00", "2024-11-18"]),
    ("1 time kl. 9-10 inden et direktionsmøde", ["60m", "09:00-10:00"]),
    ("Punktet flyttes fra den 30. marts 2006 til den 24. april 2006", ["2006-03-30", "2006-04-24"]),
    ("Ferie fra den 30. marts 2006 til den 4. april 2006", ["2006-03-30..2006-04-04"]),
    ("31. november eller 4. december", ["! 31. november findes ikke: november har 30 dage.", "2024-12-04"]),
]

NORWEGIAN = [
    ("6. november", "2024-11-06"),
    ("onsdag 6. november", "2024-11-06"),
    ("onsdag 6. november kl. 09.00", "2024-11-06 09:00"),
    ("tirsdag 10. desember", "2024-12-10"),
    ("20. mars 2025", "2025-03-20"),
    ("17. mai 2025", "2025-05-17"),
    ("kl. 09.00", "09:00"),
    ("klokka 18.00", "18:00"),
    ("uke 48", "week 2024-11-25..2024-12-01"),
    ("neste møte blir 4. desember", "2024-12-04"),
    ("tir. 12.11.", "2024-11-12"),
    ("høsten 2022", "season 2022-09-01..2022-11-30"),
    ("til våren", "season 2025-03-01..2025-05-31"),
    ("neste møte", "2024-11-13"),
    ("20. eller 27. november", "2024-11-20|2024-11-27"),
    ("om to uker", "2024-11-20"),
    ("1. kvartal 2025", "quarter 2025-01-01..2025-03-31"),
    ("halvannen time", "90m"),
    ("i morgen", "2024-11-07"),
]

SWEDISH = [
    ("den 6 november", "2024-11-06"),
    ("6 nov", "2024-11-06"),
    ("onsdagen den 6 november", "2024-11-06"),
    ("onsdag 6 november 2024", "2024-11-06"),
    ("lördagen den 9 november", "2024-11-09"),
    ("2024-11-06 kl. 13.00", "2024-11-06 13:00"),
    ("den 3 mars 2025", "2025-03-03"),
    ("den 20 eller 27 november", "2024-11-20|2024-11-27"),
    ("8-9 januari 2025", "2025-01-08..2025-01-09"),
    ("kl. 09:00-15:17", "09:00-15:17"),
    ("klockan 13.30", "13:30"),
    ("vecka 48", "week 2024-11-25..2024-12-01"),
    ("våren 2025", "season 2025-03-01..2025-05-31"),
    ("nästa möte", "2024-11-13"),
    ("nästa sammanträde", "2024-11-13"),
    ("om två veckor", "2024-11-20"),
    ("i morgon", "2024-11-07"),
    ("en halv timme", "30m"),
    ("45 minuter", "45m"),
]

ENGLISH = [
    ("8 November 2023", "2023-11-08"),
    ("the 8th of November 2023", "2023-11-08"),
    ("November 14", "2024-11-14"),
    ("NOVEMBER 14, 2019", "2019-11-14"),
    ("January 10", "2025-01-10"),
    ("Thursday, November 14", "2024-11-14"),
    ("Tuesday 14th January", "2025-01-14"),
    ("Friday 8 November", "2024-11-08"),
    ("December 12th", "2024-12-12"),
    ("December 12th at 9 a.m.", "2024-12-12 09:00"),
    ("May 6, 2025", "2025-05-06"),
    ("November 14 or 21", "2024-11-14|2024-11-21"),
    ("November 14-15, 2024", "2024-11-14..2024-11-15"),
    ("14 or 21 November", "2024-11-14|2024-11-21"),
    ("11/20/2024", "2024-11-20"),
    ("20/11/2024", "2024-11-20"),
    ("4/5/2014", "2014-05-04|2014-04-05 ?"),
    ("5/5/2014", "2014-05-05"),
    ("2pm – 4pm", "14:00-16:00"),
    ("2-4pm", "14:00-16:00"),
    ("11-1pm", "11:00-13:00"),
    ("3:30pm", "15:30"),
    ("8:30 a.m.", "08:30"),
    ("12 p.m.", "12:00"),
    ("12am", "00:00"),
    ("10:00 to 11:30", "10:00-11:30"),
    ("December", "month 2024-12-01..2024-12-31"),
    ("in May 2025", "month 2025-05-01..2025-05-31"),
    ("end of December", "part of month 2024-12-21..2024-12-31"),
    ("second quarter of 2025", "quarter 2025-04-01..2025-06-30"),
    ("in the autumn", "season 2024-09-01..2024-11-30"),
    ("spring 2025", "season 2025-03-01..2025-05-31"),
    ("next meeting", "2024-11-13"),
    ("tomorrow", "2024-11-07"),
    ("next Friday", "2024-11-08|2024-11-15 ?"),
    ("in two weeks", "2024-11-20"),
    ("half an hour", "30m"),
    ("an hour", "60m"),
    ("45 minutes", "45m"),
    ("week 48", "week 2024-11-25..2024-12-01"),
]

NOTHING = [
    # numbers of cases, documents, lines, rooms, telephones
    "24/7615", "50050/25", "25-008754", "XX-2005-014-004", "353/2008", "00.30.10.S00", "27.03.04.G01", "01.02.03-P20-1-24",
    "sak 24/12", "PS 24/12", "19.30hrs", "R101", "Lok. 1.14", "Tlf. 89 59 10 00", "tlf. 12-11-20-24", "8648 12 10", "+45 12 34 56 78", "061124-1234",
    "0611241234", "KLE 27.03.04", "sag 12/11", "j.nr. 3/4", "Sida 1 (41)", "Side 4 af 12", "DK-8961", "8961 Allingby",
    # sections, versions, amounts
    "§ 3.1", "§ 12.10", "§§ 170, 172-184", "pkt. 9.10", "punkt 3.2", "version 1.2", "1.2", "v. 2.11.3", "11.1. Godkendelse",
    "2.1.3 Økonomi", "12.50 kr.", "9.30 mio. kr.", "10.15 %", "1.200, 14.300", "3,5", "2.5", "afsnit 4.11.", "bilag 1/2",
    "punkterne 2-4", "1-2 årlige seminarer", "12-12 møde", "dag 2", "1 uge", "stk. 2",
    # years and periods of years
    "2024/25", "2021-2025", "2025-2028", "budget 2023-2026", "i 2018", "skoleåret 2018/2019", "12-2024",
    # rules, not dates
    "2nd Thursday", "hver anden onsdag", "onsdage", "et kommende møde", "kommende møder", "de næste tre møder",
    # words that look like months, seasons, times
    "Maj Holm deltager", "Dag 2 Jan Holm", "you may 5", "Jan Holm", "man kan se", "at det er", "en time-out", "forårsfest",
    "vår kommune", "klare mål", "kl. XX", "..:..", "Kl", "kl. 25.00", "12.60", "25:10", "12:30:45", "45. november", "30/13",
]  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), DANISH)
def test_scan_understands_danish(text, meaning):
    assert gists(text) == [meaning]


@pytest.mark.parametrize(("text", "meanings"), SEVERAL)
def test_scan_gives_one_phrase_for_each_appointment(text, meanings):
    assert gists(text) == meanings


@pytest.mark.parametrize(("text", "meaning"), NORWEGIAN)
def test_scan_understands_norwegian(text, meaning):
    assert gists(text, Context(TODAY, meetings=MEETINGS, language="no")) == [meaning]


@pytest.mark.parametrize(("text", "meaning"), SWEDISH)
def test_scan_understands_swedish(text, meaning):
    assert gists(text, Context(TODAY, meetings=MEETINGS, language="sv")) == [meaning]


@pytest.mark.parametrize(("text", "meaning"), ENGLISH)
def test_scan_understands_english(text, meaning):
    assert gists(text, Context(TODAY, meetings=MEETINGS, language="en")) == [meaning]


@pytest.mark.parametrize("text", NOTHING)
def test_scan_leaves_numbers_alone_that_only_look_like_dates(text):
    assert gists(f"Se {text} og kom") == []


YEARS = [
    # today, direction, text, date
    ("2024-12-11", "near", "8. januar", "2025-01-08"),
    ("2024-12-11", "future", "8. januar", "2025-01-08"),
    ("2024-12-11", "past", "8. januar", "2024-01-08|2025-01-08 ?"),
    ("2025-01-08", "past", "18. december", "2024-12-18"),
    ("2025-01-08", "near", "18. december", "2024-12-18"),
    ("2025-01-08", "future", "18. december", "2025-12-18|2024-12-18 ?"),
    ("2024-11-06", "future", "6. november", "2024-11-06"),
    ("2024-11-06", "past", "6. november", "2024-11-06"),
    ("2024-11-06", "near", "31. december", "2024-12-31"),
    ("2024-12-31", "near", "1. januar", "2025-01-01"),
    ("2025-01-01", "near", "31. december", "2024-12-31"),
    ("2024-11-06", "near", "12. maj", "2024-05-12|2025-05-12 ?"),
    ("2024-11-06", "future", "12. maj", "2025-05-12"),
    ("2024-11-06", "past", "12. maj", "2024-05-12"),
    ("2024-11-06", "near", "mandag den 12. maj", "2025-05-12"),
    ("2024-11-06", "near", "søndag den 12. maj", "2024-05-12"),
    ("2024-11-06", "near", "onsdag den 20. november", "2024-11-20"),
    ("2024-11-06", "near", "mandag den 20. november", "2023-11-20|2024-11-20 ?"),
    ("2024-11-06", "near", "fredag den 20. november", "2024-11-20 ?"),
    ("2024-01-10", "near", "29. februar", "2024-02-29"),
    ("2025-03-01", "future", "29. februar", "2028-02-29|2024-02-29 ?"),
    ("2024-11-06", "future", "uge 2", "week 2025-01-06..2025-01-12"),
    ("2024-11-06", "past", "uge 2", "week 2024-01-08..2024-01-14"),
    ("2024-12-11", "near", "januar", "month 2025-01-01..2025-01-31"),
    ("2025-01-08", "past", "december", "month 2024-12-01..2024-12-31"),
    ("2025-04-08", "near", "til foråret", "season 2025-03-01..2025-05-31"),
    ("2025-06-08", "near", "til foråret", "season 2026-03-01..2026-05-31"),
]


@pytest.mark.parametrize(("today", "direction", "text", "meaning"), YEARS)
def test_year_that_is_not_written_comes_from_the_context(today, direction, text, meaning):
    assert gists(text, Context(date.fromisoformat(today), direction=direction)) == [meaning]


def test_inferred_year_is_flagged_and_so_is_one_rolled_over_new_year():
    written, near, rolled = (
        scan(text, HERE)[0] for text in ("20. november 2024", "20. november", "8. januar")
    )
    assert (written.year_inferred, written.year_rolled) == (False, False)
    assert (near.year_inferred, near.year_rolled) == (True, False)
    assert (rolled.year_inferred, rolled.year_rolled) == (True, True)


def test_year_of_the_heading_wins_over_the_reference_day():
    year = Context(date(2024, 11, 6), year=2018)
    assert gists("18. januar, 8. februar og 30. maj", year) == ["2018-01-18", "2018-02-08", "2018-05-30"]
    assert scan("18. januar", year)[0].year_inferred


def test_year_after_the_last_date_holds_for_the_whole_list_and_is_not_inferred():
    phrases = scan("28. maj, 27. august og 17. december 2026", HERE)
    assert [phrase.year_inferred for phrase in phrases] == [False, False, False]


def test_list_that_rolls_over_new_year_lies_around_the_day_of_the_document():
    text = "22/8 - 27/9 - 30/10 - 26/11 - 12/12 - 24/1 - 26/2 - 25/3 - 30/4 - 23/5 - 13/6"
    days = [phrase.dates[0] for phrase in scan(text, Context(date(2019, 3, 25)))]
    assert [day.year for day in days] == [2018] * 5 + [2019] * 6
    assert days == sorted(days)


def test_weekday_that_contradicts_its_date_is_doubtful_and_says_so():
    (phrase,) = scan("Mandag den 14.4.", Context(TODAY, year=2022))
    assert (phrase.dates, phrase.state) == ((date(2022, 4, 14),), "doubtful")
    assert phrase.why == "14. april 2022 er en torsdag, ikke en mandag"


def test_week_of_the_board_is_its_meeting_or_its_usual_weekday():
    assert gists("uge 47") == ["2024-11-20"]
    assert gists("uge 48", Context(TODAY, weekday=2)) == ["2024-11-27"]
    assert gists("uge 48 eller 49", Context(TODAY, weekday=2)) == ["2024-11-27|2024-12-04"]


def test_meeting_that_is_not_known_is_doubtful_and_has_no_date():
    (phrase,) = scan("udsat til næste møde", Context(TODAY))
    assert (phrase.kind, phrase.dates, phrase.state) == ("meeting", (), "doubtful")


def test_span_is_the_text_of_the_phrase():
    text = (
        "Behandles i direktionen den\u00a020. november eller 27.\u2009november kl. 9–10, hvis tiden er der."
    )
    (phrase,) = scan(text, HERE)
    assert (
        phrase.text
        == text[phrase.start : phrase.end]
        == "den\u00a020. november eller 27.\u2009november kl. 9–10"
    )


TABLE = "13. nov.\t* Økonomi\n20. nov. (A. Holm deltager ikke)\t* Budget 2025-2028\n27. nov.\t3.2 Plan\n11.1.\tIntet"


def test_cells_of_a_table_are_not_joined():
    assert gists(TABLE) == ["2024-11-13", "2024-11-20", "2024-11-27", "2025-01-11"]


TYPED = [
    ("27/11", "2024-11-27"),
    ("27-11", "2024-11-27"),
    ("27.11", "2024-11-27"),
    ("27.11.", "2024-11-27"),
    ("27/11-24", "2024-11-27"),
    ("27.11.24", "2024-11-27"),
    ("27. nov.", "2024-11-27"),
    ("27.nov", "2024-11-27"),
    ("27 nov", "2024-11-27"),
    ("27. NOVEMBER", "2024-11-27"),
    ("den 27. november", "2024-11-27"),
    ("d. 27/11", "2024-11-27"),
    ("“27. nov.”", "2024-11-27"),
    ("»27.\u00a0november\u202f2024«", "2024-11-27"),
    ("'27/11'", "2024-11-27"),
    ("  27/11 ", "2024-11-27"),
    ("27\u00ad/11", "2024-11-27"),
    ("til den 27/11", "2024-11-27"),
    ("November 27", "2024-11-27"),
    ("27", "2024-11-27"),
    ("den 27.", "2024-11-27"),
    ("den 5.", "2024-12-05"),
    ("31", "2024-12-31"),
    ("onsdag 27/11", "2024-11-27"),
    ("fredag", "2024-11-08"),
    ("fre", "2024-11-08"),
    ("på fredag", "2024-11-08"),
    ("onsdag", "2024-11-06|2024-11-13 ?"),
    ("næste onsdag", "2024-11-13"),
    ("næste fredag", "2024-11-08|2024-11-15 ?"),
    ("i morgen", "2024-11-07"),
    ("om 14 dage", "2024-11-20"),
    ("næste møde", "2024-11-13"),
    ("uge 47", "2024-11-20"),
    ("uge 47 eller uge 51", "2024-11-20|2024-12-18"),
    ("onsdag i uge 48", "2024-11-27"),
    ("8. januar", "2025-01-08"),
    ("20. nov. eller 27. nov.", "2024-11-20|2024-11-27"),
    ("4. dec. eller 11. dec.", "2024-12-04|2024-12-11"),
    ("20. el. 27. nov.", "2024-11-20|2024-11-27"),
    ("20/11 eller 27/11", "2024-11-20|2024-11-27"),
    ("20 eller 27", "2024-11-20|2024-11-27"),
    ("i morgen eller på fredag", "2024-11-07|2024-11-08"),
    ("27/11 kl. 9", "2024-11-27 09:00"),
    ("kl. 9 den 27/11", "2024-11-27 09:00"),
    ("27/11 9.00-10.30", "2024-11-27 09:00-10:30"),
    ("8.-9. januar", "2025-01-08..2025-01-09"),
    ("november", "month 2024-11-01..2024-11-30"),
    ("2. kvartal 2025", "quarter 2025-04-01..2025-06-30"),
    ("onsdag den 27. november 2024 (uge 48)", "2024-11-27"),
    ("27/11 (uge 47)", "2024-11-27 ?"),
    ("torsdag 27/11", "2025-11-27|2024-11-27 ?"),
]


@pytest.mark.parametrize(("text", "meaning"), TYPED)
def test_read_understands_what_a_secretary_types(text, meaning):
    choice = read(text, Context(TODAY, direction="future", meetings=MEETINGS))
    assert [gist(group) for group in choice.groups] == [meaning]


def test_read_binds_eller_tighter_than_og():
    text = "21. eller 22. august kl. 17 og 18. september kl. 19"
    choice = read(text, Context(date(2025, 5, 28), direction="future"))
    assert [gist(group) for group in choice.groups] == ["2025-08-21|2025-08-22 17:00", "2025-09-18 19:00"]
    assert choice.dates == (date(2025, 8, 21), date(2025, 8, 22), date(2025, 9, 18))
    assert not choice.is_choice


def test_read_of_one_appointment_on_one_of_two_days_is_a_choice():
    choice = read("20. nov. eller 27. nov.", HERE)
    assert (choice.is_choice, choice.doubts) == (True, ())


def test_read_gives_its_doubts_as_sentences():
    assert read("mandag 20/11 2024", HERE).doubts == ("20. november 2024 er en onsdag, ikke en mandag",)


REFUSED = [
    ("", "Der står ingen dato."),
    ("  “” ", "Der står ingen dato."),
    ("snart", "“snart” forstås ikke i “snart”."),
    ("27/11 snart", "“snart” forstås ikke i “27/11 snart”."),
    ("måske 27/11", "“måske” forstås ikke i “måske 27/11”."),
    ("27/11 måske 28/11", "“måske” forstås ikke i “27/11 måske 28/11”."),
    ("27/11 eller", "“eller” forstås ikke i “27/11 eller”."),
    ("eller 27/11", "“eller” forstås ikke i “eller 27/11”."),
    ("31. november", "31. november findes ikke: november har 30 dage."),
    ("31/11", "31. november findes ikke: november har 30 dage."),
    ("20/11 eller 31/11", "31. november findes ikke: november har 30 dage."),
    ("45. november", "45. november findes ikke: november har 30 dage."),
    ("0/11", "0. november findes ikke: november har 30 dage."),
    ("29/2 2025", "29. februar 2025 findes ikke: februar 2025 har 28 dage."),
    ("30. februar", "30. februar findes ikke: februar har højst 29 dage."),
    ("27/13", "27/13 findes ikke: der er 12 måneder."),
    ("27.13.2024", "27/13 findes ikke: der er 12 måneder."),
    ("uge 54", "Uge 54 findes ikke."),
    ("uge 53 2025", "Uge 53 findes ikke i 2025."),
    ("kl. 9", "“kl. 9” er et klokkeslæt, ikke en dato."),
    ("9.30", "“9.30” er et klokkeslæt, ikke en dato."),
    ("45 min.", "“45 min.” er en varighed, ikke en dato."),
    ("27/11 30 min.", "“30 min.” er en varighed, ikke en dato."),
    ("om 99999 dage", "“99999” forstås ikke i “om 99999 dage”."),
    ("2024", "“2024” forstås ikke i “2024”."),
    ("#12", "“#” forstås ikke i “#12”."),
    ("x" * 400, "Teksten er for lang til at være en dato."),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_read_refuses_what_it_does_not_understand_and_points_at_it(text, sentence):
    with pytest.raises(BadUsage) as refused:
        read(text, HERE)
    assert refused.value.sentence == sentence
    assert refused.value.hint


def test_read_refuses_the_next_meeting_when_none_is_known():
    with pytest.raises(BadUsage, match=r"Datoen for det næste møde kendes ikke\."):
        read("næste møde", Context(TODAY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mødekalender 2022", (2022,)),
        ("Der afholdes i 2018 møder på følgende datoer:", (2018,)),
        ("2014 Agendas", (2014,)),
        ("Skoleåret 2018/19", (2018, 2019)),
        ("budget 2023-2026", (2023, 2026)),
        ("den 06-11-2024", ()),
        ("XX-2005-014-004", ()),
        ("Sag 2024/7615", ()),
    ],
)
def test_years_are_those_a_heading_names(text, found):
    assert years(text) == found


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
