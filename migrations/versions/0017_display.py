"""Mail as it was sent: what its HTML calls each picture by; suspended mail and blocked senders."""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attachment') as batch:
        batch.add_column(sa.Column('content_id', sa.String(length=300), nullable=True))
    op.create_table(
        'blocked_sender',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('value', sa.String(length=320), nullable=False),
        sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('blocked_by_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['blocked_by_id'], ['agent.id'], name=op.f('fk_blocked_sender_blocked_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_blocked_sender')),
        sa.UniqueConstraint('value', name=op.f('uq_blocked_sender_value')),
    )
    op.create_table(
        'suspension_choice',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension_choice')),
    )
    op.create_table(
        'suspended_mail',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('raw_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=400), nullable=False),
        sa.Column('sender', sa.String(length=320), nullable=False),
        sa.Column('sender_name', sa.String(length=200), nullable=False),
        sa.Column('subject', sa.String(length=300), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('reason', sa.String(length=10), nullable=False),
        sa.Column('detail', sa.String(length=320), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['raw_id'], ['inbound_raw.id'], name=op.f('fk_suspended_mail_raw_id')),
        sa.ForeignKeyConstraint(['decided_by_id'], ['agent.id'], name=op.f('fk_suspended_mail_decided_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suspended_mail')),
        sa.UniqueConstraint('key', name=op.f('uq_suspended_mail_key')),
        sa.UniqueConstraint('raw_id', name=op.f('uq_suspended_mail_raw_id')),
    )
    op.create_index('ix_suspended_mail_state', 'suspended_mail', ['state', 'reason', 'received_at'])


def downgrade() -> None:
    op.drop_table('suspended_mail')
    op.drop_table('suspension_choice')
    op.drop_table('blocked_sender')
    with op.batch_alter_table('attachment') as batch:
        batch.drop_column('content_id')
