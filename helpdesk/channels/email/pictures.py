"""The pictures of a mail: those that came with it, and those that stand elsewhere."""

import base64
import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import unquote

from helpdesk.channels.email.leads import host_of

# What such files begin with. SVG is not among them: it is a document, not a picture.
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_CARRIED = re.compile(r"(?i)data:image/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*\Z")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*", re.ASCII)
_OF_THIS_HOUSE = (
    ".local",
    ".localhost",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".test",
)
MOST_HOSTS = 50


def as_data(data: bytes) -> str | None:
    """A picture as an address that carries it; None where its bytes are none of a picture."""
    kind = next((kind for start, kind in _BEGINNINGS.items() if data.startswith(start)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "image/webp"
    return kind and f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


class Pictures:
    """Decides about each picture's address and counts those from elsewhere.

    `inline` gives the address of what came with the mail by its Content-ID; pictures from elsewhere
    keep their address only where `from_elsewhere` says so, and never one on `own_host`.
    """

    def __init__(
        self, inline: Mapping[str, str], *, from_elsewhere: bool = False, own_host: str = ""
    ) -> None:
        self._inline = inline
        self._from_elsewhere = from_elsewhere
        self._own_host = own_host
        self.count = 0
        self.hosts: list[str] = []

    def address(self, given: str) -> str | None:
        """The address under which this picture may be shown; None where it stays out."""
        bare = "".join(given.split())
        if bare[:4].lower() == "cid:":
            return self._inline.get(unquote(bare[4:]).strip("<>"))
        if bare[:5].lower() == "data:":
            return bare if _CARRIED.match(bare) else None
        secure = _over_tls(bare)
        host = host_of(secure).lower() if secure else ""
        if not secure or not self._may_be_asked(host):
            return None
        self.count += 1
        if not self._from_elsewhere:
            return None
        if host not in self.hosts:
            if len(self.hosts) >= MOST_HOSTS:
                return None
            self.hosts.append(host)
        return secure

    def _may_be_asked(self, host: str) -> bool:
        """Whether it is a name on the internet: no number, not of this network, not ourselves."""
        if not _HOST.fullmatch(host) or host == self._own_host or host.endswith(_OF_THIS_HOUSE):
            return False
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return True
        return False


def _over_tls(address: str) -> str | None:
    for scheme in ("https://", "http://", "//"):
        if address[: len(scheme)].lower() == scheme:
            rest = address[len(scheme) :]
            # A port stands for a service of its own; and who is named before @ is no host.
            place = re.split(r"[/?#]", rest.replace("\\", "/"), maxsplit=1)[0]
            return None if "@" in place or ":" in place else f"https://{rest}"
    return None
