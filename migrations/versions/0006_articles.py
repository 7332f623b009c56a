"""Articles get an editor: categories, drafts, versions, pictures, and pairs of translations.

What is live already becomes version 1 of its language, and its two languages are taken to match.
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

LONG_AGO = '1970-01-01 00:00:00'


def upgrade() -> None:
    op.create_table('category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name_ar', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category')),
    sa.UniqueConstraint('slug', name=op.f('uq_category_slug'))
    )
    # In place: a table that is made anew takes the rows that hang on it along when it goes.
    op.execute(
        'ALTER TABLE article ADD COLUMN category_id INTEGER'
        ' CONSTRAINT fk_article_category_id REFERENCES category (id)'
    )
    op.create_index(op.f('ix_article_category_id'), 'article', ['category_id'], unique=False)
    moment = sa.DateTime(timezone=True)
    for table, column in (
        ('article', sa.Column('position', sa.Integer(), nullable=False, server_default='0')),
        ('article', sa.Column('created_at', moment, nullable=False, server_default=LONG_AGO)),
        ('article_text', sa.Column('version', sa.Integer(), nullable=False, server_default='1')),
        ('article_text', sa.Column('published_at', moment, nullable=False, server_default=LONG_AGO)),
    ):
        op.add_column(table, column)
        if op.get_bind().dialect.name == 'postgresql':
            op.alter_column(table, column.name, server_default=None)
    op.add_column('article_text', sa.Column('fits', sa.Integer(), nullable=True))
    op.execute('UPDATE article SET created_at = updated_at')
    op.execute(
        'UPDATE article_text SET published_at ='
        ' (SELECT updated_at FROM article WHERE article.id = article_text.article_id)'
    )
    op.execute(
        'UPDATE article_text SET fits = 1 WHERE EXISTS (SELECT 1 FROM article_text AS twin'
        ' WHERE twin.article_id = article_text.article_id AND twin.lang <> article_text.lang)'
    )

    op.create_table('article_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('question', sa.String(length=300), nullable=False),
    sa.Column('phrasings', sa.JSON(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_draft_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_article_draft_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_draft')),
    sa.UniqueConstraint('article_id', 'lang', name=op.f('uq_article_draft_article_id_lang'))
    )
    op.create_table('article_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=300), nullable=False),
    sa.Column('phrasings', sa.JSON(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_version_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_article_version_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_version')),
    sa.UniqueConstraint('article_id', 'lang', 'number', name=op.f('uq_article_version_article_id_lang_number'))
    )
    op.execute(
        'INSERT INTO article_version (article_id, lang, number, question, phrasings, answer, at)'
        ' SELECT article_id, lang, version, question, phrasings, answer, published_at FROM article_text'
    )
    op.create_table('article_picture',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content_type', sa.String(length=20), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_article_picture_by_id')),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_article_picture'))
    )
    op.create_table('article_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_article_import_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_import'))
    )


def downgrade() -> None:
    for table in ('article_import', 'article_picture', 'article_version', 'article_draft'):
        op.drop_table(table)
    for column in ('fits', 'published_at', 'version'):
        op.drop_column('article_text', column)
    op.drop_index(op.f('ix_article_category_id'), 'article')
    for column in ('created_at', 'position', 'category_id'):
        op.drop_column('article', column)
    op.drop_table('category')
