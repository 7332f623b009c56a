"""Those who send and do not give up: a mail server, Meta, and an agent at the desk."""

import random
import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterable
from queue import Empty, SimpleQueue

import httpx
from sqlalchemy import text

from tests.faults.letters import ID, Letter
from tests.helpdesk.channels.test_whatsapp import sign
from tests.processes import House, until

PAUSE, GIVE_UP = 0.1, 300
# So many pipes are killed on their first try, like a mail server's child in a bad moment.
PIPES_KILLED, PIPE_SECONDS = 0.15, 2.0
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_SEEN = re.compile(r'name="seen_seq"[^>]* value="(\d+)"')


class Post:
    """Hands letters over, two at a time; a letter counts once it was acknowledged."""

    def __init__(self, house: House, letters: Iterable[Letter], secret: str, seed: int) -> None:
        self.acknowledged: list[Letter] = []
        self.tries: Counter[str] = Counter()
        self._house, self._secret, self._seed = house, secret, seed
        self._waiting: SimpleQueue[Letter] = SimpleQueue()
        for letter in letters:
            self._waiting.put(letter)
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(2)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def is_over(self) -> bool:
        """Whether every letter was acknowledged."""
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while True:
            try:
                letter = self._waiting.get_nowait()
            except Empty:
                return
            take = self._pipe if letter.road == "pipe" else self._call
            until(lambda: take(letter), seconds=GIVE_UP, what=f"{letter.ids} acknowledged")  # noqa: B023
            self.acknowledged.append(letter)

    def _pipe(self, letter: Letter) -> bool:
        """One mail through `flask mail receive`; only exit 0 says that it is safe."""
        self.tries[letter.road] += 1
        chance = random.Random(f"{self._seed} {letter.ids}")
        dies = chance.random() < PIPES_KILLED and f"killed {letter.ids}" not in self.tries
        with self._house.begin("mail", "receive") as pipe:
            try:
                seconds = chance.uniform(0, PIPE_SECONDS) if dies else GIVE_UP
                pipe.communicate(letter.body, timeout=seconds)
            except subprocess.TimeoutExpired:
                pipe.kill()
                self.tries[f"killed {letter.ids}"] += 1
        return pipe.returncode == 0

    def _call(self, letter: Letter) -> bool:
        """One call of the webhook; only 200 says that it is safe."""
        self.tries[letter.road] += 1
        try:
            answer = self._house.http.post(
                "/hooks/whatsapp",
                content=letter.body,
                headers={"X-Hub-Signature-256": sign(letter.body, self._secret)},
            )
        except httpx.TransportError:
            return False
        return answer.status_code == 200


class Agent:
    """Answers mails one after the other, and looks again where the desk did not answer."""

    def __init__(self, house: House, email: str, password: str, answers: int) -> None:
        self.answered: list[str] = []
        self._house, self._wanted = house, answers
        self._browser = httpx.Client(base_url=house.url, timeout=30, follow_redirects=True)
        page = self._browser.get("/login").text
        form = {"email": email, "password": password, "csrf_token": _found(_TOKEN, page)}
        assert 'name="password"' not in self._browser.post("/login", data=form).text
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def is_over(self) -> bool:
        """Whether all answers are written."""
        return not self._thread.is_alive()

    def close(self) -> None:
        self._browser.close()

    def _work(self) -> None:
        while len(self.answered) < self._wanted:
            ticket_id, subject = until(self._next, seconds=GIVE_UP, what="a mail to answer")
            until(
                lambda: self._answer(ticket_id, f"answer to {subject}"),  # noqa: B023
                seconds=GIVE_UP,
                what=f"{subject} is answered",
            )
            self.answered.append(subject)

    def _next(self) -> tuple[int, str] | None:
        with self._house.database().connect() as connection:
            found = connection.execute(
                text(
                    "SELECT id, subject FROM ticket WHERE channel = 'email' AND state = 'open'"
                    " ORDER BY id LIMIT 1"
                )
            ).first()
        return (int(found[0]), str(found[1])) if found else None

    def _answer(self, ticket_id: int, words: str) -> bool:
        """Write it unless it stands there; gives whether the desk shows it."""
        try:
            page = self._browser.get(f"/tickets/{ticket_id}").text
            if words in page:
                return True
            form = {
                "csrf_token": _found(_TOKEN, page),
                "seen_seq": _found(_SEEN, page),
                "text": words,
                "then": "pending",
            }
            return words in self._browser.post(f"/tickets/{ticket_id}/reply", data=form).text
        except httpx.TransportError:
            time.sleep(PAUSE)
            return False


def ids_in(texts: Iterable[str]) -> Counter[str]:
    """How often each id is said."""
    return Counter(id_ for words in texts for id_ in ID.findall(words))


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found is not None, f"{pattern.pattern} is not on the page:\n{page[:2000]}"
    return found[1]
