"""Former addresses of articles, which lead to the present one."""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('article_former_address',
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_former_address_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_article_former_address'))
    )
    with op.batch_alter_table('article_former_address', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_article_former_address_article_id'), ['article_id'], unique=False)


def downgrade() -> None:
    op.drop_table('article_former_address')
