"""A child process hears its task, is heard line by line, and does not outlive us."""

import sys

from helpdesk.runs.child import Child

ECHO = "import json, sys; print(json.dumps({'heard': json.loads(sys.stdin.readline())}))"
# Ends when our end of its input closes, and not before.
WAITS = "import sys; print('{}', flush=True); sys.stdin.read(); sys.stdin.read()"


def child(program: str, **task: object) -> Child:
    return Child((sys.executable, "-c", program), task)


def test_it_hears_its_task_and_is_heard() -> None:
    one = child(ECHO, question="وين طلبي؟")
    assert [line for line in one.told(pause=5) if line] == [{"heard": {"question": "وين طلبي؟"}}]
    one.end()


def test_its_silence_is_told() -> None:
    one = child(WAITS)
    told = one.told(pause=5)
    assert next(told) == {}
    assert next(one.told(pause=0.01)) is None
    assert one.end() == "exit status -9"


def test_its_last_words_are_kept() -> None:
    one = child("import sys; sys.exit('no room to learn in')")
    assert list(filter(None, one.told(pause=5))) == []
    assert one.end() == "no room to learn in"


def test_one_that_dies_before_it_hears_says_how() -> None:
    one = child("raise SystemExit(3)", much="x" * 1_000_000)
    assert list(filter(None, one.told(pause=5))) == []
    assert one.end() == "exit status 3"
