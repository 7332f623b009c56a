"""What people say around a matter: greetings before it, thanks and offers of help after it."""

import re

_PEACE = r"(?:ال)?سلام(?: ?عليكم)?(?: ?و ?رحم[ةه] الله)?(?: (?:تعالى )?و ?بركاته)?"
_GREETINGS = (
    rf"و?{_PEACE}",
    r"و?عليكم (?:ال)?سلام(?: ?و ?رحم[ةه] الله)?(?: (?:تعالى )?و ?بركاته)?",
    r"يا هلا(?: والله| وغلا| فيك| فيج| بك)?",
    r"[أا]هل(?:ا|ًا|اً|ين|ين)(?: و ?سهل(?:ا|ًا|اً))?(?: (?:بك|بكم|فيك|فيكم|فيج|والله))?",
    r"مرحب(?:ا|ًا|اً|تين)(?: (?:بك|بكم|فيك))?",
    r"هلا(?: والله| وغلا| فيك| فيج| بك)?",
    r"حيّ?اكم? الله",
    r"مساكم الله بالخير",
    r"(?:صباح|مساء|مسا) (?:ال)?(?:خير|نور|ورد|فل)(?:ات)?",
    r"تحي[ةه] طيب[ةه](?: وبعد)?",
    r"(?:salam|ahlan|marhaba|hala)(?: wa?l? ?sahlan)?",
    r"(?:hi|hello|hey|dear|greetings)(?: there| all| team| dear)?",
    r"good (?:morning|afternoon|evening|day)",
    r"(?:morning|evening)(?: all)?",
)
_OPENING = re.compile(rf"\s*(?:{'|'.join(_GREETINGS)})(?!\w)", re.IGNORECASE)
# Whoever is greeted: up to three words before a comma, a full stop or the line's end.
_ADDRESSED = re.compile(r"(?:[ \t]+[^\s,،.!؟?;:\n\d]+){0,3}[ \t]*(?:[,،.!:؛;–—\-]+|\n)")
_LOOSE = re.compile(r"[\s,،.!:؛;–—\-🌿🌸🌷🙏😊]+")
_SENTENCE = re.compile(r"[^.!؟?\n]*[.!؟?]+[\s]*|[^.!؟?\n]+\n*|\n+")
_FAREWELL = re.compile(
    r"thank|regards|sincerely|cheers|best wishes|let (?:us|me) know|any (?:other|further|more) "
    r"|anything else|happy to help|glad to help|have a (?:nice|lovely|good|great)|you'?re welcome"
    r"|we(?:'re| are) (?:always )?here|take care|sorry for the|hope (?:this|that) helps"
    r"|شكر|العفو|تحيات|نورت|يسعد|تشرف|بخدمتك|في خدمت|بالخدم[ةه]|حنا هنا|نحن هون|نحن هنا|موجودين"
    r"|[أا]ي (?:استفسار|سؤال|شي|خدم[ةه])|يومك|تأمر|تامر|نعتذر عن|حقك علينا|حياك الله|بارك الله"
    r"|ولا يهمك|لا تتردد",
    re.IGNORECASE,
)
_FAREWELL_WORDS = 14
_GREETED = 4


def without_greeting(text: str) -> str:
    """The text without the greetings that it begins with, and whoever they greet."""
    rest = text.strip()
    for _ in range(_GREETED):
        met = _OPENING.match(rest)
        if met is None:
            break
        after = rest[met.end() :]
        addressed = _ADDRESSED.match(after)
        rest = after[addressed.end() if addressed else 0 :]
        rest = _LOOSE.sub("", rest, count=1) if _LOOSE.match(rest) else rest
    return rest


def without_farewell(text: str) -> str:
    """A reply without the thanks, wishes, offers and questions back that it ends with."""
    said = _SENTENCE.findall(text.strip())
    while said and _says_nothing(said[-1].strip()):
        said.pop()
    return "".join(said).strip()


def _says_nothing(sentence: str) -> bool:
    is_farewell = len(sentence.split()) <= _FAREWELL_WORDS and _FAREWELL.search(sentence)
    return not sentence or sentence.endswith(("?", "؟")) or bool(is_farewell)
