"""What is done about people: meeting a customer, hiring an agent, keeping a preference."""

import secrets
from datetime import datetime

from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.config import LOCALES
from helpdesk.db import db
from helpdesk.people.models import ROLES, Agent, Customer, Identity, Role

THEMES = ("auto", "light", "dark")
DIGITS = ("latin", "arab")
SWITCH = ("on", "off")
KINDS = ("email", "phone", "visitor")


def meet(kind: str, value: str, *, name: str = "", now: datetime) -> Customer:
    """The customer who writes from this identity, found or made.

    `kind` is one of KINDS; an email is compared without regard to case. A name is kept the
    first time one is told.
    """
    value = value.strip().lower()[:320]
    customer = _known(kind, value)
    if customer is None:
        try:
            with db.session.begin_nested():
                customer = Customer(name=name.strip()[:200], created_at=now)
                customer.identities.append(Identity(kind=kind, value=value))
                db.session.add(customer)
        except IntegrityError:
            # Somebody met the same customer in the same moment.
            customer = _known(kind, value)
    if customer is None:
        raise LookupError(f"no customer for {kind}")
    if name and not customer.name:
        customer.name = name.strip()[:200]
    return customer


def hire(email: str, *, name: str, password: str, roles: list[str], now: datetime) -> Agent:
    """A new person of the shop who may sign in. Raises ValueError for an unknown role.

    The name is kept on one line, for it stands above every mail that leaves the house.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"no such role: {', '.join(sorted(unknown))}")
    agent = Agent(
        email=email.strip().lower(),
        name=" ".join(name.replace("\x00", " ").split()),
        password=hash_password(password),
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    agent.roles = [role(each) for each in roles]
    db.session.add(agent)
    db.session.flush()
    return agent


def prefer(
    agent: Agent,
    *,
    locale: str | None = None,
    theme: str | None = None,
    digits: str | None = None,
    marks: str | None = None,
) -> None:
    """Keep how `agent` likes the desk; a value outside the known ones is passed over."""
    if locale in LOCALES:
        agent.locale = locale
    if theme in THEMES:
        agent.theme = theme
    if digits in DIGITS:
        agent.digits = digits
    if marks in SWITCH:
        agent.marks = marks == "on"


def _known(kind: str, value: str) -> Customer | None:
    return db.session.scalar(
        select(Customer).join(Identity).where(Identity.kind == kind, Identity.value == value)
    )


def role(name: str) -> Role:
    """The role called `name`, made where it is asked for first."""
    role = db.session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        db.session.add(role)
    return role
