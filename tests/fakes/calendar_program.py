"""A person's calendar program: it takes the invitations in their mail as the standards say (RFC 5546).

A REQUEST that is no newer than what is known, by SEQUENCE and then DTSTAMP, is passed over.
"""

from __future__ import annotations

from icalendar import Calendar


def calendar_parts(mail):
    """The calendar in a mail, by its place: as the alternative, and as the attachment."""
    return {
        part.get_content_type(): part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    }


def taken(mails):
    """What stands in the calendar afterwards: {uid: (starts, ends, subject)}."""
    known, calendar = {}, {}
    for mail in mails:
        part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        parsed = Calendar.from_ical(part.get_payload(decode=True))
        method = str(parsed["METHOD"])
        assert part.get_param("method") == method
        (event,) = parsed.walk("VEVENT")
        uid = str(event["UID"])
        revision = (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
        if method == "CANCEL" and revision >= known.get(uid, revision):
            calendar.pop(uid, None)
        if method == "REQUEST" and (uid not in known or revision > known[uid]):
            calendar[uid] = (event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]))
        known[uid] = max(revision, known.get(uid, revision))
    return calendar
