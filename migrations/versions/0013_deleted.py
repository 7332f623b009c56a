"""A deleted article leaves its number and titles, so that the figures of its time stay.

Columns are added in place: a table that is made anew takes the rows that hang on it along.
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('article', sa.Column('kind', sa.String(length=10), nullable=False, server_default='article'))
    if op.get_bind().dialect.name == 'postgresql':
        op.alter_column('article', 'kind', server_default=None)
    op.add_column('article', sa.Column('title_ar', sa.String(length=300), nullable=True))
    op.add_column('article', sa.Column('title_en', sa.String(length=300), nullable=True))


def downgrade() -> None:
    # Before, deleting took an article's figures along.
    op.execute("DELETE FROM article WHERE kind = 'deleted'")
    for column in ('title_en', 'title_ar', 'kind'):
        op.drop_column('article', column)
