"""The process that sorts: `python -m faq.groups` reads a task, tells how far it is, and the groups.

The task is one line of JSON: "questions" ({"id", "text", "by", "replies": [texts]}), "known"
({"id", "texts", "members", "decided"}) and "searches" (words). The last line said has the stage
"done" and what was found, or "error": "unlearnt" where there is no network of matters.
"""

import json
import resource
import sys
from typing import Any

from faq import matters
from faq.groups.finding import found

_MIB = 1024 if sys.platform.startswith("linux") else 1024 * 1024


def main() -> None:
    """Does the one task that standard input holds."""
    task = json.loads(sys.stdin.readline())
    learnt = matters.load()
    if learnt is None:
        _say(stage="done", error="unlearnt")
        return
    told = found(task, learnt, lambda stage, step, steps: _say(stage=stage, step=step, steps=steps))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MIB
    _say(stage="done", peak_mib=peak, **told)


def _say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    main()
