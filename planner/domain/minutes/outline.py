"""The outline of a document: what stands before the agenda, its points, and the lists after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Grid, Para, Piece
from planner.domain.minutes.lists_around import without_contents, without_lists_at_the_end
from planner.domain.minutes.marks import LONGEST_TITLE, Mark, alike, mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words
    from planner.domain.reading import State
    from planner.domain.visibility import Visibility

_SENTENCE_BESIDE = re.compile(r"^(?P<title>[^–—]{3,80}?)\s[–—-]\s(?P<rest>[A-ZÆØÅÄÖ].{5,}\.)$")
_TIED = re.compile(r"[^\W\d]{1,8}\.?\s*\d{1,3}\s*[:)]")
_MOST_SKIPPED = 3


@dataclass(frozen=True)
class Point:
    """One point of the agenda: its number as written, its heading and all that stands under it."""

    no: int
    label: str
    title: str
    para: Para
    pieces: tuple[Piece, ...] = ()
    visibility: Visibility | None = None
    state: State = "sure"
    why: str | None = None


@dataclass(frozen=True)
class Outline:
    """The parts of a document. `head` is what stands before the first point."""

    head: tuple[Piece, ...]
    points: tuple[Point, ...] = ()
    overview: tuple[Piece, ...] = ()
    signatures: tuple[Piece, ...] = ()

    @cached_property
    def everything(self) -> tuple[Piece, ...]:
        """Head and points as one flow, without the lists at the end."""
        known = {id(piece) for piece in self.head}  # an agenda without numbers stands there
        below = [piece for point in self.points for piece in (point.para, *point.pieces)]
        return (*self.head, *(piece for piece in below if id(piece) not in known))


@dataclass
class _Draft:
    mark: Mark
    para: Para
    visibility: Visibility | None = None
    pieces: list[Piece] = field(default_factory=list)


def outline_of(flow: Sequence[Piece], words: Words) -> Outline:
    """The outline of a flow of pieces."""
    flow, entries, toc_source = without_contents(flow, words)
    flow, overview, signatures = without_lists_at_the_end(flow, words)
    marks = {
        n: mark for n, piece in enumerate(flow) if isinstance(piece, Para) and (mark := mark_of(piece, words))
    }
    chosen = _chosen(flow, marks, entries, words)
    if not chosen:
        if len(entries) > 1 and toc_source is not None:
            points = tuple(Point(no, str(no), title, toc_source) for no, title in entries)
            return Outline(tuple(flow), points, overview, signatures)
        return Outline(tuple(flow), _unnumbered(flow, words), overview, signatures)
    head, drafts = _cut(flow, chosen, words)
    numbers = [draft.mark.no for draft in drafts]
    if len(set(numbers)) == len(numbers):
        drafts.sort(key=lambda draft: draft.mark.no)
    points = tuple(
        Point(d.mark.no, _label(d), d.mark.title, d.para, tuple(d.pieces), d.visibility) for d in drafts
    )
    if len({point.no for point in points}) == len(points):
        points = tuple(sorted(points, key=lambda point: point.no))
    return Outline(tuple(head), points, overview, signatures)


def _chosen(
    flow: Sequence[Piece], marks: dict[int, Mark], entries: list[tuple[int, str]], words: Words
) -> dict[int, tuple[Mark, bool]]:
    """Which paragraphs head a point: position -> (mark, whether it belongs to the closed list)."""
    if len(entries) > 1:
        matched: dict[int, tuple[Mark, bool]] = {}
        left = dict(entries)
        for n, mark in marks.items():
            if mark.no in left and alike(left[mark.no], mark.title):
                matched[n] = (mark, False)
                del left[mark.no]
        return matched if len(matched) * 2 >= len(entries) else {}
    listed = {mark.no for mark in marks.values() if mark.style == "plain"}
    for style in ("worded", "paragraph", "case"):
        ascending = _ascending(
            [
                (n, mark)
                for n, mark in marks.items()
                if mark.style == style and _heads(flow, n, mark, listed, words)
            ]
        )
        if len(ascending) > 1 or (
            len(ascending) == 1 and not any(m.style == "plain" for m in marks.values())
        ):
            same = [(n, mark) for n, mark in marks.items() if mark.style == style]
            return _with_listed_titles(flow, marks, _at_bodies(ascending, same))
    plain = [(n, mark) for n, mark in marks.items() if mark.style in ("plain", "visible")]
    visible = _chain(flow, [(n, mark) for n, mark in plain if mark.style == "visible"], words, strict=False)
    if len(visible) > 1 and len(visible) * 2 > len(plain) - len(visible):
        return visible
    headed = [(n, mark) for n, mark in plain if _level(flow[n])]
    bold = [(n, mark) for n, mark in plain if _is_bold(flow[n])]
    for marked in (headed, bold):
        chain = _chain(flow, marked, words, strict=False)
        if len(chain) > 1 and len(chain) * 2 >= len(marked):
            return _with_listed_alone(plain, chain)
    return _chain(flow, plain, words, strict=True)


def _with_listed_alone(
    plain: Sequence[tuple[int, Mark]], chain: dict[int, tuple[Mark, bool]]
) -> dict[int, tuple[Mark, bool]]:
    """The headed points and those that stand only in the list above them, where that list holds every headed one."""
    first = min(chain)
    above = [(n, mark) for n, mark in plain if n < first]
    listed = {mark.no: mark.title for _, mark in above}
    whole = [mark.no for _, mark in above] == list(range(1, len(above) + 1)) and len(above) > len(chain)
    if not whole or any(
        mark.no not in listed or not alike(listed[mark.no], mark.title) for mark, _ in chain.values()
    ):
        return chain
    headed = {mark.no for mark, _ in chain.values()}
    return dict(sorted({**{n: (mark, False) for n, mark in above if mark.no not in headed}, **chain}.items()))


def _level(piece: Piece) -> int:
    return piece.heading if isinstance(piece, Para) else 0


def _is_bold(piece: Piece) -> bool:
    return isinstance(piece, Para) and piece.bold


def _heads(flow: Sequence[Piece], n: int, mark: Mark, listed: set[int], words: Words) -> bool:
    """Whether a worded mark heads a point rather than opening a sentence about it ("Pkt. 3 udsat")."""
    piece = flow[n]
    if words.starts("words.postponed", mark.title) or words.starts("words.removed", mark.title):
        return False
    if isinstance(piece, Para) and mark.no in listed and _TIED.match(piece.text):
        return True  # "Ad 4: ..." below a list that gives point 4 its title
    marked = isinstance(piece, Para) and bool(piece.heading or piece.bold)
    return marked or not mark.title.endswith(".") or len(mark.title) < 60


def _ascending(found: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    kept: list[tuple[int, Mark]] = []
    for n, mark in found:
        if not kept or mark.no >= kept[-1][1].no:
            kept.append((n, mark))
    return kept


def _at_bodies(listed: list[tuple[int, Mark]], found: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    """The cases of a list, each where its own text begins when the list is followed by it."""
    last = listed[-1][0]
    later = {mark.no: (n, mark) for n, mark in reversed(found) if n > last}
    moved = [
        later[mark.no] if mark.no in later and alike(later[mark.no][1].title, mark.title) else (n, mark)
        for n, mark in listed
    ]
    return (
        sorted(moved, key=lambda one: one[0])
        if len({mark.no for _, mark in listed}) == len(listed)
        else listed
    )


def _with_listed_titles(
    flow: Sequence[Piece], marks: dict[int, Mark], ascending: list[tuple[int, Mark]]
) -> dict[int, tuple[Mark, bool]]:
    """A title above "Sag nr. 1" heads it; "Ad 1." sections take their titles from the list of the agenda above them where they have none."""
    listed = {
        mark.no: mark.title for n, mark in marks.items() if mark.style == "plain" and n < ascending[0][0]
    }
    chosen = {}
    untitled = [n for n, mark in ascending if not mark.title]
    for n, mark in ascending:
        above = flow[n - 1] if n else None
        if (
            len(untitled) > 1
            and not mark.title
            and isinstance(above, Para)
            and n - 1 not in chosen
            and len(above.text) < LONGEST_TITLE
        ):
            chosen[n - 1] = (Mark(mark.no, mark.label, above.text, mark.style), False)
        elif listed.get(mark.no) and (
            not mark.title or mark.title.endswith(".") or listed[mark.no].startswith(f"{mark.title} ")
        ):
            chosen[n] = (Mark(mark.no, mark.label, listed[mark.no], mark.style), False)
        elif mark.title:
            chosen[n] = (mark, False)
    return chosen


def _chain(
    flow: Sequence[Piece], found: list[tuple[int, Mark]], words: Words, *, strict: bool
) -> dict[int, tuple[Mark, bool]]:
    """The numbers that follow one another as an agenda does; lists inside a point are left out."""
    chain: dict[int, tuple[Mark, bool]] = {}
    local: set[int] = set()
    last, closed = 0, False
    bodies: dict[int, tuple[Mark, bool]] = {}
    for n, mark in found:
        if strict and _is_local(flow, n, mark, local, words):
            again = any(other.no == mark.no for m, other in found if m > n)
            if not (
                chain and mark.no == last + 1 and not again and words.starts("words.item_starts", mark.title)
            ):
                local.add(n)
                continue
        if not chain or last < mark.no <= last + _MOST_SKIPPED:
            chain[n] = (mark, closed)
            last = mark.no
        elif mark.no == 1 and not closed and _under(flow, n, "sections.closed_points", words):
            closed = True
            chain[n] = (mark, True)
            last = 1
        elif listed := [m.title for m, _ in chain.values() if m.no == mark.no and alike(m.title, mark.title)]:
            runs_on = len(mark.title) > len(listed[0]) and mark.title.startswith(listed[0])
            bodies[n] = (replace(mark, title=listed[0]) if runs_on else mark, closed)
        else:
            local.add(n)
    if len(bodies) > 1 or (bodies and len(chain) == len(bodies)):
        repeated = {mark.no for mark, _ in bodies.values()}
        kept = {n: value for n, value in chain.items() if value[0].no not in repeated}
        return dict(sorted({**kept, **bodies}.items()))
    return chain


def _is_local(flow: Sequence[Piece], n: int, mark: Mark, local: set[int], words: Words) -> bool:
    """Whether the number belongs to a list inside a point ("Det indstilles: 1. ... 2. ...")."""
    above = flow[n - 1] if n else None
    if not isinstance(above, Para):
        return False
    if n - 1 in local:
        return mark.no > 1 or not _announces_agenda(above, words)
    if words.says("sections.agenda", above.text) or _announces_agenda(above, words):
        return False
    if mark.no > 1:
        return False
    if any(
        words.says(f"sections.{name}", above.text)
        for name in ("recommendation", "decision", "body", "backlog")
    ):
        return True
    if words.says("fields.attachments", above.text):
        return True
    return above.text.endswith((":", ";")) and not _announces_agenda(above, words)


def _announces_agenda(para: Para, words: Words) -> bool:
    text = para.text
    return any(
        words.says(f"sections.{name}", text) for name in ("open_points", "closed_points", "agenda")
    ) or (
        len(text) < 90
        and (
            words.has("words.document_agenda", text)
            or (text.endswith(":") and words.has("sections.agenda", text))
        )
    )


def _under(flow: Sequence[Piece], n: int, family: str, words: Words) -> bool:
    return any(
        isinstance(piece, Para) and words.says(family, piece.text) for piece in flow[max(0, n - 2) : n]
    )


def _cut(
    flow: Sequence[Piece], chosen: dict[int, tuple[Mark, bool]], words: Words
) -> tuple[list[Piece], list[_Draft]]:
    head: list[Piece] = []
    drafts: list[_Draft] = []
    visibility: Visibility | None = None
    for n, piece in enumerate(flow):
        if isinstance(piece, Para):
            if words.says("sections.closed_points", piece.text):
                visibility = "closed"
            elif words.says("sections.open_points", piece.text):
                visibility = "open"
            if n in chosen:
                mark, below = _headline(chosen[n][0], piece, words)
                written = mark_of(piece, words)
                rest = (
                    written.title[len(mark.title) :].strip()
                    if written and written.title.startswith(mark.title)
                    else ""
                )
                if rest and not below:
                    below = [piece._replace(text=rest)]
                drafts.append(_Draft(mark, piece, visibility))
                drafts[-1].pieces.extend(below)
                continue
        if drafts:
            drafts[-1].pieces.append(piece)
        else:
            head.append(piece)
    return head, drafts


def _headline(mark: Mark, para: Para, words: Words) -> tuple[Mark, list[Para]]:
    """The heading without the sentence that runs on in its line, and that sentence as a paragraph."""
    dashed = _SENTENCE_BESIDE.match(mark.title)
    if dashed is not None:
        return replace(mark, title=dashed["title"]), [para._replace(text=dashed["rest"])]
    tokens = mark.title.split()
    for n, token in enumerate(tokens):
        if (
            n > 1
            and token[0].isupper()
            and len(tokens) > n + 3
            and words.says("words.sentence_start", token)
            and tokens[n - 1][-1].islower()
            and len(tokens[n - 1]) > 3
        ):
            rest = " ".join(tokens[n:])
            if rest.endswith((".", "?", "!")) or len(rest) > 40:
                return replace(mark, title=" ".join(tokens[:n])), [para._replace(text=rest)]
    return mark, []


def _label(draft: _Draft) -> str:
    return (
        f"L{draft.mark.no}"
        if draft.visibility == "closed" and draft.mark.style == "plain"
        else draft.mark.label
    )


def _unnumbered(flow: Sequence[Piece], words: Words) -> tuple[Point, ...]:
    """The bullets or short lines right under the heading of an agenda, numbered as they stand."""
    for n, piece in enumerate(flow):
        if not isinstance(piece, Para) or not words.says("sections.agenda", piece.text):
            continue
        listed: list[Para] = []
        for below in flow[n + 1 :]:
            if isinstance(below, Grid) or below.heading or (listed and listed[0].bullet and not below.bullet):
                break
            if not below.bullet and words.says_any("fields.", below.text):
                break
            if not below.bullet and (
                below.gap and listed or len(below.text) > 100 or below.text.endswith((".", ":"))
            ):
                break
            if not (below.bullet and below.depth > (listed[0].depth if listed else below.depth)):
                listed.append(below)
        if len(listed) > 1:
            why = None if listed[0].bullet else "punkterne står uden numre"
            return tuple(
                Point(no, str(no), para.text, para, state="doubtful" if why else "sure", why=why)
                for no, para in enumerate(listed, 1)
            )
    return ()
