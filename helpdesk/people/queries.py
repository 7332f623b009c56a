"""What screens ask about people."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from helpdesk.db import db
from helpdesk.people.models import Agent, Identity


def team() -> list[Agent]:
    """Everybody who may answer, by name, with their roles."""
    return list(db.session.scalars(select(Agent).where(Agent.active).order_by(Agent.name)))


def colleagues() -> Sequence[Row[int, str]]:
    """Everybody a ticket may be given to, by name: `id` and `name`."""
    return db.session.execute(
        select(Agent.id, Agent.name).where(Agent.active).order_by(Agent.name)
    ).all()


def identities_of(customer_id: int) -> list[Identity]:
    """The addresses a customer writes from, mail first; chat visitors have none to show."""
    return list(
        db.session.scalars(
            select(Identity)
            .where(Identity.customer_id == customer_id, Identity.kind != "visitor")
            .order_by(Identity.kind, Identity.value)
        )
    )


def is_on_the_team(email: str) -> bool:
    """Whether somebody, active or not, signs in with this address."""
    return (
        db.session.scalar(select(Agent.id).where(Agent.email == email.strip().lower())) is not None
    )
