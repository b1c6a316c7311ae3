"""Every key of the settings: its name, default, what it means, and which values it takes."""

from __future__ import annotations

from typing import NamedTuple

ENVIRONMENT = "PLANNER_"
LEVELS = ("block", "warn", "hint", "off")
_MOST_POINTS = 10_000


class Key(NamedTuple):
    """One key: its name ("table.key"), default, what it means, and which values it takes.

    `default` None means "found out when needed". A whole number lies from `least` to `most`;
    a text with `choices` is one of them; one that `recurs` says when: "hverdage kl. 7.30", or "nej".
    """

    name: str
    default: str | int | None
    meaning: str
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 480
    recurs: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that overrules the file: PLANNER_LOOK_WEEKS."""
        return ENVIRONMENT + self.name.upper().replace(".", "_")

    @property
    def field(self) -> str:
        """Its name in Settings: that of the table goes first, but for the two that mean the plan itself."""
        return self.name.removeprefix("look.").removeprefix("lengths.").replace(".", "_")


KEYS = (
    Key("database", None, "Databasens fil. Uden denne nøgle ligger den i brugerens egen datamappe."),
    Key("board", None, "Koden på det udvalg, der menes, når planen har flere (DIR)."),
    Key("by", None, "Navnet i historikken. Uden denne nøgle: brugernavnet på maskinen."),
    Key("language", "da", "Sproget på det, man læser.", choices=("da", "en")),
    Key("zone", "Europe/Copenhagen", "Tidszonen, som møderne holdes i."),
    Key("look.weeks", 6, "Hvor mange uger oversigten rækker frem.", most=104),
    Key(
        "lengths.orientering", 10, "Minutter, et punkt til orientering regnes for, når ingen har sagt andet."
    ),
    Key("lengths.droeftelse", 30, "Minutter, et punkt til drøftelse regnes for."),
    Key("lengths.beslutning", 30, "Minutter, et punkt til beslutning regnes for."),
    Key("secretariat.name", None, "Den, der indkalder: står som afsender og i hver aftale."),
    Key("secretariat.telephone", None, "Telefonnummeret, der står i hver aftale."),
    Key("secretariat.mailbox", None, "Postkassen, der indkalder, og som svarene kommer til."),
    Key(
        "calendar.backend",
        "none",
        "Hvordan de får besked, der ikke har deres egen måde. Ved none sendes intet.",
        choices=("none", "mail", "ews", "ics"),
    ),
    Key(
        "calendar.busy_check",
        "on",
        "Om der siges til, når den, der fremlægger, er optaget. Kun Exchange kan svare på det.",
        choices=("on", "off"),
    ),
    Key("exchange.endpoint", None, "Exchange-serverens adresse, som regel https://.../EWS/Exchange.asmx."),
    Key(
        "exchange.user",
        None,
        "Brugeren, der logges ind med: KOMMUNE\\bruger, eller programmets id ved oauth2.",
    ),
    Key(
        "exchange.secret_file",
        None,
        "Fil med adgangskoden eller hemmeligheden. Kun ejeren bør kunne læse den.",
    ),
    Key("exchange.login", "ntlm", "Hvordan der logges ind.", choices=("ntlm", "basic", "oauth2")),
    Key(
        "exchange.reach",
        "direct",
        "Om postkassen åbnes med brugerens egne rettigheder, eller som postkassen selv.",
        choices=("direct", "impersonation"),
    ),
    Key(
        "exchange.ca_file", None, "Fil med udstederen af serverens certifikat, når maskinen ikke kender den."
    ),
    Key("exchange.tenant", None, "Organisationens id hos Microsoft, når der logges ind med oauth2."),
    Key("exchange.token_url", None, "Hvor adgangsbeviset hentes, når det ikke er hos Microsoft."),
    Key("exchange.scope", None, "Hvad adgangsbeviset skal gælde, når det ikke er hos Microsoft."),
    Key("mail.host", None, "Mailserveren, som indkaldelser afleveres til (SMTP)."),
    Key("mail.port", 587, "Mailserverens port.", most=65_535),
    Key(
        "mail.security",
        "starttls",
        "Hvordan forbindelsen sikres.",
        choices=("starttls", "tls", "none"),
    ),
    Key("mail.ca_file", None, "Fil med udstederen af serverens certifikat, når maskinen ikke kender den."),
    Key("mail.user", None, "Brugeren, der logges ind med. Uden denne nøgle logges der ikke ind."),
    Key("mail.secret_file", None, "Fil med adgangskoden. Kun ejeren bør kunne læse den."),
    Key(
        "mail.login",
        "password",
        "Hvad filen indeholder: en adgangskode eller et adgangsbevis (OAuth).",
        choices=("password", "xoauth2"),
    ),
    Key("mail.templates", None, "Mappe med egne skabeloner til breve, i stedet for dem, der følger med."),
    Key("inbox.host", None, "Serveren, hvor svarene på indkaldelser læses (IMAP)."),
    Key("inbox.port", 993, "Dens port.", most=65_535),
    Key(
        "inbox.security",
        "tls",
        "Hvordan forbindelsen til den sikres.",
        choices=("tls", "starttls", "none"),
    ),
    Key("inbox.folder", "INBOX", "Mappen i postkassen, som svarene ligger i. Der ændres intet i den."),
    Key("inbox.user", None, "Brugeren, når det er en anden end mail.user."),
    Key("inbox.secret_file", None, "Fil med adgangskoden, når det er en anden end mail.secret_file."),
    Key("inbox.directory", None, "Mappe på maskinen med svarene som .eml-filer, i stedet for en server."),
    Key(
        "feeds.directory",
        None,
        "Mappen, som kalendere til abonnement skrives i. En webserver kan dele den ud.",
    ),
    Key("feeds.url", None, "Den mappes adresse på nettet (https://...), når en webserver deler den ud."),
    Key(
        "propose.leave_out",
        200,
        "planner foreslå tæller point; den bedste plan har færrest. Et punkt uden dato, eller uden afgørelse mellem flere.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key(
        "propose.waiting_week",
        10,
        "... og for hver uge, det har ventet på en dato.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key(
        "propose.deadline",
        800,
        "... og når det skal behandles senest i de uger, der ses på.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key("propose.delay_week", 5, "Hver uge, til punktet kommer på.", least=0, most=_MOST_POINTS),
    Key("propose.move", 20, "Et punkt flyttes fra et møde til et andet.", least=0, most=_MOST_POINTS),
    Key("propose.told", 10, "... når mødet er udgivet.", least=0, most=_MOST_POINTS),
    Key(
        "propose.person",
        40,
        "... for hver, der har fået besked om netop det punkt.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key(
        "propose.near",
        8,
        "De to gange så meget, når mødet er nært; halvdelen, når der er op til tre gange så langt.",
        most=100,
    ),
    Key("propose.near_days", 14, "Hvor mange dage frem et møde er nært.", least=0, most=365),
    Key("propose.over", 40, "Hver fem minutter, der er for meget på et møde.", least=0, most=_MOST_POINTS),
    Key(
        "propose.crowding",
        4,
        "Hver fem minutter på et møde, der er fyldt ud over full_percent.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key(
        "propose.full_percent",
        85,
        "Hvor mange procent af tiden på et møde der må bruges, før der mangler luft.",
        most=100,
    ),
    Key(
        "propose.waiting",
        1,
        "Hver fem minutter, en oplægsholder venter mellem sine punkter.",
        least=0,
        most=_MOST_POINTS,
    ),
    Key("propose.warning", 150, "Et OBS-punkt af graden warn på den dato.", least=0, most=_MOST_POINTS),
    Key("propose.hint", 5, "Et OBS-punkt af graden hint på den dato.", least=0, most=_MOST_POINTS),
    Key("run.sync_minutes", 5, "planner kør: minutter mellem hver gang, der sendes, og svarene læses."),
    Key(
        "run.stages",
        "hver dag kl. 7.00",
        "Hvornår der ses efter møder, hvis tidsplan låses, eller hvis dagsorden sendes, den dag.",
        recurs=True,
    ),
    Key(
        "run.wheel",
        "hver dag kl. 5.00",
        "Hvornår de punkter, der kommer igen, lægges i afventer.",
        recurs=True,
    ),
    Key("run.backup", "nej", "Hvornår databasen kopieres, fx hver dag kl. 18.", recurs=True),
    Key("run.backup_directory", None, "Mappen, som kopierne lægges i."),
    Key("run.backup_keep", 30, "Hvor mange af de nyeste kopier i mappen der gemmes.", most=10_000),
    Key(
        "run.health_port",
        0,
        "Port på maskinen selv (127.0.0.1), hvor /health svarer. 0: ingen.",
        least=0,
        most=65_535,
    ),
    Key("run.health_file", None, "Fil, som det samme skrives i."),
    Key("run.metrics", "off", "Om /metrics (Prometheus) svarer på den port.", choices=("off", "on")),
)
