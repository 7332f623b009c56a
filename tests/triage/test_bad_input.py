"""Whatever comes in, a verdict comes out, in bounded time, and is not sure of nonsense."""

import base64
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from triage import Triage
from triage.examples import VARIETIES

ZALGO = "".join(letter + "\u0300\u0316\u0334" * 30 for letter in "where is my order")
BAD = {
    "empty": "",
    "one letter": "x",
    "one Arabic letter": "م",
    "emoji": "😡😡😡",
    "a megabyte": "وصل مكسور " * 100_000,
    "a megabyte without a blank": "a" * 1_000_000,
    "another language": "Wo bleibt mein Paket, ich warte schon drei Wochen",
    "another script": "我的包裹在哪里？ где моя посылка",
    "control characters": "\x00\x01\x07order\x1b[31m\x7f broken",
    "bidirectional overrides": "\u202eetelpmoc ton si redro\u202c \u2066طلبي\u2069",
    "zalgo": ZALGO,
    "a link alone": "https://example.com/a/b?c=d",
    "base64": base64.b64encode(bytes(range(256)) * 20).decode(),
    "lone surrogate": "order \ud83d broken",
    "digits": "9" * 5000,
    "quotes within quotes": "> " * 2000,
}


@pytest.mark.parametrize("what", BAD)
def test_a_verdict_comes_out(triage: Triage, what: str) -> None:
    began = time.process_time()
    verdict = triage.read(BAD[what], subject=BAD[what][:300])
    assert time.process_time() - began < 1
    assert 0 <= verdict.score <= 100
    assert verdict.variety in VARIETIES
    assert sum(verdict.topics.values()) == pytest.approx(1, abs=0.01)
    assert asdict(verdict)


@pytest.mark.parametrize("what", ["empty", "one letter", "another script", "base64", "digits"])
def test_nonsense_is_not_sure(triage: Triage, what: str) -> None:
    assert not triage.read(BAD[what]).sure


def test_importing_costs_nothing_until_it_is_used() -> None:
    told = "import sys, triage; print({'numpy', 'sklearn', 'tomllib'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
