"""Farz, a helpdesk that ranks what cannot wait: the table of contents."""

import sys

from flask import Flask
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from helpdesk import cli, config, jobs, logs, reactions, schedule
from helpdesk.channels import registry
from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.web import chat_sockets, render, session, sockets  # noqa: F401 (sockets register)
from helpdesk.web.acknowledging import acknowledging
from helpdesk.web.answered import answered
from helpdesk.web.answers import answers
from helpdesk.web.articles import articles as article_list
from helpdesk.web.articles_categories import category_pages
from helpdesk.web.articles_edit import article_pages
from helpdesk.web.articles_exchange import article_exchange
from helpdesk.web.articles_pictures import pictures
from helpdesk.web.articles_versions import article_versions
from helpdesk.web.blocked import blocked
from helpdesk.web.bursts import bursts
from helpdesk.web.contact import contact
from helpdesk.web.deliveries import deliveries
from helpdesk.web.demo import demo
from helpdesk.web.drafted_files import drafted_files
from helpdesk.web.files import files
from helpdesk.web.forwarding import forwarding
from helpdesk.web.health import health
from helpdesk.web.help import help_centre
from helpdesk.web.help_counting import help_counting
from helpdesk.web.help_machines import help_machines
from helpdesk.web.hooks import hooks
from helpdesk.web.inbox import inbox
from helpdesk.web.live import socketio
from helpdesk.web.mail import mail_pages
from helpdesk.web.mail_consent import mail_consent
from helpdesk.web.mail_frame import mail_frames
from helpdesk.web.missing import missing
from helpdesk.web.originals import originals
from helpdesk.web.own_words import own_words
from helpdesk.web.people import people as people_pages
from helpdesk.web.quality import quality as quality_pages
from helpdesk.web.recipients import recipients
from helpdesk.web.reports import reports as report_pages
from helpdesk.web.reports_help import help_report
from helpdesk.web.settings import settings_pages
from helpdesk.web.signing import signing
from helpdesk.web.style_guide import style_guide
from helpdesk.web.suspended import suspended_mail
from helpdesk.web.ticket import tickets as ticket_pages
from helpdesk.web.ticket_answers import ticket_answers
from helpdesk.web.ticket_spam import ticket_spam
from helpdesk.web.vouching import VOUCHED_SCRIPTS
from helpdesk.web.widget import widget

# Some are named as pages here: plain `people` would hide the package of that name.
SCREENS = (
    inbox, bursts, ticket_pages, ticket_answers, ticket_spam, recipients, deliveries, drafted_files,
    forwarding, mail_frames, originals, suspended_mail,
    files, people_pages, report_pages, quality_pages, help_report, settings_pages, own_words,
    acknowledging, signing, mail_pages, mail_consent, blocked,
    article_list, article_pages, article_versions, category_pages, article_exchange, pictures,
    missing,
    style_guide, widget, answers, answered, contact, hooks, health,
    help_machines, help_counting, help_centre,
)  # fmt: skip
CONTENT_POLICY = {
    "default-src": "'self'",
    "script-src": VOUCHED_SCRIPTS,
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# A mail server that pipes to us keeps the mail when it is told this (sysexits.h: EX_TEMPFAIL).
TRY_AGAIN_LATER = 75
LARGEST_REQUEST = 32 * 1024 * 1024
# A megabyte of Arabic takes six as a form; it should be refused beside its field, in words.
LARGEST_FORM = 8 * 1024 * 1024


def create_app(settings: Settings | None = None, *, testing: bool = False) -> Flask:
    """The helpdesk, wired; settings come from the environment unless given.

    `testing` keeps live news in the process, where the socket test client can see them.
    """
    settings = settings or _settings()
    logs.connect(settings)
    app = Flask(__name__)
    app.config.update(
        SETTINGS=settings,
        TESTING=testing,
        SQLALCHEMY_DATABASE_URI=settings.database,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    _behind_proxies(app, settings)
    db.init_app(app)
    registry.connect(app, settings)
    jobs.connect(
        app,
        settings,
        schedule.TASKS,
        timed=schedule.EVERY_MINUTE,
        nightly=schedule.EVERY_NIGHT,
    )
    session.connect(app, settings)
    render.connect(app, settings)
    _guard_pages(app, settings)
    for screen in (*SCREENS, demo) if settings.demo else SCREENS:
        app.register_blueprint(screen)
    socketio.init_app(
        app,
        message_queue=None if testing else settings.redis_url or None,
        cors_allowed_origins=list(settings.shop_origins),
        max_http_buffer_size=64 * 1024,
    )
    reactions.connect()
    cli.connect(app)
    return app


def _settings() -> Settings:
    try:
        return config.read()
    except config.SettingError as error:
        sys.stderr.write(f"farz: {error}\n")
        raise SystemExit(TRY_AGAIN_LATER) from error


def _behind_proxies(app: Flask, settings: Settings) -> None:
    count = settings.trusted_proxies
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _guard_pages(app: Flask, settings: Settings) -> None:
    over_tls = settings.public_url.startswith("https:")
    Talisman(
        app,
        content_security_policy=CONTENT_POLICY,
        force_https=over_tls,
        strict_transport_security=over_tls,
        session_cookie_secure=over_tls,
        referrer_policy="same-origin",
    )
