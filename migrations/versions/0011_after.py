"""What customers are told after they wrote, and what became of articles in replies."""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('acknowledgement_choice',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('email', sa.Boolean(), nullable=False),
    sa.Column('form', sa.Boolean(), nullable=False),
    sa.Column('carries_article', sa.Boolean(), nullable=False),
    sa.Column('from_score', sa.Integer(), nullable=False),
    sa.Column('opening_ar', sa.Text(), nullable=False),
    sa.Column('opening_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement_choice'))
    )
    op.create_table('acknowledgement',
    sa.Column('ticket_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=True),
    sa.Column('question', sa.String(length=300), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('said', sa.String(length=10), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('said_by', sa.String(length=10), nullable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_acknowledgement_ticket_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_acknowledgement_message_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_acknowledgement_article_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('ticket_id', name=op.f('pk_acknowledgement'))
    )
    op.create_index('ix_acknowledgement_at', 'acknowledgement', ['at'])
    op.create_index('ix_acknowledgement_said', 'acknowledgement', ['said', 'said_at'])
    op.create_table('acknowledged_address',
    sa.Column('address', sa.String(length=320), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_acknowledged_address'))
    )
    op.create_index('ix_acknowledged_address_at', 'acknowledged_address', ['at'])

    op.add_column('delivery', sa.Column('lang', sa.String(length=2), nullable=True))
    op.create_index('ix_delivery_recipient', 'delivery', ['recipient'])
    op.add_column('article_use', sa.Column('kept', sa.Boolean(), nullable=True))
    op.create_index('ix_article_use_at', 'article_use', ['at'])
    op.add_column('clock', sa.Column('by_article', sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == 'postgresql':
        op.alter_column('clock', 'by_article', server_default=None)


def downgrade() -> None:
    op.drop_column('clock', 'by_article')
    op.drop_index('ix_article_use_at', table_name='article_use')
    op.drop_column('article_use', 'kept')
    op.drop_index('ix_delivery_recipient', table_name='delivery')
    op.drop_column('delivery', 'lang')
    op.drop_table('acknowledged_address')
    op.drop_table('acknowledgement')
    op.drop_table('acknowledgement_choice')
