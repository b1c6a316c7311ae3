"""Mail in from a directory of .eml files, as a mail server or a person has put them there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from planner.domain.calendar import Diagnosis, NotReached
from planner.domain.letter import Arrivals, Received


@dataclass(frozen=True)
class MailDirectory:
    """Files that end in .eml, each read once. They are only looked at."""

    path: Path
    most: int = 500
    largest: int = 10 * 1024 * 1024

    def since(self, state: str | None) -> Arrivals:
        """The files that were not there last time; `state` is the names already read."""
        there = self._names()
        known = set(json.loads(state)) if state else set()
        new = [name for name in there if name not in known][: self.most]
        read = sorted((known & set(there)) | set(new))
        return Arrivals(tuple(map(self._read, new)), json.dumps(read, ensure_ascii=False))

    def check(self) -> tuple[Diagnosis, ...]:
        """Look whether the directory can be read."""
        what = f"mail ind, {self.path}"
        try:
            count = len(self._names())
        except NotReached as error:
            return (Diagnosis(what, well=False, found=error.sentence, fix=error.hint),)
        return (Diagnosis(what, well=True, found=f"{count} filer"),)

    def _names(self) -> list[str]:
        try:
            return sorted(file.name for file in self.path.iterdir() if file.suffix.lower() == ".eml")
        except OSError as trouble:
            raise NotReached(
                f"Mappen {self.path} med indkommen mail kan ikke læses: {trouble.strerror}.",
                hint="Kontrollér stien i indstillingerne og rettighederne til mappen.",
            ) from trouble

    def _read(self, name: str) -> Received:
        file = self.path / name
        try:
            size = file.stat().st_size
            if size > self.largest:
                return Received(name, fault=f"mailen er for stor ({size // 1_000_000} MB)")
            return Received(name, file.read_bytes())
        except OSError as trouble:
            return Received(name, fault=f"filen kan ikke læses ({trouble.strerror})")
