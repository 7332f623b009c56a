"""Signs mail that leaves by DKIM (RFC 6376), so that other servers can see that it is ours."""

from pathlib import Path

from helpdesk.channels.base import DeliveryError

# What a reader sees and what threads; From is named once more, so that none can be added to it.
_SIGNED = (
    b"from", b"from", b"reply-to", b"subject", b"date", b"to", b"cc", b"message-id", b"in-reply-to",
    b"references", b"mime-version", b"content-type", b"content-transfer-encoding",
    b"auto-submitted",
)  # fmt: skip


def sealed(raw: bytes, *, sender: str, selector: str, key_file: str) -> bytes:
    """`raw` with a signature of the sender's domain above it; as it is where no `selector` is set.

    Raises DeliveryError, not permanent, where the key cannot be used: that is ours to mend, and
    unsigned the mail would be taken for somebody else's.
    """
    if not selector:
        return raw
    # Loads DNS, which an installation without a key never needs.
    import dkim

    try:
        head: bytes = dkim.sign(
            raw,
            selector.encode("ascii"),
            sender.rpartition("@")[2].encode("idna"),
            Path(key_file).read_bytes(),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[field for field in _SIGNED if _has(raw, field)],
        )
    except (OSError, ValueError, dkim.DKIMException) as error:
        raise DeliveryError(f"signing key: {error}", permanent=False) from error
    return head + raw


def _has(raw: bytes, field: bytes) -> bool:
    head = raw.partition(b"\r\n\r\n")[0].lower()
    return head.startswith(field + b":") or b"\r\n" + field + b":" in head
