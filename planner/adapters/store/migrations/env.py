"""Run by Alembic: applies the migrations over the connection that `schema.upgrade` hands over.

There is no alembic.ini: whoever upgrades a database opens it, and this only uses it.
"""

from __future__ import annotations

from alembic import context

from planner.adapters.store.incoming_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
    transactional_ddl=True,  # SQLite can take back a table; all migrations or none
)
with context.begin_transaction():
    context.run_migrations()
