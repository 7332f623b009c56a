"""The few articles of Layla's shop that the tests of finding answers ask."""

from faq import Article

TRACK_EN = Article(
    1,
    "en",
    "How do I track my order?",
    "Open My orders and press Track. You see where the parcel is.",
    topic="shipment",
    slug="track",
    phrasings=("Where is my parcel?",),
)
TRACK_AR = Article(
    1,
    "ar",
    "كيف أتتبع طلبي؟",
    "افتح «طلباتي» واضغط «تتبع» لترى أين وصلت الشحنة.",
    topic="shipment",
    slug="track",
    phrasings=("أين شحنتي؟",),
)
REFUND_EN = Article(
    2,
    "en",
    "When will I get my money back?",
    "We refund your card within five working days of the return.",
    topic="return",
)
REFUND_AR = Article(
    2, "ar", "متى يعود إليّ المبلغ؟", "نرد المبلغ إلى بطاقتك خلال خمسة أيام عمل.", topic="return"
)
BROKEN_EN = Article(
    3,
    "en",
    "My item arrived broken",
    "Send us a photo and we replace it at our cost.",
    topic="broken",
    phrasings=("It came damaged", "The glass was shattered"),
)
BROKEN_AR = Article(
    3,
    "ar",
    "وصلني المنتج مكسورًا",
    "أرسل لنا صورة ونستبدله على حسابنا.",
    topic="broken",
    phrasings=("الحاجة جت بايظة",),
)
COD_EN = Article(
    "cod", "en", "How does cash on delivery work?", "Pay the courier in cash.", topic="payment"
)
COD_AR = Article("cod", "ar", "كيف يعمل الدفع عند الاستلام؟", "ادفع للمندوب نقدًا.", topic="payment")
PASSWORD_EN = Article(
    5, "en", "I forgot my password", "Press Forgot your password to sign in.", "account"
)
PASSWORD_AR = Article(5, "ar", "نسيت كلمة السر", "اضغط «نسيت كلمة السر» في صفحة الدخول.", "account")

ARTICLES = (
    TRACK_EN,
    TRACK_AR,
    REFUND_EN,
    REFUND_AR,
    BROKEN_EN,
    BROKEN_AR,
    COD_EN,
    COD_AR,
    PASSWORD_EN,
    PASSWORD_AR,
)
