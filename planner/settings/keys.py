"""Every key of the settings: its name, default, what it means, and which values it takes."""

from __future__ import annotations

from typing import NamedTuple

ENVIRONMENT = "PLANNER_"
LEVELS = ("block", "warn", "hint", "off")


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
    Key("run.sync_minutes", 5, "planner kør: minutter mellem hver gang, der sendes, og svarene læses."),
    Key(
        "run.stages",
        "hver dag kl. 7.00",
        "Hvornår der ses efter møder, hvis tidsplan låses, eller hvis dagsorden sendes, den dag.",
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
