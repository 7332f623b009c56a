"""Plays the training process: reads its task, and does what its one word says."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any


def say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


def half_a_file(task: dict[str, Any]) -> None:
    file = Path(task["file"])
    file.with_name(f".{file.name}").write_bytes(b"PK\x03\x04 half a model")


def figures(right: int, held: int) -> dict[str, Any]:
    return {"corrections": {"n": held, "right": right}, "test": None}


def finish(task: dict[str, Any], *, ours: int, theirs: int) -> None:
    Path(task["file"]).write_bytes(b"a whole model")
    sides = {"challenger": figures(ours, 5), "champion": figures(theirs, 5)}
    say(stage="done", figures=sides, examples=100, peak_mib=500)


def main() -> None:
    task = json.loads(sys.stdin.readline())
    half_a_file(task)
    say(stage="reading")
    say(stage="calibrating", step=1, steps=3)
    part = sys.argv[1]
    if part == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if part == "endless":
        sys.stdin.read()
    if part == "fails":
        raise MemoryError("no room to learn in")
    finish(task, ours={"better": 8, "equal": 4, "worse": 3}[part], theirs=4)


main()
