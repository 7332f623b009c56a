"""Mail as it was sent: what its HTML calls each picture by."""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attachment') as batch:
        batch.add_column(sa.Column('content_id', sa.String(length=300), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('attachment') as batch:
        batch.drop_column('content_id')
