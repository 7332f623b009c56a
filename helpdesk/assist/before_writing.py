"""What a visitor who is about to write is shown first: articles that very likely answer it."""

import faq
from helpdesk.assist.library import ask

# Nobody asked for these answers, so a wrong one costs more than beside a ticket: from this score on
# the first is right in four cases of five, as measured on shops never seen (docs/faq.md).
LIKELY = 0.9
# A single word may mean anything; "refund" and "cod" say enough, "get" and "the" do not. From here
# on the first is right in nineteen cases of twenty.
CLEAR = 0.995
# So few words in Latin letters ("iPhone 15") are anybody's: the page's language decides then.
FEW = 2
MOST = 3
# What is read of a question; a visitor's first words tell what it is about.
LETTERS = 1_000


def likely_answers(question: str, *, page_lang: str | None = None) -> list[faq.Answer]:
    """The articles that likely answer what somebody is writing, at most three, best first.

    They are in the question's language, or, where few words leave it open, in the page's.
    """
    words = question[:LETTERS].split()
    asked = " ".join(words)
    open_to_both = len(words) <= FEW and asked.isascii()
    found = (ask(asked, lang=page_lang) if open_to_both and page_lang else []) or ask(asked)
    enough = LIKELY if len(words) > 1 else CLEAR
    return [answer for answer in found if answer.score >= enough][:MOST]
