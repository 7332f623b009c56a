"""Replies leave visibly: each recipient has an outcome of its own, and they can be taken back.

Mail that stands in the outbox already gets its one recipient's row.
"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'delivery_recipient',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('delivery_id', sa.Integer(), nullable=False),
        sa.Column('address', sa.String(length=320), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('error', sa.Text(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_delivery_recipient_delivery_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_recipient')),
    )
    op.create_index(op.f('ix_delivery_recipient_delivery_id'), 'delivery_recipient', ['delivery_id'])
    op.create_index('ix_delivery_recipient_address', 'delivery_recipient', ['address', 'state'])
    op.execute(
        "INSERT INTO delivery_recipient (delivery_id, address, state, error, at)"
        " SELECT id, recipient, CASE WHEN state IN ('waiting', 'failed') THEN state ELSE 'sent' END,"
        " error, COALESCE(sent_at, created_at) FROM delivery"
        " WHERE channel IN ('email', 'form') AND recipient <> ''"
    )
    op.add_column('message', sa.Column('before', sa.JSON(), nullable=True))
    op.create_table(
        'draft',
        sa.Column('ticket_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('agent_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_draft_agent_id')),
        sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_draft_ticket_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('ticket_id', 'agent_id', name=op.f('pk_draft')),
    )
    op.create_table(
        'draft_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('token', sa.String(length=43), nullable=False),
        sa.Column('ticket_id', sa.Integer(), nullable=False),
        sa.Column('agent_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('content_type', sa.String(length=100), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_draft_file_agent_id')),
        sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_draft_file_ticket_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_file')),
        sa.UniqueConstraint('token', name=op.f('uq_draft_file_token')),
    )
    op.create_index('ix_draft_file_writer', 'draft_file', ['ticket_id', 'agent_id'])
    op.add_column('delivery', sa.Column('signature', sa.Text(), server_default='', nullable=False))
    op.create_table(
        'signature',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agent_id', sa.Integer(), nullable=True),
        sa.Column('lang', sa.String(length=2), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_signature_agent_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
        sa.UniqueConstraint('agent_id', 'lang', name=op.f('uq_signature_agent_id_lang')),
    )
    of_the_shop = sa.text('agent_id IS NULL')
    op.create_index('uq_signature_shop', 'signature', ['lang'], unique=True, sqlite_where=of_the_shop, postgresql_where=of_the_shop)


def downgrade() -> None:
    op.drop_table('signature')
    op.drop_column('delivery', 'signature')
    op.drop_table('draft_file')
    op.drop_table('draft')
    op.drop_column('message', 'before')
    op.drop_table('delivery_recipient')
