"""What agents make of suggested answers: refusals, and the uses that a closed ticket confirmed.

Columns are added in place; the key to messages comes to SQLite with the column itself.
"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'answer_refusal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('article_id', sa.Integer(), nullable=False),
        sa.Column('ticket_id', sa.Integer(), nullable=False),
        sa.Column('agent_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_answer_refusal_article_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_answer_refusal_ticket_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_answer_refusal_agent_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_refusal')),
        sa.UniqueConstraint('ticket_id', 'article_id', name=op.f('uq_answer_refusal_ticket_id_article_id')),
    )
    op.create_index(op.f('ix_answer_refusal_article_id'), 'answer_refusal', ['article_id'])
    with op.batch_alter_table('article_use') as table:
        table.add_column(sa.Column('message_id', sa.Integer(), nullable=True))
        table.add_column(sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(op.f('fk_article_use_message_id'), 'message', ['message_id'], ['id'], ondelete='SET NULL')
        table.create_index(op.f('ix_article_use_ticket_id'), ['ticket_id'])
        table.create_index(op.f('ix_article_use_accepted_at'), ['accepted_at'])


def downgrade() -> None:
    with op.batch_alter_table('article_use') as table:
        table.drop_index(op.f('ix_article_use_accepted_at'))
        table.drop_index(op.f('ix_article_use_ticket_id'))
        table.drop_constraint(op.f('fk_article_use_message_id'), type_='foreignkey')
        table.drop_column('accepted_at')
        table.drop_column('message_id')
    op.drop_table('answer_refusal')
