"""Missing answers: runs of mining, groups of questions, and the messages that stand in them."""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'mining',
        sa.Column('questions', sa.Integer(), nullable=False),
        sa.Column('groups', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slot', sa.Integer(), nullable=True),
        sa.Column('night', sa.Date(), nullable=True),
        sa.Column('asked_by_id', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('fence', sa.Integer(), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('stage', sa.String(length=20), nullable=False),
        sa.Column('step', sa.Integer(), nullable=False),
        sa.Column('steps', sa.Integer(), nullable=False),
        sa.Column('seconds', sa.Integer(), nullable=True),
        sa.Column('peak_mib', sa.Integer(), nullable=True),
        sa.Column('error', sa.String(length=20), nullable=True),
        sa.Column('detail', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['asked_by_id'], ['agent.id'], name=op.f('fk_mining_asked_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mining')),
        sa.UniqueConstraint('night', name=op.f('uq_mining_night')),
        sa.UniqueConstraint('slot', name=op.f('uq_mining_slot')),
    )
    op.create_table(
        'question_group',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('topic', sa.String(length=20), nullable=False),
        sa.Column('name_ar', sa.String(length=300), nullable=False),
        sa.Column('name_en', sa.String(length=300), nullable=False),
        sa.Column('ways', sa.JSON(), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False),
        sa.Column('questions', sa.Integer(), nullable=False),
        sa.Column('customers', sa.Integer(), nullable=False),
        sa.Column('searches', sa.Integer(), nullable=False),
        sa.Column('weeks', sa.JSON(), nullable=False),
        sa.Column('near_id', sa.Integer(), nullable=True),
        sa.Column('article_id', sa.Integer(), nullable=True),
        sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['near_id'], ['article.id'], name=op.f('fk_question_group_near_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_question_group_article_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['decided_by_id'], ['agent.id'], name=op.f('fk_question_group_decided_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_question_group')),
    )
    op.create_index('ix_question_group_state', 'question_group', ['state', 'questions'])
    op.create_table(
        'grouped_question',
        sa.Column('message_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('ticket_id', sa.Integer(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('lang', sa.String(length=2), nullable=False),
        sa.Column('text', sa.String(length=300), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_grouped_question_message_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['group_id'], ['question_group.id'], name=op.f('fk_grouped_question_group_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_grouped_question_ticket_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('message_id', name=op.f('pk_grouped_question')),
    )
    op.create_index(op.f('ix_grouped_question_group_id'), 'grouped_question', ['group_id'])
    op.create_index(op.f('ix_grouped_question_ticket_id'), 'grouped_question', ['ticket_id'])


def downgrade() -> None:
    op.drop_table('grouped_question')
    op.drop_table('question_group')
    op.drop_table('mining')
