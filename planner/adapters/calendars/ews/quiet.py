"""Keeps the library's log free of what the invitations say.

exchangelib writes whole requests to the log, at ERROR, when an answer cannot be unpacked, and the
answers themselves at DEBUG. What it and the libraries under it have to say is therefore replaced by
where it was said: never its text, its arguments or its traceback.
"""

from __future__ import annotations

import logging

TALKATIVE = (
    "exchangelib",
    "msal",
    "oauthlib",
    "requests",
    "requests_ntlm",
    "requests_oauthlib",
    "spnego",
    "urllib3",
)
_OWN = logging.getLogger("planner.exchange")


class _Withheld(logging.Handler):
    """Passes on that something was said, and where; not what."""

    def emit(self, record: logging.LogRecord) -> None:
        _OWN.log(record.levelno, "%s, line %s: text withheld", record.name, record.lineno)


def quiet() -> None:
    """Withhold the text of everything these libraries log. Done once for the process."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        if not any(isinstance(handler, _Withheld) for handler in logger.handlers):
            logger.addHandler(_Withheld())
        logger.propagate = False
        logger.setLevel(logging.WARNING)
