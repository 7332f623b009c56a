"""Prints what an index costs, at three sizes: `python -m tests.faq.measure_speed`."""

import json
import random
import resource
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from faq import Article, Index

DATA = Path(__file__).parent / "data"
PHRASINGS = 5


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def made(count: int, chance: random.Random) -> list[Article]:
    """Articles of the words of the shop's, shuffled: half of them in each language."""
    said: dict[str, list[str]] = {"ar": [], "en": []}
    for row in rows("articles.jsonl"):
        for lang, words in said.items():
            words.extend(f"{row[f'question_{lang}']} {row[f'answer_{lang}']}".split())
            words.extend(" ".join(row[f"phrasings_{lang}"]).split())

    def text(lang: str, length: int) -> str:
        words = chance.choices(said[lang], k=length)
        return " ".join(w + str(chance.randrange(40)) * (chance.random() < 0.05) for w in words)

    return [
        Article(id_, lang, text(lang, 9), text(lang, 80), None, "", several(text, lang))
        for id_ in range(count // 2)
        for lang in said
    ]


def several(text, lang: str) -> tuple[str, ...]:
    return tuple(text(lang, 7) for _ in range(PHRASINGS))


def cpu_ms(index: Index, messages: list[str]) -> str:
    costs = []
    for message in messages:
        began = process_time()
        index.suggest(message)
        costs.append((process_time() - began) * 1000)
    hundredths = quantiles(costs, n=100)
    return f"p50 {median(costs):.2f} p95 {hundredths[94]:.2f} p99 {hundredths[98]:.2f}"


def main() -> None:
    chance = random.Random(7)
    Index(made(2, chance)).suggest("وين طلبي")  # reads the model and the word lists
    print("before any article MB", peak())
    asked = [row["text"] for row in rows("queries.jsonl")]
    short = [text for text in asked if len(text) < 200]
    pool = " ".join(asked).split()
    long = [" ".join(chance.choices(pool, k=240)) for _ in range(50)]
    for size in (60, 1_000, 5_000):
        articles = made(size, chance)
        began = process_time()
        index = Index(articles)
        index.suggest("وين طلبي")
        built = process_time() - began
        began = process_time()
        for article in articles[:5]:
            index.replace(article)
            index.suggest("وين طلبي")
        replaced = (process_time() - began) * 1000 / 5
        print(
            f"{size:>5} articles: built in {built:.2f} s, question ms {cpu_ms(index, short)}, "
            f"240 words ms {cpu_ms(index, long)}, replaced and asked in {replaced:.0f} ms, "
            f"peak MB {peak()}"
        )


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
