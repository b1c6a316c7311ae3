"""Every command: where it lives, what people call it, and one line about it. Data only.

`planner --help` is made from this table alone, so that it imports no command.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: "module:attribute", its Danish names (the first is shown), and a line in two languages."""

    target: str
    danish: tuple[str, ...]
    short: str
    english: str


_CLI = "planner.entrypoints.cli."

# Heading in Danish, heading in English, and the commands under it, in the order of a working week.
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Se planen", "See the plan", ("look", "backlog", "show", "find", "check", "explain", "busy")),
    ("Læs referater og dagsordener", "Read minutes and agendas", ("read", "import")),
    (
        "Læg planen",
        "Make the plan",
        (
            "add",
            "assign",
            "unassign",
            "move",
            "swap",
            "edit",
            "withdraw",
            "absent",
            "paper",
            "follow-up",
            "propose",
        ),
    ),
    ("Møder", "Meetings", ("meeting", "cancel", "lock", "dispatch", "late", "close", "series")),
    ("Længere frem", "Further ahead", ("route", "year", "forecast", "slips")),
    (
        "Giv planen videre",
        "Pass the plan on",
        (
            "publish",
            "sync",
            "inbox",
            "who",
            "outbox",
            "status",
            "calendar",
            "feed",
            "mail",
            "table",
            "export",
        ),
    ),
    ("Af sig selv", "By itself", ("run", "jobs")),
    ("Fortryd og se tilbage", "Undo and look back", ("undo", "redo", "history")),
    (
        "Opsætning",
        "Set up",
        ("init", "board", "person", "config", "doctor", "db", "completion", "shell"),
    ),
)

COMMANDS: dict[str, Entry] = {
    "look": Entry(
        _CLI + "look:look", ("oversigt",), "De kommende møder med deres punkter.", "The coming meetings."
    ),
    "backlog": Entry(
        _CLI + "backlog:backlog", ("afventer",), "Punkter som afventer dato.", "Items that await a date."
    ),
    "show": Entry(
        _CLI + "show:show",
        ("vis",),
        "Alt om et punkt, et møde eller en person.",
        "An item, a meeting or a person.",
    ),
    "find": Entry(_CLI + "find:find", ("find", "søg"), "Søg i al tekst.", "Search all text."),
    "check": Entry(_CLI + "check:check", ("tjek",), "OBS-punkter i planen.", "Findings in the plan."),
    "explain": Entry(
        _CLI + "explain:explain",
        ("forklar",),
        "Hvorfor et punkt kan eller ikke kan komme på en dato.",
        "Why an item can or cannot be on a date.",
    ),
    "busy": Entry(
        _CLI + "busy:busy", ("optaget",), "Hvornår en person er optaget en dag.", "When a person is taken."
    ),
    "read": Entry(
        _CLI + "intake:read", ("læs",), "Vis hvad der står i et dokument.", "Show what a document says."
    ),
    "import": Entry(
        _CLI + "intake:import_",
        ("indlæs",),
        "Læs et dokument ind i planen.",
        "Take a document into the plan.",
    ),
    "add": Entry(_CLI + "items:add", ("ny",), "Opret et punkt.", "Add an item."),
    "assign": Entry(
        _CLI + "assign:assign", ("sæt",), "Sæt punkter på en eller flere datoer.", "Put items on dates."
    ),
    "unassign": Entry(
        _CLI + "assign:unassign", ("tag-af",), "Tag punkter af deres dato.", "Return items to the backlog."
    ),
    "withdraw": Entry(_CLI + "assign:withdraw", ("udgår",), "Lad et punkt udgå.", "Withdraw an item."),
    "move": Entry(_CLI + "order:move", ("flyt",), "Flyt et punkt før eller efter et andet.", "Move an item."),
    "swap": Entry(_CLI + "order:swap", ("byt",), "Byt om på to punkter.", "Swap two items."),
    "propose": Entry(
        _CLI + "propose:propose",
        ("foreslå",),
        "Foreslå den bedste plan, og sig hvorfor.",
        "Propose the best plan, and say why.",
    ),
    "edit": Entry(_CLI + "items:edit", ("ret",), "Ret et punkt.", "Edit an item."),
    "absent": Entry(_CLI + "meetings:absent", ("afbud",), "Notér et afbud.", "Note an absence."),
    "paper": Entry(
        _CLI + "papers:paper",
        ("materiale",),
        "Materiale til punkterne: modtaget, og hvad der mangler.",
        "The papers for the items: what came, and what lacks.",
    ),
    "follow-up": Entry(
        _CLI + "follow_ups:follow_up",
        ("opfølgning",),
        "Hvem følger op på hvad, og hvornår.",
        "Who follows up on what, and when.",
    ),
    "route": Entry(
        _CLI + "route:route",
        ("sagsgang",),
        "Et punkts vej gennem flere udvalg.",
        "An item's way through several boards.",
    ),
    "forecast": Entry(
        _CLI + "forecast:forecast",
        ("prognose",),
        "Hvor fyldte de kommende møder bliver.",
        "How full the coming meetings become.",
    ),
    "slips": Entry(
        _CLI + "forecast:slips",
        ("udskydelser",),
        "Hvad der bliver udskudt, hvor tit og hvorfor.",
        "What is put off, how often and why.",
    ),
    "year": Entry(
        _CLI + "year:year",
        ("årshjul",),
        "De kommende tolv måneder på én side.",
        "The coming twelve months on a page.",
    ),
    "meeting": Entry(
        _CLI + "meetings:meeting",
        ("møde",),
        "Tilføj, flyt, aflys eller ret et møde.",
        "Add or change a meeting.",
    ),
    "cancel": Entry(_CLI + "meetings:cancel", ("aflys",), "Aflys et møde.", "Cancel a meeting."),
    "lock": Entry(
        _CLI + "stages:lock", ("lås",), "Lås tidsplanen for et møde.", "Lock the time plan of a meeting."
    ),
    "dispatch": Entry(
        _CLI + "stages:dispatch", ("udsend",), "Send dagsordenen for et møde ud.", "Send an agenda out."
    ),
    "late": Entry(
        _CLI + "stages:late",
        ("forsinket",),
        "Mødet er forsinket: hvem kommer senere?",
        "The meeting runs late: who is affected?",
    ),
    "close": Entry(
        _CLI + "close:close", ("afslut",), "Afslut et møde: hvad blev der af punkterne?", "Close a meeting."
    ),
    "series": Entry(
        _CLI + "series:series",
        ("serie",),
        "Faste mødedage og faste punkter.",
        "Meetings and items that come back.",
    ),
    "publish": Entry(
        _CLI + "publish:publish", ("udgiv",), "Fortæl de berørte om planen.", "Tell those concerned."
    ),
    "sync": Entry(
        _CLI + "sync:sync",
        ("synk",),
        "Send det, der venter, og læs svarene.",
        "Send what waits, read the answers.",
    ),
    "inbox": Entry(
        _CLI + "inbox:inbox",
        ("indbakke",),
        "Afslag, forslag og andet, der er kommet tilbage.",
        "Refusals, proposals and what else came back.",
    ),
    "who": Entry(
        _CLI + "who:who",
        ("hvem",),
        "Hvad en person har fået at vide, og hvad der er svaret.",
        "What a person was told, and what they answered.",
    ),
    "outbox": Entry(
        _CLI + "outbox:outbox", ("udbakke",), "Det, der ikke er nået frem endnu.", "What has not arrived."
    ),
    "status": Entry(
        _CLI + "outbox:status", ("status",), "Hvad der er udgivet, og hvad der venter.", "What waits."
    ),
    "doctor": Entry(
        _CLI + "doctor:doctor",
        ("diagnose",),
        "Prøv forbindelserne, og se hvad der er galt.",
        "Try the connections.",
    ),
    "table": Entry(
        _CLI + "table:table", ("tabel",), "Tabellerne, klar til at sætte ind i Word.", "The tables, for Word."
    ),
    "export": Entry(
        _CLI + "export:export",
        ("eksport",),
        "Hele planen som JSON, møder som kalenderfil.",
        "The plan as JSON.",
    ),
    "calendar": Entry(
        _CLI + "calendar:calendar",
        ("kalender",),
        "Møder, der allerede står i Outlook.",
        "Meetings that are in Outlook already.",
    ),
    "feed": Entry(
        _CLI + "feed:feed",
        ("abonnement",),
        "Kalendere, som man kan abonnere på.",
        "Calendars to subscribe to.",
    ),
    "run": Entry(
        _CLI + "run:run",
        ("kør",),
        "Bliv ved: send, læs svar, og gør det, der er tid til.",
        "Stay, and do what is due.",
    ),
    "jobs": Entry(
        _CLI + "jobs:jobs",
        ("job",),
        "Det, som planner kør gør, og hvornår.",
        "What planner run does, and when.",
    ),
    "mail": Entry(
        _CLI + "mail_reminders:mail",
        ("mail",),
        "Ugens fremblik: se det, prøv det, send det.",
        "The weekly forward look: see it, try it, send it.",
    ),
    "undo": Entry(_CLI + "undo:undo", ("fortryd",), "Fortryd det seneste.", "Take the latest step back."),
    "redo": Entry(_CLI + "undo:redo", ("gentag",), "Gentag det, der blev fortrudt.", "Bring it back."),
    "history": Entry(
        _CLI + "history:history", ("historik",), "Hvem ændrede hvad, hvornår og hvorfor.", "Who did what."
    ),
    "init": Entry(
        _CLI + "init:init", ("opret",), "Opret planen for et udvalg.", "Set up the plan of a board."
    ),
    "board": Entry(
        _CLI + "boards:board", ("udvalg", "råd"), "Tilføj eller ret et udvalg.", "Add or edit a board."
    ),
    "person": Entry(_CLI + "people:person", ("person",), "Personer og deres stavemåder.", "People."),
    "config": Entry(_CLI + "config:config", ("konfig",), "Vis indstillingerne.", "Show the settings."),
    "db": Entry(
        _CLI + "db:db", ("database",), "Kopi, gendannelse og tjek af databasen.", "Backup, restore, check."
    ),
    "completion": Entry(
        _CLI + "completion:completion", ("fuldfør",), "Fuldførelse i din kommandolinje.", "Shell completion."
    ),
    "shell": Entry(_CLI + "shell:shell", ("prompt",), "Skriv kommandoer uden “planner” foran.", "A prompt."),
}

# Danish names of sub-commands: one vocabulary for "møde tilføj", "serie liste", "database kopi" ...
SUBCOMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("tilføj", "ny"),
    "move": ("flyt",),
    "cancel": ("aflys",),
    "edit": ("ret",),
    "list": ("liste",),
    "merge": ("flet",),
    "import": ("indlæs",),
    "show": ("vis",),
    "set": ("læg",),
    "item": ("punkt",),
    "cycles": ("rul",),
    "fill": ("fyld",),
    "end": ("slut",),
    "remove": ("fjern",),
    "retry": ("prøv-igen",),
    "accept": ("accepter",),
    "done": ("færdig",),
    "received": ("modtaget",),
    "reminders": ("påmindelser",),
    "digest": ("overblik",),
    "follow-ups": ("opfølgning",),
    "drop": ("opgiv",),
    "confirm": ("bekræft",),
    "revoke": ("tilbagekald",),
    "adopt": ("overtag", "adopter"),
    "upgrade": ("opgrader",),
    "backup": ("kopi",),
    "restore": ("gendan",),
    "prune": ("ryd",),
    "check": ("tjek",),
    "forward-look": ("fremblik",),
    "intro": ("indledning",),
    "readers": ("læsere",),
    "run": ("kør",),
    "skip": ("spring-over",),
    "pause": ("pause",),
    "resume": ("genoptag",),
}

_TWINS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})


def fold(word: str) -> str:
    """The word as it is compared: lower case, one form of æøå, and their ASCII twins."""
    if not word.isascii():
        from unicodedata import normalize  # noqa: PLC0415 -- slow import

        word = normalize("NFC", word)
    return word.lower().translate(_TWINS).replace("_", "-")


def matches(typed: str, names: dict[str, tuple[str, ...]]) -> list[str]:
    """The keys of `names` that the word may mean: an exact name alone, else every prefix, in order."""
    word = fold(typed)
    forms = {key: [fold(name) for name in (key, *danish)] for key, danish in names.items()}
    exact = [key for key, spelled in forms.items() if word in spelled]
    if exact or not word:
        return exact
    return [key for key, spelled in forms.items() if any(name.startswith(word) for name in spelled)]


def near(typed: str, names: dict[str, tuple[str, ...]]) -> list[str]:
    """Names that look like the word, nearest first, as they are shown."""
    from difflib import get_close_matches  # noqa: PLC0415 -- slow import

    shown = {fold(name): name for key, danish in names.items() for name in (key, *danish)}
    return [shown[form] for form in get_close_matches(fold(typed), shown, n=3, cutoff=0.6)]


def top_names() -> dict[str, tuple[str, ...]]:
    """The names of the top commands, as `matches` wants them."""
    return {key: entry.danish for key, entry in COMMANDS.items()}
