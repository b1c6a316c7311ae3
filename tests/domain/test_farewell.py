"""What those read who lose an event: it must not sound as if a meeting that is held were not."""

from __future__ import annotations

import pytest

from planner.domain.entry_texts import farewell


@pytest.mark.parametrize(
    ("kind", "is_held", "is_replaced", "said"),
    [
        ("meeting", False, False, "Mødet er aflyst."),
        ("stretch", False, True, "Mødet er aflyst."),
        ("meeting", True, False, "Du skal ikke længere deltage."),
        ("stretch", True, False, "Du skal ikke længere deltage."),
        ("stretch", True, True, "Aftalen er afløst af en anden."),
        ("hold", True, False, "Datoen er ikke længere aktuel."),
    ],
)
def test_reason_is_true_of_the_receiver(kind, is_held, is_replaced, said):
    assert farewell(kind, is_held=is_held, is_replaced=is_replaced) == said
