"""What one foreign document may cost."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; a document beyond any of them is refused.

    `unpacked_bytes` is the sum over all parts of a DOCX file, `answer_bytes` what the child may
    write, `seconds` the wall clock and `cpu_seconds` the processor time of the child.
    """

    file_bytes: int = 25 * _MEGABYTE
    unpacked_bytes: int = 100 * _MEGABYTE
    answer_bytes: int = 50 * _MEGABYTE
    memory_bytes: int = 2048 * _MEGABYTE
    pages: int = 200
    seconds: float = 60.0
    cpu_seconds: int = 50
