"""Whether a mail's own DKIM signature proves the domain of its sender."""

import structlog

log = structlog.get_logger()

DNS_SECONDS = 3
SHORTEST_KEY = 1024
# A mail may carry any number of signatures, and each asks the DNS.
MOST_TRIED = 3


def is_signed_by(raw: bytes, domain: str) -> bool:
    """Whether a valid signature over the whole mail is of `domain` or of a domain above it.

    That is what DMARC calls aligned (RFC 7489, 3.1.1), but for a domain below, which needs a list
    of public suffixes to be told from a stranger's. Where the DNS is silent, nothing is proven.
    """
    # Off for most installations; whoever leaves it off need not have it.
    import dkim

    mail = dkim.DKIM(raw, minkey=SHORTEST_KEY, timeout=DNS_SECONDS)
    seals = [value for name, value in mail.headers if name.lower() == b"dkim-signature"]
    fitting = [place for place, value in enumerate(seals) if _fits(value, domain)]
    return any(_is_valid(mail, place) for place in fitting[:MOST_TRIED])


def _is_valid(mail: "dkim.DKIM", place: int) -> bool:  # type: ignore[name-defined]  # noqa: F821
    try:
        return bool(mail.verify(place, dnsfunc=text_record))
    except Exception as error:
        # A stranger chose every byte of it: whatever breaks, it is no proof.
        log.info("DKIM signature not checked", error=str(error)[:200])
        return False


def _fits(value: bytes, domain: str) -> bool:
    """Whether the signature speaks for `domain`, and for the body to its end."""
    from dkim.util import InvalidTagValueList, parse_tag_value

    try:
        tags = parse_tag_value(value)
    except InvalidTagValueList:
        return False
    signer = tags.get(b"d", b"").decode("ascii", "replace").lower()
    is_above = "." in signer and domain.endswith(f".{signer}")
    return b"l" not in tags and (signer == domain or is_above)


def text_record(name: bytes, timeout: int = DNS_SECONDS) -> bytes | None:
    """The TXT record at `name`, or None; raises dkim's own error where the DNS is silent."""
    from dkim.dnsplug import get_txt

    found: bytes | None = get_txt(name, timeout=timeout)
    return found
