"""What readers of the help centre did, counted by the day."""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('article_day',
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('article_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('views', sa.Integer(), nullable=False),
    sa.Column('helped', sa.Integer(), nullable=False),
    sa.Column('unhelped', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_day_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('lang', 'day', 'article_id', name=op.f('pk_article_day')),
    sqlite_with_rowid=False
    )
    op.create_table('help_search',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('words', sa.String(length=80), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('found', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'lang', 'words', name=op.f('pk_help_search'))
    )


def downgrade() -> None:
    op.drop_table('help_search')
    op.drop_table('article_day')
