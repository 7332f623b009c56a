"""The figures are what they say, on questions few enough to count by hand, and do not fall."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faq.evaluate import Outcome, evaluate, figures

DATA = Path(__file__).parent / "data"


def outcome(rank: int, best: float, *, answerable: bool = True, answered: bool = True) -> Outcome:
    return Outcome("en", answerable, answered, rank, best, ms=2.0)


def test_counts_by_hand() -> None:
    asked = [
        outcome(1, 0.9),
        outcome(2, 0.6),
        outcome(4, 0.5),
        outcome(0, 0.2, answered=False),
        outcome(0, 0.2, answerable=False, answered=False),
        outcome(0, 0.55, answerable=False),
    ]
    assert figures(asked) == {
        "n": 6,
        "recall_at_1": 0.25,
        "recall_at_3": 0.5,
        "mrr": pytest.approx((1 + 1 / 2 + 1 / 4) / 4, abs=1e-4),
        "none_auc": pytest.approx((2 + 2 + 1 + 0.5) / 8, abs=1e-4),
        "none_accuracy": 0.5,
        "ms_per_query": 2.0,
    }


def test_a_figure_without_questions_is_none() -> None:
    assert figures([])["recall_at_1"] is None
    assert figures([outcome(1, 0.9)])["none_auc"] is None


def test_the_own_set_does_not_get_worse() -> None:
    measured = evaluate(DATA / "articles.jsonl", DATA / "queries.jsonl")
    for lang in ("ar", "en"):
        assert measured[lang]["recall_at_1"] >= 0.70
        assert measured[lang]["recall_at_3"] >= 0.78
        assert measured[lang]["none_auc"] >= 0.93


def test_the_command_line_prints_one_json_object(tmp_path: Path) -> None:
    articles, queries = tmp_path / "a.jsonl", tmp_path / "q.jsonl"
    article = {
        "id": 7,
        "topic": "account",
        "question_en": "I forgot my password",
        "answer_en": "Press the link.",
        "question_ar": "نسيت كلمة السر",
        "answer_ar": "اضغط الرابط.",
    }
    asked = [
        {"id": "a", "lang": "en", "text": "forgot password", "gold": [7]},
        {"id": "b", "lang": "ar", "text": "نسيت الباسورد", "gold": ["7"]},
        {"id": "c", "lang": "en", "text": "Do you sell tents?", "gold": []},
    ]
    articles.write_text(json.dumps(article) + "\n", encoding="utf-8")
    queries.write_text("\n".join(map(json.dumps, asked)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "faq", "evaluate", "--json"]
    command += ["--articles", str(articles), "--queries", str(queries)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured = json.loads(done.stdout)
    assert list(measured) == ["all", "ar", "en"]
    assert (measured["all"]["n"], measured["all"]["recall_at_1"]) == (3, 1.0)
    assert measured["en"]["none_accuracy"] == 1.0
