"""The channels of this installation, by name: a new one gets a line here."""

from flask import Flask, current_app

from helpdesk.channels.base import Channel
from helpdesk.channels.chat import ChatChannel
from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.channels.form import FormChannel
from helpdesk.channels.whatsapp import WhatsAppChannel
from helpdesk.config import Settings


def connect(app: Flask, settings: Settings) -> None:
    """Make the channels of `app` from its settings."""
    mail = EmailChannel(settings)
    made: list[Channel] = [mail, FormChannel(mail), ChatChannel(), WhatsAppChannel(settings)]
    app.extensions["channels"] = {channel.name: channel for channel in made}


def channel(name: str) -> Channel:
    """The channel called `name`; KeyError where there is none."""
    found: Channel = current_app.extensions["channels"][name]
    return found


def channels_by(identity: str) -> list[str]:
    """The names of the channels whose answers go to an address of this kind."""
    return [each.name for each in channels() if each.identity == identity]


def channels() -> list[Channel]:
    """Every channel, in the order of the registry."""
    return list(current_app.extensions["channels"].values())
