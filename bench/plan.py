"""How much is measured: in full, and for a quick look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Counts; `sizes` are tickets in the shop, smallest first, `clients` connected chats."""

    mails: int
    sizes: tuple[int, ...]
    pages: int
    replies: int
    clients: tuple[int, ...]
    messages: int

    @property
    def size(self) -> int:
        """The shop's size where only one is measured."""
        return self.sizes[-1]


FULL = Plan(1_000, (1_000, 10_000, 100_000), 200, 60, (1, 100, 500), 200)
QUICK = Plan(100, (1_000,), 25, 10, (1, 20), 30)
