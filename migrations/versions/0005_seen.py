"""What agents see of a verdict: marks in its words, and between which topics it was not sure.

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
    op.add_column('ticket', sa.Column('doubt', sa.JSON(), nullable=True))
    op.add_column('verdict', sa.Column('chances', sa.JSON(), nullable=False, server_default='[]'))

    if op.get_bind().dialect.name == 'postgresql':
        for table, column in (('agent', 'marks'), ('verdict', 'chances')):
            op.alter_column(table, column, server_default=None)


def downgrade() -> None:
    op.drop_column('verdict', 'chances')
    op.drop_column('ticket', 'doubt')
    op.drop_column('agent', 'marks')
