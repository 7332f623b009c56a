"""What triage said against what people left: precision, recall, and how far off."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Matrix:
    """Counts of (what people left, what triage said); labels of any one kind."""

    cells: Counter[tuple[Any, Any]]

    @property
    def total(self) -> int:
        """How many were counted."""
        return self.cells.total()

    @property
    def right(self) -> int:
        """How many of them triage had right."""
        return sum(count for (left, said), count in self.cells.items() if left == said)

    @property
    def share_right(self) -> float | None:
        """The share that triage had right, 0 to 1; None of nothing."""
        return self.right / self.total if self.total else None

    def left(self, label: Any) -> int:
        """How many people left at `label`."""
        return sum(count for (left, _), count in self.cells.items() if left == label)

    def said(self, label: Any) -> int:
        """How many triage called `label`."""
        return sum(count for (_, said), count in self.cells.items() if said == label)

    def precision(self, label: Any) -> float | None:
        """Of those that triage called `label`, the share that people left so."""
        called = self.said(label)
        return self.cells[label, label] / called if called else None

    def recall(self, label: Any) -> float | None:
        """Of those that people left at `label`, the share that triage had called so."""
        meant = self.left(label)
        return self.cells[label, label] / meant if meant else None

    def off_by(self) -> Counter[int]:
        """For levels: how many triage put so many levels too high (over 0) or too low (under 0)."""
        found: Counter[int] = Counter()
        for (left, said), count in self.cells.items():
            found[said - left] += count
        return found

    def share_of_row(self, left: Any, said: Any) -> float:
        """Of those that people left at `left`, the share that triage called `said`, 0 to 1."""
        meant = self.left(left)
        return self.cells[left, said] / meant if meant else 0.0


def counted(pairs: Iterable[tuple[Any, Any, int]]) -> Matrix:
    """The matrix of (left, said, how many)."""
    cells: Counter[tuple[Any, Any]] = Counter()
    for left, said, count in pairs:
        cells[left, said] += count
    return Matrix(cells)
