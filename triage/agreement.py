"""How far two readers agreed on the examples, before a third settled what they saw differently."""

from dataclasses import dataclass
from pathlib import Path

from triage.measures import share

FILE = Path(__file__).parent / "examples" / "readings.tsv"


@dataclass(frozen=True)
class Readings:
    """What the writer of a message and a second reader, who saw no label, said of it."""

    id: str
    topics: tuple[str, str]
    urgencies: tuple[int, int]


def readings() -> list[Readings]:
    """Every message that was read twice."""
    split = (line.split("\t") for line in FILE.read_text("utf-8").splitlines())
    return [
        Readings(name, (first, second), (int(level), int(other)))
        for name, first, level, second, other in split
    ]


def table(listed: list[Readings]) -> str:
    """How many agree on topic and on urgency, of what is learnt from and of the test, as lines."""
    test = [each for each in listed if each.id.startswith("test-")]
    train = [each for each in listed if not each.id.startswith("test-")]
    return "\n".join(
        [f"{'':7}{'n':>6}{'topic':>8}{'urgency':>9}", _line("train", train), _line("test", test)]
    )


def _line(name: str, listed: list[Readings]) -> str:
    topics = share(first == second for first, second in (each.topics for each in listed))
    levels = share(first == second for first, second in (each.urgencies for each in listed))
    return f"{name:7}{len(listed):>6}{topics:>8.1%}{levels:>9.1%}"
