"""The shop's own words, and the messages that held them."""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('phrase', sa.String(length=80), nullable=False),
    sa.Column('spelling', sa.String(length=80), nullable=False),
    sa.Column('topic', sa.String(length=20), nullable=True),
    sa.Column('urgency', sa.Integer(), nullable=True),
    sa.Column('added_by_id', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['agent.id'], name=op.f('fk_own_word_added_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_word')),
    sa.UniqueConstraint('spelling', name=op.f('uq_own_word_spelling'))
    )
    op.create_table('own_word_match',
    sa.Column('own_word_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_own_word_match_message_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['own_word_id'], ['own_word.id'], name=op.f('fk_own_word_match_own_word_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('own_word_id', 'message_id', name=op.f('pk_own_word_match'))
    )
    with op.batch_alter_table('own_word_match', schema=None) as batch_op:
        batch_op.create_index('ix_own_word_match_recent', ['own_word_id', 'at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('own_word_match', schema=None) as batch_op:
        batch_op.drop_index('ix_own_word_match_recent')

    op.drop_table('own_word_match')
    op.drop_table('own_word')
