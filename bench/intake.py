"""Mail to ranked ticket: each raw mail committed as it comes, then read, judged, timed."""

import hashlib
import json
import sys
import time

from bench.mails import mails
from bench.place import Place
from bench.plan import Plan

WARM_UP = 20


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """Mails per second, and CPU per mail of a worker and its reader, the database's apart."""
    told = place.run("bench.intake", plan.mails)
    cpu = f"{told['cpu_ms']:.1f} ms CPU"
    if told["database_ms"]:
        cpu += f" + {told['database_ms']:.1f} database"
    return {"intake": f"{told['per_second']:.0f}/s, {cpu}"}


def take_in(count: int) -> dict[str, float]:
    """Store and read `count` mails in this process, after a few that load model and index."""
    # The first import makes sockets and sleeps greenlet-friendly, as in the real processes.
    from wsgi import app  # noqa: I001

    from bench.opening import open_shop
    from helpdesk.db import now

    with app.app_context():
        open_shop(now=now())
        everything = list(mails(count + WARM_UP))
        _take_in(everything[:WARM_UP])
        began, cpu, database = time.perf_counter(), _cpu_ms(), _database_ms()
        _take_in(everything[WARM_UP:])
        seconds = time.perf_counter() - began
        return {
            "per_second": count / seconds,
            "cpu_ms": (_cpu_ms() - cpu) / count,
            "database_ms": (_database_ms() - database) / count,
        }


def _take_in(raws: list[bytes]) -> None:
    from helpdesk.channels import intake
    from helpdesk.db import commit, now

    for raw in raws:
        intake.store("email", f"mail:{hashlib.sha256(raw).hexdigest()}", raw, now=now())
        commit()
    intake.read_waiting()


def _cpu_ms() -> float:
    """Processor time of this process and of those it has begun: the one that reads mail."""
    from bench.meter import children, cpu_ms

    return time.process_time() * 1000 + cpu_ms(children())


def _database_ms() -> float:
    """Processor time of the server's process that works for us; 0 where there is none."""
    from sqlalchemy import text

    from bench.meter import cpu_ms
    from helpdesk.db import db, rollback

    if db.engine.dialect.name != "postgresql":
        return 0.0
    pid = db.session.scalar(text("SELECT pg_backend_pid()"))
    rollback()
    return cpu_ms([int(pid or 0)])


if __name__ == "__main__":
    print(json.dumps(take_in(int(sys.argv[1]))))
