"""Questions that an article answered before anybody wrote."""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deflection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('place', sa.String(length=10), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_deflection_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deflection')),
    sa.UniqueConstraint('key', name=op.f('uq_deflection_key'))
    )
    with op.batch_alter_table('deflection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deflection_article_id'), ['article_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deflection_at'), ['at'], unique=False)


def downgrade() -> None:
    op.drop_table('deflection')
