"""What a mail server's words mean: which kind of trouble a reply is in, by code and by phrase."""

import re

# Kept with a delivery where no server said anything.
NO_ADDRESS = "no address"
POINTLESS = "no longer needed"
NOT_SET_UP = "not set up"
OURS = (NO_ADDRESS, POINTLESS, NOT_SET_UP)

# The first that is found counts. Enhanced codes are those of RFC 3463 and its registry at IANA;
# the phrases are what servers at large write beside them.
_SIGNS = (
    ("no_address", rf"^{NO_ADDRESS}$"),
    ("pointless", rf"^{POINTLESS}$"),
    ("not_set_up", rf"^{NOT_SET_UP}$"),
    ("signing_key", r"^signing key"),
    ("attachment", r"^an attachment cannot be read"),
    ("no_tls", r"offers no starttls|must issue a starttls|\b530[ -]5\.7\.0 .*starttls"),
    ("certificate", r"certificate.{0,20}verif|certificate has expired|ssl: |tlsv1|wrong_version"),
    ("login", r"refused our login|\b53[045]\b.{0,9}5\.7\.[89]|auth\w* (failed|required|cred)"),
    ("dns", r"name or service not known|name resolution|getaddrinfo|nodename nor servname"),
    ("unreachable", r"timed out|connection (refused|reset|unexpectedly)|unreachable|no route to"),
    ("too_big", r"[45]\.3\.4|[45]\.2\.3|(message|mail|size).{0,30}(too (big|large)|exceed)"),
    ("full", r"[45]\.2\.2|mailbox.{0,20}full|over.?quota|quota.{0,12}exceeded|\b552\b"),
    ("relay", r"relay(ing)?.{0,20}(denied|not permitted|prohibited)|[45]\.7\.54"),
    ("unproven", r"[45]\.7\.(2[0-9]|9)\b|dmarc|\bspf\b|\bdkim\b|unauthenticated (e-?)?mail"),
    ("bad_domain", r"[45]\.1\.2\b|[45]\.4\.4\b|(host|domain).{0,24}(not found|not exist|unknown)"),
    ("no_user", r"[45]\.1\.(0|1|3|6|10)\b|(no such|unknown) (user|recipient|mailbox|person|address)"
     r"|(user|recipient|mailbox|address|account).{0,40}(unknown|not found|does ?n.t exist|not exist"
     r"|unavailable|disabled|inactive|invalid|no longer)|takes no such address|no mail address"
     r"|recipient (address )?rejected|[45]\.2\.1\b"),
    ("later", r"grey.?list|try (again )?later"),
    ("spam", r"spam|[45]\.7\.[01]\b|(black|block).?list|\bblocked\b|reputation|\brbl\b|\b554\b"),
    ("no_user", r"\b55[013]\b"),
    ("later", r"^4\d\d\b|\b4\.\d\.\d{1,3}\b|try again|temporar"),
)  # fmt: skip
_READ = tuple((kind, re.compile(signs, re.IGNORECASE)) for kind, signs in _SIGNS)
KINDS = (*dict.fromkeys(kind for kind, _ in _SIGNS), "other")
_LONGEST = 2000


def kind_of(error: str) -> str:
    """The one of KINDS that a server's words speak of; "other" where they tell nothing we know."""
    told = " ".join(error[:_LONGEST].split())
    return next((kind for kind, signs in _READ if signs.search(told)), "other")
