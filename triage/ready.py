"""Keeps what was read from the word files at training time, so that a reader begins at once.

Reading the word files takes most of a second. What is kept counts only as long as the files that
it was made from stay the same, to the byte; else they are read again.
"""

import json
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FOLDER = _HERE / "model"
_CODE = ("dictionary.py", "lexicon/__init__.py", "lexicon/numbered.py", "ready.py", "text.py")


def part(name: str, read: Callable[[], Any], folder: Path = FOLDER) -> Any:
    """What `read` gives, as it was kept under this name; read now where that is of no use."""
    kept = _kept(name, folder)
    return read() if kept is None else kept


def is_current(name: str, folder: Path = FOLDER) -> bool:
    """Whether what is kept was made from the word files that stand here now."""
    return _kept(name, folder) is not None


def keep(name: str, read: Callable[[], Any], folder: Path = FOLDER) -> None:
    """Reads what JSON can hold and keeps it, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{name}.json"
    kept = {"made_from": sources(), "holds": read()}
    fresh.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), "utf-8")
    fresh.replace(folder / f"{name}.json")


def _kept(name: str, folder: Path) -> Any:
    try:
        kept = json.loads((folder / f"{name}.json").read_bytes())
        return kept["holds"] if kept["made_from"] == sources() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@cache
def sources() -> str:
    """A fingerprint of the word files and of the code that reads them."""
    digest = blake2b(digest_size=8)
    for file in [*(_HERE / name for name in _CODE), *sorted(_HERE.glob("lexicon/**/*.toml"))]:
        digest.update(f"{file.relative_to(_HERE)}\n".encode() + file.read_bytes())
    return digest.hexdigest()
