"""From settings to connections: Exchange, mail out and in, and the folder of subscriptions.

Nothing is opened here, and a password is read only when it is used.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from planner.domain.errors import BadUsage

if TYPE_CHECKING:
    from planner.adapters.calendars.feed_file import FeedFolder
    from planner.adapters.mail.login import Account, Security
    from planner.ports import CalendarGateway, Clock, Inbox, Mailer
    from planner.settings import Settings
    from planner.usecases.render_letters import Rendering


# Seconds for a look that nobody waits for.
_GLANCE = 4.0


def by_exchange(settings: Settings, clock: Clock, *, glance: bool = False) -> CalendarGateway:
    """The secretariat's mailbox in Exchange; BadUsage where the settings lack something.

    With `glance` a call is given up after a few seconds.
    """
    from planner.adapters.calendars.ews.access import EwsAccess, Reach, SignIn  # noqa: PLC0415 -- slow import
    from planner.adapters.calendars.ews.gateway import EwsGateway  # noqa: PLC0415 -- slow import

    if settings.secretariat_mailbox is None or settings.exchange_user is None:
        raise BadUsage(
            "Postkassen eller brugeren til Exchange mangler i indstillingerne, så intet kan sendes.",
            hint="Skriv dem som mailbox under [secretariat] og user under [exchange].",
        )
    ca_file = settings.exchange_ca_file
    access = EwsAccess(
        mailbox=settings.secretariat_mailbox,
        user=settings.exchange_user,
        secret=_secret("exchange", settings.exchange_secret_file),
        endpoint=settings.exchange_endpoint,
        sign_in=cast("SignIn", settings.exchange_login),
        reach=cast("Reach", settings.exchange_reach),
        tenant=settings.exchange_tenant,
        token_url=settings.exchange_token_url,
        scope=settings.exchange_scope,
        ca_file=os.path.expanduser(ca_file) if ca_file else None,  # noqa: PTH111 -- pathlib is slow
        zone=settings.zone,
    )
    if glance:
        access = replace(access, timeout=_GLANCE, longest=_GLANCE)
    return EwsGateway(access, clock)


def by_mail(settings: Settings) -> CalendarGateway:
    """Invitations as mails, and the answers that come back to them."""
    from planner.adapters.calendars.imip import ImipGateway  # noqa: PLC0415 -- slow import

    return ImipGateway(mailer(settings), _inbox(settings))


def mailer(settings: Settings) -> Mailer:
    """The way out for mail; BadUsage where the settings describe none."""
    from planner.adapters.mail.smtp import SmtpMailer, SmtpServer  # noqa: PLC0415 -- slow import

    if settings.mail_host is None:
        raise BadUsage(
            "Mailserveren mangler i indstillingerne, så intet kan sendes.",
            hint="Skriv den under [mail] som host; planner konfig vis siger hvor.",
        )
    server = SmtpServer(
        settings.mail_host,
        settings.mail_port,
        cast("Security", settings.mail_security),
        settings.mail_ca_file,
        _mail_account(settings, settings.mail_user, "mail"),
    )
    return SmtpMailer(server)


def rendering(settings: Settings) -> Rendering:
    """Letters in words and as mails; BadUsage where the settings do not say who they are from."""
    from pathlib import Path  # noqa: PLC0415 -- slow import

    from planner.adapters.calendars.letter_calendar import letter_calendar  # noqa: PLC0415 -- slow import
    from planner.adapters.letters.message import MailComposer  # noqa: PLC0415 -- slow import
    from planner.adapters.letters.templates import TemplateRenderer  # noqa: PLC0415 -- slow import
    from planner.domain.calendar import Mailbox  # noqa: PLC0415 -- slow import
    from planner.usecases.render_letters import Rendering  # noqa: PLC0415 -- slow import

    email, own = settings.secretariat_mailbox, settings.mail_templates
    if email is None:
        raise BadUsage(
            "Sekretariatets postkasse mangler i indstillingerne, så ingen kan få mail.",
            hint="Skriv den under [secretariat] som mailbox; planner konfig vis siger hvor.",
        )
    sender = Mailbox(settings.secretariat_name or email, email)
    renderer = TemplateRenderer(Path(own).expanduser() if own is not None else None)
    return Rendering(renderer, MailComposer(sender, letter_calendar))


def feed_folder(settings: Settings) -> FeedFolder:
    """Where the files of subscriptions lie."""
    from pathlib import Path  # noqa: PLC0415 -- slow import

    from planner.adapters.calendars.feed_file import FeedFolder  # noqa: PLC0415 -- slow import

    folder = settings.feeds_directory
    if folder is None:
        raise BadUsage(
            "Der er ikke valgt en mappe til abonnementer.",
            hint="Skriv den under [feeds] som directory; planner konfig vis siger hvor.",
        )
    return FeedFolder(Path(folder).expanduser(), settings.feeds_url)


def _inbox(settings: Settings) -> Inbox | None:
    """Where answers to invitations come in; None where nothing is said of it."""
    if settings.inbox_directory is not None:
        from pathlib import Path  # noqa: PLC0415 -- slow import

        from planner.adapters.mail.directory import MailDirectory  # noqa: PLC0415 -- slow import

        return MailDirectory(Path(settings.inbox_directory).expanduser())
    if settings.inbox_host is None:
        return None
    from planner.adapters.mail.imap import ImapInbox, ImapServer  # noqa: PLC0415 -- slow import

    account = _mail_account(settings, settings.inbox_user or settings.mail_user, "inbox", "mail")
    if account is None:
        raise BadUsage(
            "Brugeren til postkassen mangler i indstillingerne, så svar kan ikke læses.",
            hint="Skriv den under [inbox] eller [mail] som user.",
        )
    return ImapInbox(
        ImapServer(
            settings.inbox_host,
            account,
            settings.inbox_port,
            cast("Security", settings.inbox_security),
            settings.mail_ca_file,
            settings.inbox_folder,
            kinds=("calendar", "report"),
        )
    )


def _mail_account(settings: Settings, user: str | None, *tables: str) -> Account | None:
    """Whoever logs in, with the secret of the first of these tables that has one."""
    from planner.adapters.mail.login import Account  # noqa: PLC0415 -- slow import

    files = {"mail": settings.mail_secret_file, "inbox": settings.inbox_secret_file}
    table = next((one for one in tables if files[one] or _secret_variable(one) in os.environ), tables[-1])
    how = cast("Literal['password', 'xoauth2']", settings.mail_login)
    return Account(user, lambda: _secret(table, files[table]), how) if user is not None else None


def _secret_variable(table: str) -> str:
    return f"PLANNER_{table.upper()}_SECRET"


def _secret(table: str, file: str | None) -> str:
    """The password of a server: from its environment variable, else its file, without the line break after it."""
    if given := os.environ.get(_secret_variable(table)):
        return given
    if file is None:
        raise BadUsage(
            "Adgangskoden til serveren mangler.",
            hint=f"Skriv den i en fil, og fortæl hvor under [{table}] som secret_file,"
            f" eller giv den i variablen {_secret_variable(table)}.",
        )
    try:
        with open(os.path.expanduser(file), encoding="utf-8") as opened:  # noqa: PTH111, PTH123 -- pathlib is slow
            return opened.read().rstrip("\r\n")
    except UnicodeError:  # its own words would show what it could not read
        raise BadUsage(
            f"Adgangskoden i {file} er ikke skrevet i UTF-8.", hint="Gem filen som UTF-8."
        ) from None
    except OSError as trouble:
        raise BadUsage(
            f"Filen med adgangskoden, {file}, kan ikke læses: {trouble.strerror}.",
            hint=f"Kontrollér secret_file under [{table}], og at du må læse filen.",
        ) from None
