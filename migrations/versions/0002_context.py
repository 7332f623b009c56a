"""context: what surrounds a message; the score in the order; likeness; bursts.

No table is made anew on SQLite: dropping the old "ticket" would take its messages along. Columns
are added in place instead, which wants a default there; rows give their own value.
"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

LONG_AGO = '2000-01-01 00:00:00.000000'


def upgrade() -> None:
    op.add_column('ticket', sa.Column('base_score', sa.Double(), nullable=False, server_default='0'))
    op.add_column('ticket', sa.Column('turn_at', sa.DateTime(timezone=True), nullable=False, server_default=LONG_AGO))
    op.execute('UPDATE ticket SET turn_at = due_at, base_score = CASE WHEN score < 0 THEN urgency * 25 ELSE score END')
    op.drop_index('ix_ticket_queue', table_name='ticket')
    op.create_index('ix_ticket_queue', 'ticket', ['state', 'lane', 'turn_at', 'id'], unique=False)
    op.create_index('ix_ticket_topic', 'ticket', ['state', 'topic', 'lane', 'turn_at', 'id'], unique=False)
    op.create_index(op.f('ix_ticket_created_at'), 'ticket', ['created_at'], unique=False)

    op.add_column('verdict', sa.Column('variety', sa.String(length=10), nullable=False, server_default=''))
    op.add_column('verdict', sa.Column('facts', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('verdict', sa.Column('fingerprint', sa.String(length=32), nullable=True))
    op.create_index('ix_verdict_fingerprint', 'verdict', ['fingerprint', 'at'], unique=False)

    op.create_table('mention',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('value', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_mention_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ticket_id', 'kind', 'value', name=op.f('pk_mention'))
    )
    op.create_index('ix_mention_value', 'mention', ['value', 'kind'], unique=False)

    op.create_table('burst',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=20), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('common', sa.String(length=40), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('usual', sa.Double(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dismissed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dismissed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['dismissed_by_id'], ['agent.id'], name=op.f('fk_burst_dismissed_by_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_burst_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_burst'))
    )
    op.create_index('uq_burst_running', 'burst', ['topic'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    if op.get_bind().dialect.name == 'postgresql':
        for table, column in (('ticket', 'base_score'), ('ticket', 'turn_at'), ('verdict', 'variety'), ('verdict', 'facts')):
            op.alter_column(table, column, server_default=None)


def downgrade() -> None:
    op.drop_index('uq_burst_running', table_name='burst')
    op.drop_table('burst')
    op.drop_index('ix_mention_value', table_name='mention')
    op.drop_table('mention')

    op.drop_index('ix_verdict_fingerprint', table_name='verdict')
    op.drop_column('verdict', 'fingerprint')
    op.drop_column('verdict', 'facts')
    op.drop_column('verdict', 'variety')

    op.drop_index(op.f('ix_ticket_created_at'), table_name='ticket')
    op.drop_index('ix_ticket_topic', table_name='ticket')
    op.drop_index('ix_ticket_queue', table_name='ticket')
    op.drop_column('ticket', 'turn_at')
    op.drop_column('ticket', 'base_score')
    op.create_index('ix_ticket_queue', 'ticket', ['state', 'lane', 'due_at', 'id'], unique=False)
