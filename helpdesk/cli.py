"""Commands: flask mail receive, flask mail reparse, flask worker, flask faq mine …"""

import sys
from datetime import datetime

import click
import structlog
from flask import Flask, current_app
from flask.cli import AppGroup

from helpdesk import seeds
from helpdesk.channels import intake, reparse
from helpdesk.channels.email import letterbox
from helpdesk.channels.email.envelope import Envelope
from helpdesk.channels.email.watching import poll, say_goodbye
from helpdesk.config import settings
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake
from helpdesk.mailboxes.queries import own_addresses
from helpdesk.mining import actions as mining
from helpdesk.mining.night import mine
from helpdesk.mining.queries import latest_run
from helpdesk.people.actions import hire
from helpdesk.people.models import ROLES
from helpdesk.serve import consumer

log = structlog.get_logger()

# sysexits.h: the mail server keeps the mail and tries again.
EX_TEMPFAIL = 75

mail = AppGroup("mail", help="Mail in, by pipe or from the mailboxes.")
demo = AppGroup("demo", help="A small lively shop to look around in.")
people = AppGroup("people", help="People of the shop.")
faq = AppGroup("faq", help="Answers: what the help centre lacks.")
arrivals = AppGroup("arrivals", help="What came in, raw.")


def connect(app: Flask) -> None:
    """Give `flask` our commands."""
    for group in (mail, demo, people, faq, arrivals):
        app.cli.add_command(group)
    app.cli.add_command(worker)
    if click.get_current_context(silent=True):
        _know_migrations(app)


@mail.command("receive")
def receive_mail() -> None:
    """Store the mail on standard input; exit 75 where that fails, so that it is sent again."""
    try:
        letterbox.drop(sys.stdin.buffer.read(), now=now())
    except Exception as error:
        click.echo(f"farz: the mail could not be stored: {error}", err=True)
        sys.exit(EX_TEMPFAIL)


@mail.command("listen")
def listen_for_mail() -> None:
    """Take mail by LMTP or SMTP at MAIL_LISTEN, in a process of its own."""
    chosen, app = settings(), current_app._get_current_object()  # type: ignore[attr-defined]
    if not chosen.mail_listen:
        raise click.ClickException("MAIL_LISTEN is empty; it names host:port to listen on")
    from helpdesk.channels.email.listener import Listener, run

    def keep(raw: bytes, envelope: Envelope) -> None:
        with app.app_context():
            letterbox.drop(raw, envelope, now=now())

    def mailboxes() -> set[str]:
        with app.app_context():
            return own_addresses()

    host = chosen.mail_listen.rpartition(":")[0]
    words = f"farz takes mail by {chosen.mail_listen_protocol.upper()} at {host}:"
    run(Listener(chosen, keep, mailboxes), started=lambda port: click.echo(f"{words}{port}"))


@mail.command("poll")
def poll_mail() -> None:
    """Fetch new mail from every mailbox now."""
    poll()


@mail.command("reparse")
@click.argument("arrival", nargs=-1, type=int)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, in TIMEZONE.")
@click.option("--failed", is_flag=True, help="Only those that could not be read.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def reparse_mail(
    arrival: tuple[int, ...], since: datetime | None, failed: bool, dry_run: bool
) -> None:
    """Read stored mail again, all or some; messages change in their places."""
    first = since and since.replace(tzinfo=settings().zone)
    found = reparse.chosen(arrival, since=first, failed=failed)
    told = [_reread(raw_id, dry_run=dry_run) for raw_id in found]
    would = "would change" if dry_run else "changed"
    changed = sum(bool(each.changes) for each in told)
    click.echo(
        f"{len(told)} read again, {changed} {would}, {sum(bool(each.trouble) for each in told)} not"
    )


@arrivals.command("read")
def read_arrivals() -> None:
    """Read what came in and was not read yet."""
    click.echo(intake.read_waiting())


@faq.command("mine")
def mine_questions() -> None:
    """Group the questions that no article answered, now; exit 1 where that fails."""
    mining.ask(by=None, now=now())
    commit()
    mine()
    run = latest_run()
    if run is None or run.is_under_way:
        click.echo("a worker is at it already")
    elif run.error:
        click.echo(f"farz: mining ended: {run.error} {run.detail or ''}".rstrip(), err=True)
        sys.exit(1)
    else:
        click.echo(f"{run.questions} questions, {run.groups} groups wait at /articles/missing")


@demo.command("load")
def load_demo() -> None:
    """Fill an empty database with the demo shop; a filled one stays as it is."""
    click.echo("demo shop loaded" if seeds.load(now=now()) else "there is a shop already")


@demo.command("logins")
def demo_logins() -> None:
    """Who can sign in to the demo shop."""
    for email, role in seeds.LOGINS:
        click.echo(f"{role:<8} {email}  {seeds.PASSWORD}")


@people.command("hire")
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), default=("agent",))
@click.password_option()
def hire_person(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Let a person of the shop sign in."""
    hire(email, name=name, password=password, roles=list(roles), now=now())
    commit()


@click.command("worker")
@click.option("--workers", default=4, show_default=True, help="Jobs at the same time.")
def worker(workers: int) -> None:
    """Work off the queue in a process of its own (WORKER=off for the web processes)."""
    click.echo(f"farz worker: {settings().shop_name}, {workers} at a time")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    made = consumer(app, workers=workers)
    wake("poll_mail")
    try:
        made.run()
    finally:
        say_goodbye(app)


def _know_migrations(app: Flask) -> None:
    """Let `flask db` find them. Only commands come here: Alembic takes 11 MiB of every process."""
    from flask_migrate import Migrate

    Migrate(app, db, directory="migrations", render_as_batch=True)


def _reread(raw_id: int, *, dry_run: bool) -> reparse.Reread:
    """Each in a transaction of its own; one that fails is told and holds up no other."""
    try:
        told = reparse.reread(raw_id, dry_run=dry_run)
        rollback() if dry_run else commit()
    except Exception as error:
        rollback()
        log.exception("mail not read again", raw_id=raw_id)
        told = reparse.Reread(raw_id, trouble=f"{type(error).__name__}: {error}")
    where = f"arrival {raw_id}" + (f", ticket {told.ticket_id}" if told.ticket_id else "")
    if told.changes or told.trouble:
        click.echo(f"{where}: {told.trouble or ', '.join(told.changes)}")
    return told
