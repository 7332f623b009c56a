"""An id for a mail without a usable one: the same by whichever road the mail came."""

import hashlib

from helpdesk.channels.email.headers import Headers

# Told by the sender. What servers put before a mail on its last steps differs from road to road.
_TOLD = ("from", "to", "cc", "subject", "date", "in-reply-to", "content-type")


def made_up_id(headers: Headers, body: bytes) -> str:
    """The id of a mail with this head and body (line ends LF).

    Where it was first received counts too: a robot without a clock says the same twice, and means
    it. That line is the last, and all roads from there on share it.
    """
    told = [headers.raw(name) for name in _TOLD]
    told += headers.all_raw("received")[-1:]
    said = "\n".join(" ".join(each.split()) for each in told).encode("utf-8", "replace")
    digest = hashlib.sha256(said + b"\n\n" + body.rstrip())
    return f"<{digest.hexdigest()}@missing.invalid>"
