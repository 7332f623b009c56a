"""Many chat visitors in one process of their own, so that they do not slow what is measured."""

# Before anything else is imported: hundreds of connections wait as greenlets, not as threads.
from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import uuid  # noqa: E402

import gevent  # noqa: E402
import socketio  # noqa: E402
from gevent.pool import Pool  # noqa: E402

from bench.meter import middle_and_tail  # noqa: E402

NAMESPACE = "/chat"
# Fewer than a visitor may write in a minute.
MESSAGES_EACH = 18
AT_ONCE_EACH = 4
CONNECTING = 20
PATIENCE_SECONDS = 60


def main(address: str, clients: int, count: int) -> dict[str, str]:
    """Connect `clients`; time `count` messages one by one, then all clients at once."""
    pool = Pool(CONNECTING)
    visitors = pool.map(lambda _: _visitor(address), range(clients))
    _send(visitors[0])
    told = {"one": middle_and_tail(_one_by_one(visitors, address, count))}
    if clients > 1:
        told["all"] = _all_at_once(visitors)
    for visitor in visitors:
        visitor.disconnect()
    return told


def _visitor(address: str) -> socketio.Client:
    """A connected visitor nobody has seen before."""
    client = socketio.Client(reconnection=False)
    client.connect(
        address,
        auth={"lang": "ar"},
        transports=["websocket"],
        namespaces=[NAMESPACE],
        wait_timeout=PATIENCE_SECONDS,
    )
    return client


def _one_by_one(visitors: list[socketio.Client], address: str, count: int) -> list[float]:
    """The clients take turns; a client that is alone makes way for a new one before it is tired."""
    seconds = []
    for number in range(count):
        turn = number % len(visitors)
        if len(visitors) == 1 and number % MESSAGES_EACH == MESSAGES_EACH - 1:
            visitors[turn].disconnect()
            visitors[turn] = _visitor(address)
            _send(visitors[turn])
        seconds.append(_send(visitors[turn]))
    return seconds


def _all_at_once(visitors: list[socketio.Client]) -> str:
    began = time.perf_counter()
    jobs = [gevent.spawn(_send_some, visitor) for visitor in visitors]
    gevent.joinall(jobs, raise_error=True)
    spent = time.perf_counter() - began
    seconds = [second for job in jobs for second in job.value]
    return f"{middle_and_tail(seconds)}, {len(seconds) / spent:.0f}/s"


def _send_some(visitor: socketio.Client) -> list[float]:
    return [_send(visitor) for _ in range(AT_ONCE_EACH)]


def _send(visitor: socketio.Client) -> float:
    """Seconds from sending a message to the word that it is stored."""
    said = {"key": str(uuid.uuid4()), "text": "متى يصل طلبي؟ رقمه ٤٨٢١٣ وأنا أنتظره منذ أسبوع."}
    began = time.perf_counter()
    answer = visitor.call("send", said, namespace=NAMESPACE, timeout=PATIENCE_SECONDS)
    if not answer["ok"]:
        raise RuntimeError(f"a message was refused: {answer}")
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
