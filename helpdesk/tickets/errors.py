"""What a ticket refuses, by name; screens turn each into words."""


class Refusal(Exception):  # noqa: N818 (the root of what a ticket refuses, by name)
    """Something a person asked for that cannot be done; nothing was changed."""


class EmptyText(Refusal):
    """A message without words was to be sent."""


class TextTooLong(Refusal):
    """A message is longer than we carry."""


class AlreadyAnswered(Refusal):
    """Somebody wrote on the ticket since the person last looked."""


class AlreadySent(Refusal):
    """A reply was to be taken back that is on its way, or has left."""


class NoSuchChoice(Refusal):
    """A value outside the known ones was asked for."""


class NoParticipant(Refusal):
    """An address was to read along that cannot: ours, the customer's own, or nobody's."""


class TooManyParticipants(Refusal):
    """More people were to read along than a reply goes to; its argument is how many may."""


class NoSuchArticle(Refusal):
    """An article was to be used that is not there, or not any more."""
