"""The configuration: one table of keys, read from a TOML file and the environment into one frozen value.

Every fault is reported at once. Reading it is cheap: the slow imports are made only where
there is a file, or a fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from planner.domain.errors import BadUsage
from planner.settings.keys import ENVIRONMENT, KEYS, LEVELS, Key

_NOTHING: Mapping[str, str] = MappingProxyType({})

_BY_NAME = {key.name: key for key in KEYS}
_RULES = "rules."
_LEVEL = Key(_RULES, None, "", choices=LEVELS)


class Settings(NamedTuple):
    """What holds for this run. `rules` overrules the levels of findings by rule name.

    `sources` says of each name where its value came from: the file, a variable, or "standard".
    """

    database: str
    board: str | None = None
    by: str | None = None
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    weeks: int = 6
    orientering: int = 10
    droeftelse: int = 30
    beslutning: int = 30
    secretariat_name: str | None = None
    secretariat_telephone: str | None = None
    secretariat_mailbox: str | None = None
    calendar_backend: str = "none"
    calendar_busy_check: str = "on"
    exchange_endpoint: str | None = None
    exchange_user: str | None = None
    exchange_secret_file: str | None = None
    exchange_login: str = "ntlm"
    exchange_reach: str = "direct"
    exchange_ca_file: str | None = None
    exchange_tenant: str | None = None
    exchange_token_url: str | None = None
    exchange_scope: str | None = None
    mail_host: str | None = None
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_ca_file: str | None = None
    mail_user: str | None = None
    mail_secret_file: str | None = None
    mail_login: str = "password"
    mail_templates: str | None = None
    inbox_host: str | None = None
    inbox_port: int = 993
    inbox_security: str = "tls"
    inbox_folder: str = "INBOX"
    inbox_user: str | None = None
    inbox_secret_file: str | None = None
    inbox_directory: str | None = None
    feeds_directory: str | None = None
    feeds_url: str | None = None
    propose_leave_out: int = 200
    propose_waiting_week: int = 10
    propose_deadline: int = 800
    propose_delay_week: int = 5
    propose_move: int = 20
    propose_told: int = 10
    propose_person: int = 40
    propose_near: int = 8
    propose_near_days: int = 14
    propose_over: int = 40
    propose_crowding: int = 4
    propose_full_percent: int = 85
    propose_waiting: int = 1
    propose_warning: int = 150
    propose_hint: int = 5
    run_sync_minutes: int = 5
    run_stages: str = "hver dag kl. 7.00"
    run_wheel: str = "hver dag kl. 5.00"
    run_backup: str = "nej"
    run_backup_directory: str | None = None
    run_backup_keep: int = 30
    run_health_port: int = 0
    run_health_file: str | None = None
    run_metrics: str = "off"
    rules: Mapping[str, str] = _NOTHING
    file: str | None = None
    sources: Mapping[str, str] = _NOTHING


def load(path: str | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the file (the user's own where none is named) and the environment.

    Raises BadUsage that names every fault at once.
    """
    named = path or environ.get(ENVIRONMENT + "CONFIG")
    file = os.path.expanduser(named) if named else own_file()  # noqa: PTH111 -- pathlib is slow
    given, faults = _from_file(file, must_exist=bool(named))
    sources = dict.fromkeys(given, file)
    for key in KEYS:
        written = environ.get(key.variable)
        if written is not None:
            given[key.name] = (
                int(written) if isinstance(key.default, int) and written.isdecimal() else written
            )
            sources[key.name] = key.variable
    faults += [fault for name, value in given.items() if (fault := _fault(name, value, sources[name]))]
    if faults:
        count = "en fejl" if len(faults) == 1 else f"{len(faults)} fejl"
        raise BadUsage(
            f"Indstillingerne har {count}: {'; '.join(faults)}.",
            hint="Ret dem, og kør kommandoen igen. “planner konfig vis” viser hver nøgle, når filen er i orden.",
            faults=tuple(faults),
        )
    values = {key.field: given.get(key.name, key.default) for key in KEYS}
    database = values.pop("database")
    return Settings(
        database=os.path.expanduser(str(database)) if database else _own_database(),  # noqa: PTH111 -- pathlib is slow
        rules={
            name.removeprefix(_RULES): str(level) for name, level in given.items() if name.startswith(_RULES)
        },
        file=file if os.path.exists(file) else None,  # noqa: PTH110 -- pathlib is slow
        sources=sources,
        **values,  # type: ignore[arg-type]
    )


def shown(settings: Settings) -> list[tuple[str, str, str, str]]:
    """Every key with its value, where the value came from, and what it means."""
    rows = [
        (
            key.name,
            str(value) if (value := getattr(settings, key.field)) is not None else "",
            settings.sources.get(key.name, "standard"),
            key.meaning,
        )
        for key in KEYS
    ]
    rules = [
        (_RULES + rule, level, settings.sources[_RULES + rule], "Hvor alvorligt den regel tages.")
        for rule, level in settings.rules.items()
    ]
    return rows + rules


def example() -> str:
    """A configuration file with every key, its meaning and its default, all commented out."""
    lines = [
        "# Indstillinger for planner. Læg filen, hvor “planner konfig vis” siger, eller brug --config FIL.",
        "# Hver nøgle kan også gives som variabel: PLANNER_LANGUAGE=en, PLANNER_LOOK_WEEKS=8.",
        "# Adgangskoder står aldrig her: de ligger i filer, som nøglerne secret_file peger på, eller i variablerne",
        "# PLANNER_EXCHANGE_SECRET, PLANNER_MAIL_SECRET og PLANNER_INBOX_SECRET.",
    ]
    table = ""
    for key in KEYS:
        prefix, _, name = key.name.rpartition(".")
        if prefix != table:
            lines += ["", f"[{prefix}]"]
            table = prefix
        values = f" ({', '.join(key.choices)})" if key.choices else ""
        value = f'"{key.default or ""}"' if not isinstance(key.default, int) else str(key.default)
        lines += ["", f"# {key.meaning}{values}", f"# {name} = {value}"]
    lines += [
        "",
        "[rules]",
        "",
        f"# Hvor alvorligt en regel om planen eller et dokument tages ({', '.join(LEVELS)}).",
    ]
    lines += [f'# {name.removeprefix(_RULES)} = "{level}"' for name, level in rule_levels().items()]
    return "\n".join([*lines, ""])


def _from_file(file: str, *, must_exist: bool) -> tuple[dict[str, object], list[str]]:
    """The keys of a file by full name, and what is wrong with it."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 -- pathlib is slow
            raw = opened.read()
    except FileNotFoundError:
        return {}, [f"filen {file} findes ikke"] if must_exist else []
    except OSError as trouble:
        return {}, [f"filen {file} kan ikke læses ({trouble.strerror})"]
    import tomllib  # noqa: PLC0415 -- slow import

    try:
        tables = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        return {}, [f"filen {file} er ikke TOML ({trouble})"]
    given: dict[str, object] = {}
    for name, value in tables.items():
        if isinstance(value, dict):
            given |= {f"{name}.{inner}": inside for inner, inside in value.items()}
        else:
            given[name] = value
    return given, []


def _fault(name: str, value: object, source: str) -> str | None:
    """What is wrong with one key, or None."""
    wrong = _wrong(name, value)
    return f"{wrong} (fra {source})" if wrong and source.startswith(ENVIRONMENT) else wrong


def _wrong(name: str, value: object) -> str | None:
    is_rule = name.startswith(_RULES)
    known: Collection[str] = rule_levels() if is_rule else _BY_NAME
    key = None if name not in known else _LEVEL if is_rule else _BY_NAME[name]
    if key is None:
        from difflib import get_close_matches  # noqa: PLC0415 -- slow import

        nearest = get_close_matches(name, known, n=1, cutoff=0.5)
        return f"“{name}” findes ikke, mente du “{nearest[0]}”?" if nearest else f"“{name}” findes ikke"
    if isinstance(key.default, int):
        if isinstance(value, int) and not isinstance(value, bool) and key.least <= value <= key.most:
            return None
        return f"{name} skal være et helt tal fra {key.least} til {key.most}, ikke {_written(value)}"
    if key.choices:
        if value in key.choices:
            return None
        return f"{name} skal være {' eller '.join(key.choices)}, ikke {_written(value)}"
    return _wrong_text(key, value)


def _wrong_text(key: Key, value: object) -> str | None:
    name = key.name
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return f"{name} skal være en tekst, ikke {_written(value)}"
    if value == key.default:
        return None
    if key.recurs:
        return _not_recurring(name, value)
    is_wrong = name == "zone" and not _is_zone(value)
    return f"zone skal være en tidszone som Europe/Copenhagen, ikke {_written(value)}" if is_wrong else None


def _not_recurring(name: str, value: str) -> str | None:
    from planner.domain.due_words import read_rule  # noqa: PLC0415 -- slow import

    try:
        read_rule(value)
    except BadUsage as trouble:
        return f"{name}: {trouble.sentence.rstrip('.')}"
    return None


def rule_levels() -> dict[str, str]:
    """The usual level of every rule by the key that sets another: {"rules.over_capacity": "warn", ...}."""
    from planner.domain.rules import RULES  # noqa: PLC0415 -- slow import
    from planner.domain.rules_document import DOCUMENT_RULES  # noqa: PLC0415 -- slow import

    return {_RULES + name: level for name, (level, _) in {**RULES, **DOCUMENT_RULES}.items()}


def _written(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- slow import

    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def own_file() -> str:
    """Where the user's own configuration is looked for."""
    return os.path.join(_own_folder("CONFIG", ".config"), "planner.toml")  # noqa: PTH118 -- pathlib is slow


def _own_database() -> str:
    return os.path.join(_own_folder("DATA", ".local/share"), "planner.db")  # noqa: PTH118 -- pathlib is slow


def _own_folder(kind: str, usual: str) -> str:
    """The user's folder for `planner`: on Linux by the XDG rules at once, elsewhere as platformdirs knows."""
    if sys.platform == "linux":
        root = os.environ.get(f"XDG_{kind}_HOME", "").strip() or os.path.expanduser(f"~/{usual}")  # noqa: PTH111 -- pathlib is slow
        return os.path.join(root, "planner")  # noqa: PTH118 -- pathlib is slow
    import platformdirs  # noqa: PLC0415 -- slow import

    find = platformdirs.user_config_dir if kind == "CONFIG" else platformdirs.user_data_dir
    return find("planner", appauthor=False)
