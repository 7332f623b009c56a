"""A question in, ranked answers out, in Arabic and English; knows no web and no database."""

from faq.article import Answer, Article
from faq.index import Index

__all__ = ["Answer", "Article", "Index"]
