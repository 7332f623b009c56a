"""A process for heavy work: begun with its task, heard line by line, ended when we want it gone."""

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import triage

ROOT = Path(triage.__file__).parents[1]
_LINES_KEPT = 20
_END = object()


class Child:
    """A process that lives no longer than we do: our end of its input is its life line."""

    def __init__(self, command: Sequence[str], task: dict[str, Any]) -> None:
        """Begin `command` in the house's folder, and hand over the task as a line of JSON."""
        self._errors: list[str] = []
        self._told: Queue[Any] = Queue()
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command of our own
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._readers = [threading.Thread(target=self._hear, daemon=True)]
        self._readers += [threading.Thread(target=self._hear_errors, daemon=True)]
        for each in self._readers:
            each.start()
        self._hand_over(json.dumps(task))

    def told(self, *, pause: float) -> Iterator[dict[str, Any] | None]:
        """What it says, until it ends; None whenever it was silent for `pause` seconds."""
        while True:
            try:
                line = self._told.get(timeout=pause)
            except Empty:
                yield None
                continue
            if line is _END:
                return
            yield json.loads(line)

    def end(self) -> str:
        """End it, whatever it is doing; gives its last words, else how it ended."""
        self._process.kill()
        # One that died by itself keeps its own status, also where nobody had waited for it yet.
        status = self._process.wait()
        for each in self._readers:
            each.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                _close(pipe)
        return "\n".join(self._errors) or f"exit status {status}"

    def _hand_over(self, line: str) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            # It died at once: that its output ends says so, and its last words say why.
            return

    def _hear(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._told.put(line)
        self._told.put(_END)

    def _hear_errors(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self._errors = [*self._errors, line.rstrip()][-_LINES_KEPT:]


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        # What it never read is still in the pipe to it.
        return
