"""What corrections teach: models, who put which in force, trainings."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('triage_model',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.String(length=80), nullable=False),
    sa.Column('base', sa.String(length=80), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('examples', sa.Integer(), nullable=False),
    sa.Column('corrections', sa.Integer(), nullable=False),
    sa.Column('rival', sa.String(length=80), nullable=True),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('refusal', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triage_model')),
    sa.UniqueConstraint('version', name=op.f('uq_triage_model_version'))
    )
    with op.batch_alter_table('triage_model', schema=None) as batch_op:
        batch_op.create_index('uq_triage_model_champion', ['state'], unique=True, sqlite_where=sa.text("state = 'champion'"), postgresql_where=sa.text("state = 'champion'"))

    op.create_table('model_switch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('was', sa.String(length=80), nullable=False),
    sa.Column('now', sa.String(length=80), nullable=False),
    sa.Column('why', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_model_switch_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_switch'))
    )
    op.create_table('training',
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
    sa.Column('upto', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('peak_mib', sa.Integer(), nullable=True),
    sa.Column('error', sa.String(length=20), nullable=True),
    sa.Column('detail', sa.Text(), nullable=True),
    sa.Column('model_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['agent.id'], name=op.f('fk_training_asked_by_id')),
    sa.ForeignKeyConstraint(['model_id'], ['triage_model.id'], name=op.f('fk_training_model_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training')),
    sa.UniqueConstraint('night', name=op.f('uq_training_night')),
    sa.UniqueConstraint('slot', name=op.f('uq_training_slot'))
    )


def downgrade() -> None:
    op.drop_table('training')
    op.drop_table('model_switch')
    with op.batch_alter_table('triage_model', schema=None) as batch_op:
        batch_op.drop_index('uq_triage_model_champion', sqlite_where=sa.text("state = 'champion'"), postgresql_where=sa.text("state = 'champion'"))

    op.drop_table('triage_model')
