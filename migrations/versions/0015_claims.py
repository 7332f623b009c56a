"""Who it really is: the level of a sender's claim, who reads along, and what follows what."""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('message', sa.Column('claim', sa.String(length=10), nullable=True))
    # Not by batch: SQLite would make the table anew, and dropping the old one would empty all that hangs on it.
    follows = sa.Column('follows_id', sa.Integer(), sa.ForeignKey('ticket.id', name=op.f('fk_ticket_follows_id')))
    op.add_column('ticket', follows, inline_references=True)
    op.create_index(op.f('ix_ticket_follows_id'), 'ticket', ['follows_id'])
    op.create_table('participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=320), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('offered', sa.Boolean(), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_participant_ticket_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['added_by_id'], ['agent.id'], name=op.f('fk_participant_added_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant')),
    sa.UniqueConstraint('ticket_id', 'address', name=op.f('uq_participant_ticket_id_address'))
    )
    op.create_table('reopening_choice',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reopening_choice'))
    )


def downgrade() -> None:
    op.drop_table('reopening_choice')
    op.drop_table('participant')
    op.drop_index(op.f('ix_ticket_follows_id'), table_name='ticket')
    op.drop_column('ticket', 'follows_id')
    op.drop_column('message', 'claim')
