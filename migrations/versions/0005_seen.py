"""What agents see of a verdict: whether its words are marked for them.

Columns are added in place, which wants a default on SQLite; rows give their own value.
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('agent', sa.Column('marks', sa.Boolean(), nullable=False, server_default=sa.true()))

    if op.get_bind().dialect.name == 'postgresql':
        for table, column in (('agent', 'marks'),):
            op.alter_column(table, column, server_default=None)


def downgrade() -> None:
    op.drop_column('agent', 'marks')
