"""The words that dates are written with, in Danish, Norwegian, Swedish and English.

One table for all four languages: documents mix them. Words that mean something else in another
language ("may", "mars") are told apart by what stands around them, in the grammar.
"""

from __future__ import annotations

MONTHS = {
    **dict.fromkeys(("januar", "january", "januari"), 1),
    **dict.fromkeys(("februar", "february", "februari"), 2),
    **dict.fromkeys(("marts", "march", "mars"), 3),
    **dict.fromkeys(("april",), 4),
    **dict.fromkeys(("maj", "mai", "may"), 5),
    **dict.fromkeys(("juni", "june"), 6),
    **dict.fromkeys(("juli", "july"), 7),
    **dict.fromkeys(("august", "augusti"), 8),
    **dict.fromkeys(("september",), 9),
    **dict.fromkeys(("oktober", "october"), 10),
    **dict.fromkeys(("november",), 11),
    **dict.fromkeys(("december", "desember"), 12),
}
# Only next to a day or a year: alone they are names or other words.
SHORT_MONTHS = {
    "jan": 1,
    **dict.fromkeys(("feb", "febr"), 2),
    **dict.fromkeys(("mar", "mrt"), 3),
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    **dict.fromkeys(("sep", "sept"), 9),
    **dict.fromkeys(("okt", "oct"), 10),
    "nov": 11,
    **dict.fromkeys(("dec", "des"), 12),
}
# English month names that no Danish, Norwegian or Swedish text has: "October 14" is a date in any text.
ENGLISH_ONLY_MONTHS = ("january", "february", "march", "may", "june", "july", "october", "oct")
# Also names of people, or verbs: with a capital and no number beside them they are not months.
MONTHS_LIKE_NAMES = frozenset(
    ("maj", "mai", "may", "march", "mars", "april", "june", "juni", "juli", "august", "jan")
)

WEEKDAYS = {
    **dict.fromkeys(("mandag", "måndag", "monday"), 0),
    **dict.fromkeys(("tirsdag", "tisdag", "tuesday"), 1),
    **dict.fromkeys(("onsdag", "wednesday"), 2),
    **dict.fromkeys(("torsdag", "thursday"), 3),
    **dict.fromkeys(("fredag", "friday"), 4),
    **dict.fromkeys(("lørdag", "lördag", "saturday"), 5),
    **dict.fromkeys(("søndag", "söndag", "sunday"), 6),
}
SHORT_WEEKDAYS = {
    **dict.fromkeys(("man", "mån", "mon"), 0),
    **dict.fromkeys(("tirs", "tir", "tis", "tues", "tue"), 1),
    **dict.fromkeys(("ons", "wed"), 2),
    **dict.fromkeys(("tors", "tor", "thurs", "thur", "thu"), 3),
    **dict.fromkeys(("fre", "fri"), 4),
    **dict.fromkeys(("lør", "lör", "sat"), 5),
    **dict.fromkeys(("søn", "sön", "sun"), 6),
}

NUMBERS: dict[str, float] = {
    **dict.fromkeys(("en", "et", "én", "ét", "ett", "a", "an", "one"), 1),
    **dict.fromkeys(("to", "två", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "fyra", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "sex", "six"), 6),
    **dict.fromkeys(("syv", "sju", "seven"), 7),
    **dict.fromkeys(("otte", "åtte", "åtta", "eight"), 8),
    **dict.fromkeys(("ni", "nio", "nine"), 9),
    **dict.fromkeys(("ti", "tio", "ten"), 10),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("fjorten", "fjorton", "fourteen"), 14),
    **dict.fromkeys(("femten", "femton", "fifteen"), 15),
    **dict.fromkeys(("tyve", "tjue", "tjugo", "twenty"), 20),
    **dict.fromkeys(("tredive", "tretti", "trettio", "thirty"), 30),
    **dict.fromkeys(("femogfyrre", "førtifem", "fyrtiofem", "forty-five"), 45),
}
HALVES: dict[str, float] = {
    **dict.fromkeys(
        ("½", "1/2", "en halv", "et halvt", "en halvt", "half an", "half a", "a half", "halv"), 0.5
    ),
    **dict.fromkeys(("¼", "1/4"), 0.25),
    **dict.fromkeys(("¾", "3/4", "trekvart"), 0.75),
    **dict.fromkeys(("halvanden", "halvannen", "en og en halv", "en och en halv", "one and a half"), 1.5),
}
ORDINALS = {
    **dict.fromkeys(("1", "første", "första", "first"), 1),
    **dict.fromkeys(("2", "andet", "andre", "andra", "second"), 2),
    **dict.fromkeys(("3", "tredje", "third"), 3),
    **dict.fromkeys(("4", "fjerde", "fjärde", "fourth"), 4),
}

# First month of the season; each lasts three months.
SEASONS = {
    **dict.fromkeys(("foråret", "forår", "våren", "vår", "spring"), 3),
    **dict.fromkeys(("sommeren", "sommer", "sommaren", "sommar", "summer"), 6),
    **dict.fromkeys(("efteråret", "efterår", "høsten", "høst", "hösten", "höst", "autumn"), 9),
    **dict.fromkeys(("vinteren", "vinter", "vintern", "winter"), 12),
}
# The part of the month that the word points at: its first and last day, 31 standing for the month's end.
PARTS_OF_MONTH = {
    **dict.fromkeys(
        ("primo", "begyndelsen af", "starten af", "start", "begynnelsen av", "början av", "early"), (1, 10)
    ),
    **dict.fromkeys(("medio", "midten af", "midten av", "mitten av", "mid"), (11, 20)),
    **dict.fromkeys(
        (
            "ultimo",
            "ult.",
            "slutningen af",
            "udgangen af",
            "slutten av",
            "utgangen av",
            "slutet av",
            "late",
            "end of",
        ),
        (21, 31),
    ),
}

RELATIVE_DAYS = {
    **dict.fromkeys(("i forgårs",), -2),
    **dict.fromkeys(("i går", "igår", "yesterday"), -1),
    **dict.fromkeys(("i dag", "idag", "today", "dags dato"), 0),
    **dict.fromkeys(("i morgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "i overmorgon", "i övermorgon"), 2),
}
NEXT = ("næste", "neste", "nästa", "next")
COMING = (
    "nu på", "på", "denne", "førstkommende", "kommende", "kommande", "førstkomande", "this coming", "coming", "this", "on",
)  # fmt: skip
PAST = ("sidste", "forrige", "seneste", "sist", "förra", "senaste", "last")
MEETING_NOUNS = ("møde", "mødet", "møte", "møtet", "möte", "mötet", "sammanträde", "sammanträdet", "meeting")

AND = ("og", "samt", "och", "and", "&", "+", ";")
OR = ("og/eller", "eller", "alternativt", "evt.", "el.", "or")
DASH = ("-", "til og med", "t.o.m.", "til", "till", "to")

# After one of these "fra den 30. marts til den 24. april" names an old and a new day, not a period.
MOVING = (
    "flyt",
    "rykk",
    "ændr",
    "udsæt",
    "udskyd",
    "utsett",
    "utsatt",
    "skjut",
    "move",
    "resched",
    "postpon",
)

# A number straight after one of these is a number of something, not a day or a time.
NUMBERED = (
    "§", "§§", "pkt.", "pkt", "pkt.nr.", "punkt", "punkterne", "nr.", "nr", "no.", "stk.", "afsnit", "kap.", "kapitel", "bilag", "version",
    "ver.", "v.", "side", "s.", "tabel", "figur", "sag", "sagsnr.", "sagsnr", "sagsnummer", "j.nr.", "del", "kle", "tlf.", "tlf",
    "telefon", "rev.", "lok.", "lokale", "item", "section", "page", "sida", "paragraf", "lov", "dok.nr.", "matr.nr.", "sak", "saksnr", "saksnr.", "ps", "ks", "rs", "dnr", "dnr.", "case", "ca.",
)  # fmt: skip
# A number with a slash straight after one of these is a day, even where it could be a fraction.
BEFORE_DAYS = (
    "inden",
    "senest",
    "pr.",
    "pr",
    "fra",
    "til",
    "på",
    "frist",
    "frist:",
    "dato",
    "dato:",
    "møde",
    "innen",
    "senast",
)
PREPOSITIONS = (
    "in", "by", "of", "during", "until", "since", "from", "for", "and", "late", "early", "to", "no", "next", "last",
)  # fmt: skip
# A number straight before one of these is an amount.
AMOUNTS = (
    "kr",
    "mio",
    "mia",
    "mill",
    "%",
    "pct",
    "km",
    "m2",
    "m²",
    "ha",
    "kg",
    "tkr",
    "t.kr",
    "procent",
    "percent",
    "°",
    "point",
)
