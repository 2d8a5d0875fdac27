"""A coding that came from a suggestion is marked as such for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.log import rewrite_log

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suggested", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.alter_column("suggested", server_default=None)
    connection = op.get_bind()
    coding = sa.table("coding", sa.column("id"), sa.column("suggested", sa.Boolean()))
    taken = {row.id for row in connection.execute(_taken())}
    for id_ in sorted(taken):
        connection.execute(sa.update(coding).where(coding.c.id == id_).values(suggested=True))
    rewrite_log(connection, "coding", lambda row: {**row, "suggested": row["id"] in taken})


def _taken() -> sa.Select[tuple[str]]:
    """The codings that accepted suggestions became: same words, same code, same coder."""
    coding = sa.table("coding", *map(sa.column, ("id", "fragment_id", "code_id", "coder_id")))
    fragment = sa.table("fragment", *map(sa.column, ("id", "text_version_id", "start", "end")))
    suggestion = sa.table(
        "suggestion", *map(sa.column, ("text_version_id", "start", "end", "code_id", "coder_id", "outcome"))
    )
    same = sa.and_(
        suggestion.c.text_version_id == fragment.c.text_version_id,
        suggestion.c.start == fragment.c.start,
        suggestion.c.end == fragment.c.end,
        suggestion.c.code_id == coding.c.code_id,
        sa.or_(
            suggestion.c.coder_id == coding.c.coder_id,
            sa.and_(suggestion.c.coder_id.is_(None), coding.c.coder_id.is_(None)),
        ),
        suggestion.c.outcome == "accepted",
    )
    return (
        sa.select(coding.c.id)
        .join_from(coding, fragment, fragment.c.id == coding.c.fragment_id)
        .where(sa.exists().where(same))
    )
