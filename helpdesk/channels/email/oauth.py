"""Entering mailboxes at Google and Microsoft without their passwords (OAuth 2, RFC 6749 and 7636).

The owner says yes at the provider, which sends a code to us; the code is exchanged for tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx

from helpdesk.config import Settings
from helpdesk.mailboxes.actions import Tokens
from helpdesk.mailboxes.models import GOOGLE, MICROSOFT

if TYPE_CHECKING:
    from oauthlib.oauth2 import WebApplicationClient

_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
TIMEOUT_SECONDS = 20
# Where a provider does not say how long a token lasts; both give an hour.
_USUAL = 3600


class Refused(Exception):  # noqa: N818 (said of a request)
    """The provider refuses for good: the owner has to say yes again."""


class Unreachable(Exception):  # noqa: N818 (said of the provider)
    """The provider did not answer as it should; a later try may do."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Where a provider asks, where it hands out, for what, and where its mail servers are."""

    authorize: str
    token: str
    scope: str
    imap_host: str
    smtp_host: str
    imap_port: int = 993
    imap_security: str = "tls"
    smtp_port: int = 587
    smtp_security: str = "starttls"
    asks: Mapping[str, str]


PROVIDERS = {
    # https://developers.google.com/identity/protocols/oauth2/web-server
    GOOGLE: Provider(
        authorize="https://accounts.google.com/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token",  # noqa: S106 (an address)
        scope="https://mail.google.com/",
        imap_host="imap.gmail.com",
        smtp_host="smtp.gmail.com",
        # Without both, a second yes brings no refresh token.
        asks={"access_type": "offline", "prompt": "consent"},
    ),
    # https://learn.microsoft.com/exchange/client-developer/legacy-protocols
    MICROSOFT: Provider(
        authorize="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        token="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",  # noqa: S106
        scope="offline_access https://outlook.office.com/IMAP.AccessAsUser.All"
        " https://outlook.office.com/SMTP.Send",
        imap_host="outlook.office365.com",
        smtp_host="smtp.office365.com",
        asks={"prompt": "select_account"},
    ),
}


def is_offered(name: str, chosen: Settings) -> bool:
    """Whether this installation is known to the provider."""
    return bool(_client_of(name, chosen)[0])


def asking(
    name: str, chosen: Settings, *, back: str, state: str, verifier: str, account: str
) -> str:
    """The provider's page on which the owner says yes; `back` is where it sends the browser.

    `verifier` stays with us: only its hash goes out, and whoever steals the code lacks it (PKCE).
    """
    provider = PROVIDERS[name]
    client = _client(name, chosen)
    return str(
        client.prepare_request_uri(
            _at(provider.authorize, chosen),
            redirect_uri=back,
            scope=provider.scope,
            state=state,
            code_challenge=client.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            login_hint=account,
            **provider.asks,
        )
    )


def exchange(name: str, chosen: Settings, *, back: str, code: str, verifier: str) -> Tokens:
    """The tokens for the code of a yes. Raises Refused, Unreachable."""
    body = _client(name, chosen).prepare_request_body(
        code=code,
        redirect_uri=back,
        code_verifier=verifier,
        client_secret=_client_of(name, chosen)[1],
    )
    tokens = _asked(name, chosen, body)
    if tokens.refresh is None:
        raise Refused("The provider gave no refresh token.")
    return tokens


def refresh(name: str, chosen: Settings, token: str) -> Tokens:
    """A new access token for a refresh token. Raises Refused, Unreachable."""
    client_id, secret = _client_of(name, chosen)
    body = _client(name, chosen).prepare_refresh_body(
        refresh_token=token, client_id=client_id, client_secret=secret
    )
    return _asked(name, chosen, body)


def _asked(name: str, chosen: Settings, body: str) -> Tokens:
    from oauthlib.oauth2 import OAuth2Error

    address = _at(PROVIDERS[name].token, chosen)
    try:
        answer = httpx.post(address, content=body, headers=_FORM, timeout=TIMEOUT_SECONDS)
        found = _client(name, chosen).parse_request_body_response(answer.text)
    except OAuth2Error as error:
        said = f"{error.error}: {error.description}" if error.description else f"{error.error}"
        # RFC 6749, 5.2: what is not about this grant is ours, or passes.
        kind = Refused if error.error in ("invalid_grant", "interaction_required") else Unreachable
        raise kind(said) from error
    except (httpx.HTTPError, ValueError) as error:
        raise Unreachable(f"{address}: {error}") from error
    return Tokens(
        refresh=found.get("refresh_token"),
        access=found["access_token"],
        lasts=timedelta(seconds=int(found.get("expires_in") or _USUAL)),
    )


def _client(name: str, chosen: Settings) -> "WebApplicationClient":
    # On first use: few installations ever come here.
    from oauthlib.oauth2 import WebApplicationClient

    return WebApplicationClient(_client_of(name, chosen)[0])


def _client_of(name: str, chosen: Settings) -> tuple[str, str]:
    if name == GOOGLE:
        return chosen.mail_google_client_id, chosen.mail_google_client_secret
    return chosen.mail_microsoft_client_id, chosen.mail_microsoft_client_secret


def _at(address: str, chosen: Settings) -> str:
    return address.format(tenant=chosen.mail_microsoft_tenant)
