"""${message}.

Rules for a migration: add first, fill in next, take away last, each in a file of its own; never
import the tables (they change, this file does not); bump VERSION in schema.py with it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Forward."""
    ${upgrades if upgrades else "pass"}
