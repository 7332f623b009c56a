"""Entering mailboxes at Google and Microsoft without their passwords (OAuth 2, RFC 6749 and 7636).

The owner says yes at the provider, which sends a code to us; the code is exchanged for tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from helpdesk.config import Settings
from helpdesk.mailboxes.actions import Tokens
from helpdesk.mailboxes.models import GOOGLE, MICROSOFT

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

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
    with _client(name, chosen, back) as client:
        address, _state = client.create_authorization_url(
            _at(provider.authorize, chosen),
            state=state,
            code_verifier=verifier,
            login_hint=account,
            **provider.asks,
        )
    return str(address)


def exchange(name: str, chosen: Settings, *, back: str, code: str, verifier: str) -> Tokens:
    """The tokens for the code of a yes. Raises Refused, Unreachable."""
    asked = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    tokens = _asked(name, chosen, back, asked)
    if tokens.refresh is None:
        raise Refused("The provider gave no refresh token.")
    return tokens


def refresh(name: str, chosen: Settings, token: str) -> Tokens:
    """A new access token for a refresh token. Raises Refused, Unreachable."""
    return _asked(name, chosen, "", {"grant_type": "refresh_token", "refresh_token": token})


def _asked(name: str, chosen: Settings, back: str, asked: dict[str, str]) -> Tokens:
    from authlib.integrations.base_client import OAuthError
    from httpx import HTTPError

    address = _at(PROVIDERS[name].token, chosen)
    try:
        with _client(name, chosen, back) as client:
            found: dict[str, Any] = client.fetch_token(address, **asked)
    except OAuthError as error:
        said = f"{error.error}: {error.description}" if error.description else f"{error.error}"
        # RFC 6749, 5.2: what is not about this grant is ours, or passes.
        kind = Refused if error.error in ("invalid_grant", "interaction_required") else Unreachable
        raise kind(said) from error
    except (HTTPError, ValueError) as error:
        raise Unreachable(f"{address}: {error}") from error
    if not found.get("access_token"):
        raise Unreachable(f"{address} gave no token.")
    return Tokens(
        refresh=found.get("refresh_token"),
        access=found["access_token"],
        lasts=timedelta(seconds=int(found.get("expires_in") or _USUAL)),
    )


def _client(name: str, chosen: Settings, back: str) -> "OAuth2Client":
    # On first use: few installations ever come here.
    from authlib.integrations.httpx_client import OAuth2Client

    client_id, secret = _client_of(name, chosen)
    return OAuth2Client(
        client_id,
        secret,
        scope=PROVIDERS[name].scope,
        redirect_uri=back or None,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 (a method)
        timeout=TIMEOUT_SECONDS,
    )


def _client_of(name: str, chosen: Settings) -> tuple[str, str]:
    if name == GOOGLE:
        return chosen.mail_google_client_id, chosen.mail_google_client_secret
    return chosen.mail_microsoft_client_id, chosen.mail_microsoft_client_secret


def _at(address: str, chosen: Settings) -> str:
    return address.format(tenant=chosen.mail_microsoft_tenant)
