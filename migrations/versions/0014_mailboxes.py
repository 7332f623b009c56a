"""Mailboxes as rows, each with its position, its trouble and its way out; whose a ticket is."""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

BLANK = (
    "'', '[]', true, 'password', '', 993, 'tls', '', 'INBOX', '', 587, 'starttls', '', 0, 0,"
    " CURRENT_TIMESTAMP"
)


def upgrade() -> None:
    op.create_table(
        'mailbox',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('from_settings', sa.String(length=320), nullable=True),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('address', sa.String(length=320), nullable=True),
        sa.Column('aliases', sa.JSON(), nullable=False),
        sa.Column('is_on', sa.Boolean(), nullable=False),
        sa.Column('auth', sa.String(length=10), nullable=False),
        sa.Column('imap_host', sa.String(length=255), nullable=False),
        sa.Column('imap_port', sa.Integer(), nullable=False),
        sa.Column('imap_security', sa.String(length=10), nullable=False),
        sa.Column('imap_username', sa.String(length=320), nullable=False),
        sa.Column('imap_folder', sa.String(length=255), nullable=False),
        sa.Column('since', sa.Date(), nullable=True),
        sa.Column('password', sa.Text(), nullable=True),
        sa.Column('refresh_token', sa.Text(), nullable=True),
        sa.Column('access_token', sa.Text(), nullable=True),
        sa.Column('access_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('smtp_host', sa.String(length=255), nullable=False),
        sa.Column('smtp_port', sa.Integer(), nullable=False),
        sa.Column('smtp_security', sa.String(length=10), nullable=False),
        sa.Column('smtp_username', sa.String(length=320), nullable=False),
        sa.Column('smtp_password', sa.Text(), nullable=True),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=True),
        sa.Column('last_uid', sa.BigInteger(), nullable=False),
        sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('connected_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('trouble', sa.String(length=10), nullable=True),
        sa.Column('error', sa.Text(), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('fence', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mailbox')),
        sa.UniqueConstraint('address', name=op.f('uq_mailbox_address')),
        sa.UniqueConstraint('from_settings', name=op.f('uq_mailbox_from_settings')),
        sqlite_autoincrement=True,
    )
    for table in ('inbound_raw', 'ticket'):
        op.add_column(table, sa.Column('mailbox_id', sa.Integer(), nullable=True))
    op.execute(
        "INSERT INTO mailbox (from_settings, uidvalidity, last_uid, checked_at, name, aliases,"
        " is_on, auth, imap_host, imap_port, imap_security, imap_username, imap_folder, smtp_host,"
        " smtp_port, smtp_security, smtp_username, failures, fence, created_at)"
        f" SELECT mailbox, uidvalidity, last_uid, checked_at, {BLANK} FROM mailbox_position"
    )
    op.drop_table('mailbox_position')


def downgrade() -> None:
    op.create_table(
        'mailbox_position',
        sa.Column('mailbox', sa.String(length=320), nullable=False),
        sa.Column('uidvalidity', sa.Integer(), nullable=True),
        sa.Column('last_uid', sa.Integer(), nullable=False),
        sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('error', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('mailbox', name=op.f('pk_mailbox_position')),
    )
    op.execute(
        'INSERT INTO mailbox_position (mailbox, uidvalidity, last_uid, checked_at, error)'
        ' SELECT from_settings, uidvalidity, last_uid, checked_at, error FROM mailbox'
        ' WHERE from_settings IS NOT NULL'
    )
    for table in ('ticket', 'inbound_raw'):
        op.drop_column(table, 'mailbox_id')
    op.drop_table('mailbox')
