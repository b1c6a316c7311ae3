"""Mails as attendees' programs and mail servers send them back."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

SECRETARIAT = "sekretariat@plan.example"


def reply_mail(
    uid, email, *, partstat="ACCEPTED", method="REPLY", sender=None, params="", extra="", text="", sequence=0
):
    """An answer; `extra` are more lines of the event, `params` more parameters of the attendee."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender or email
    mail["To"] = SECRETARIAT
    mail["Subject"] = "Svar"
    mail["Date"] = "Thu, 06 Mar 2031 08:00:00 +0100"
    mail.set_content(text or "\n")
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "PRODID:-//Et andet program//DA",
            "VERSION:2.0",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"SEQUENCE:{sequence}",
            "DTSTAMP:20310306T070000Z",
            f"ORGANIZER:mailto:{SECRETARIAT}",
            f"ATTENDEE;PARTSTAT={partstat}{params}:mailto:{email}",
            *extra.splitlines(),
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
    mail.add_alternative(calendar, subtype="calendar", params={"method": method})
    return mail.as_bytes()


def bounce_mail(letter, email, *, action="failed", whole=False):
    """A mail server's report that a letter (bytes) did not reach the address (RFC 3464)."""
    head, _, body = letter.partition(b"\r\n\r\n")
    original = b"message/rfc822" if whole else b"text/rfc822-headers"
    return b"\r\n".join(
        [
            b"From: MAILER-DAEMON@mail.example",
            f"To: {SECRETARIAT}".encode(),
            b"Date: Thu, 06 Mar 2031 08:00:00 +0100",
            b"Subject: Undelivered Mail Returned to Sender",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            b"",
            b"--b",
            b"Content-Type: text/plain",
            b"",
            b"Sorry.",
            b"--b",
            b"Content-Type: message/delivery-status",
            b"",
            b"Reporting-MTA: dns; mail.example",
            b"",
            f"Final-Recipient: rfc822; {email}".encode(),
            f"Action: {action}".encode(),
            b"Status: 5.1.1",
            b"Diagnostic-Code: smtp; 550 5.1.1 User unknown",
            b"",
            b"--b",
            b"Content-Type: " + original,
            b"",
            head + (b"\r\n\r\n" + body if whole else b"\r\n"),
            b"--b--",
            b"",
        ]
    )
