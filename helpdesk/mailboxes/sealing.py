"""Passwords and tokens as they lie in the database: sealed with a key made of SECRET_KEY."""

import base64
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

# Names what the key is for, so that it opens nothing else that is made of the same secret.
_PURPOSE = b"farz: secrets of mailboxes"


class Unsealable(Exception):  # noqa: N818 (said of the sealed text)
    """Sealed under another SECRET_KEY than the present one."""


def seal(plain: str, secret: str) -> str:
    """`plain` as only somebody with the same `secret` reads it; each time another text."""
    return _key(secret).encrypt(plain.encode()).decode("ascii")


def unseal(sealed: str, secret: str) -> str:
    """What was sealed. Raises Unsealable."""
    from cryptography.fernet import InvalidToken

    try:
        return _key(secret).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise Unsealable("SECRET_KEY has changed since this was saved.") from error


@cache
def _key(secret: str) -> "Fernet":
    # On first use: only installations with mailboxes of their own pay for loading it.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
