"""Finds the PostgreSQL and the Redis that the tests may use, and prints their addresses."""

import os
import sys

import psycopg
import redis

NEEDED = ("TEST_DATABASE_URL", "TEST_REDIS_URL")
# By the local socket first, which needs no password; then by TCP.
DATABASES = ("postgresql:///test", "postgresql://127.0.0.1/test")
# The last of Redis's sixteen databases, where an application rarely keeps anything; further
# processes that run tests take those below it.
REDIS = "redis://127.0.0.1:6379/15"


def main() -> int:
    """Prints both addresses, a line each; or why there are none, and gives 1."""
    given = [os.environ.get(name, "") for name in NEEDED]
    if all(given):
        print(*given, sep="\n")
        return 0
    if any(given):
        print(f"{NEEDED[0]} and {NEEDED[1]} go together, and one is missing.")
        return 1
    database = next(filter(_database_answers, DATABASES), None)
    if database is None:
        print(
            "no PostgreSQL with a database “test” answers here (TEST_DATABASE_URL names another)."
        )
        return 1
    if not _redis_answers(REDIS):
        print("no Redis answers on 127.0.0.1:6379 (TEST_REDIS_URL names another).")
        return 1
    print(database, REDIS, sep="\n")
    return 0


def _database_answers(address: str) -> bool:
    """Whether databases may be made beside it."""
    try:
        with psycopg.connect(address, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def _redis_answers(address: str) -> bool:
    try:
        return bool(redis.Redis.from_url(address, socket_timeout=2).ping())
    except redis.RedisError:
        return False


if __name__ == "__main__":
    sys.exit(main())
