"""Rows for customers, the identities they write from, and the people who answer them."""

from datetime import datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, Model, Moment

ROLES = ("agent", "manager", "owner")

agent_roles = Table(
    "agent_role",
    Base.metadata,
    Column("agent_id", Integer, ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", Integer, ForeignKey("role.id"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What a person of the shop may do: agent, manager or owner."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Agent(Model, UserMixin):
    """A person of the shop who signs in; a manager and an owner answer customers too."""

    __tablename__ = "agent"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    locale: Mapped[str | None] = mapped_column(String(2))
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    digits: Mapped[str] = mapped_column(String(5), default="latin")
    # Whether the words that moved a verdict are marked in the conversation.
    marks: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=agent_roles, lazy="selectin"
    )

    @property
    def is_manager(self) -> bool:
        """Whether this person sees reports and other people's figures."""
        return any(role.name in ("manager", "owner") for role in self.roles)

    @property
    def is_owner(self) -> bool:
        """Whether this person may change how the helpdesk is set up."""
        return any(role.name == "owner" for role in self.roles)


class Customer(Model):
    """A person who buys; known by one or more identities."""

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Moment)
    identities: Mapped[list["Identity"]] = relationship(back_populates="customer")


class Identity(Model):
    """One address a customer writes from: an email, a phone number, a chat visitor."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("kind", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(320))
    customer: Mapped[Customer] = relationship(back_populates="identities")
