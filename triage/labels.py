"""The topics, the urgencies and the varieties of language, named in Arabic and English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """What a message is about: a key, a short name and a one-line meaning in both languages."""

    key: str
    ar: str
    en: str
    means_ar: str
    means_en: str


@dataclass(frozen=True)
class Urgency:
    """How soon a person should look: a level from 0 (can wait) to 3 (now), named and explained."""

    level: int
    ar: str
    en: str
    means_ar: str
    means_en: str


@dataclass(frozen=True)
class Variety:
    """How a message is written: a dialect, standard Arabic, Latin letters, a mix, or English."""

    key: str
    ar: str
    en: str


_TOPICS = (
    Topic(
        "order",
        "طلب",
        "Order",
        "يطلب أو يعدّل أو يؤكد أو يلغي طلبًا، أو يسأل عن طلب لم يُشحن بعد",
        "places, changes, confirms or cancels an order, or asks about one not shipped yet",
    ),
    Topic(
        "broken",
        "مكسور",
        "Broken",
        "وصله المنتج تالفًا أو معيبًا أو منتهي الصلاحية أو لا يعمل",
        "an item came damaged, defective, leaking or expired, or does not work",
    ),
    Topic(
        "shipment",
        "شحنة",
        "Shipment",
        "يسأل عن التوصيل أو يشكو منه: تتبع، تأخير، طرد مفقود، مندوب، عنوان",
        "asks about or complains of delivery: tracking, delay, lost parcel, courier, address",
    ),
    Topic(
        "return",
        "إرجاع",
        "Return",
        "يريد الإرجاع أو الاستبدال، أو يسأل عن سياسته أو عن مبلغ مسترد",
        "wants to return or exchange, asks for the policy, or where a refund stands",
    ),
    Topic(
        "claim",
        "مطالبة",
        "Claim",
        "يقول إن المتجر أخطأ في حقه ويطالب بالإنصاف: صنف خاطئ أو ناقص، مبلغ زائد، ضمان، احتيال",
        "says the shop failed them and demands redress: wrong or missing item, overcharge, fraud",
    ),
    Topic(
        "payment",
        "دفع",
        "Payment",
        "يسأل عن الدفع أو التقسيط أو الفاتورة أو القسيمة، أو لم تنجح عملية دفعه",
        "asks how to pay, instalments, an invoice, a voucher, or a payment failed",
    ),
    Topic(
        "account",
        "حساب",
        "Account",
        "الدخول وكلمة المرور والبيانات الشخصية والخصوصية والنشرة البريدية",
        "login, password, personal data, privacy, newsletter",
    ),
    Topic(
        "product",
        "منتج",
        "Product",
        "يسأل قبل الشراء: التوفر والمقاس والسعر والمواصفات والتوافق وأوقات العمل",
        "asks before buying: stock, size, price, specification, compatibility, shop hours",
    ),
    Topic(
        "feedback",
        "رأي",
        "Feedback",
        "يشكر أو يمدح أو يقترح، ولا يطلب شيئًا",
        "thanks, praises or suggests; asks for nothing",
    ),
    Topic(
        "other",
        "أخرى",
        "Other",
        "دعاية أو عنوان خاطئ أو رسالة فارغة أو لا تخص المتجر",
        "spam, sales pitches, wrong address, empty, not for this shop",
    ),
)

_URGENCIES = (
    Urgency(
        0,
        "منخفض",
        "Low",
        "سؤال عام قبل الشراء أو اقتراح أو شكر أو دعاية",
        "a general question before buying, a suggestion, praise, spam",
    ),
    Urgency(
        1,
        "عادي",
        "Normal",
        "يحتاج إلى جواب، ولا يضيع شيء بالانتظار المعتاد",
        "needs an answer; nothing is lost by the usual wait",
    ),
    Urgency(
        2,
        "مرتفع",
        "High",
        "العميل متضرر وينتظر",
        "the customer is harmed and waits",
    ),
    Urgency(
        3,
        "عاجل",
        "Urgent",
        "خلال ساعة، وإلا وقع ضرر لا يمكن تداركه",
        "within the hour, or harm is done that cannot be undone",
    ),
)

_VARIETIES = (
    Variety("gulf", "لهجة خليجية", "Gulf Arabic"),
    Variety("egyptian", "لهجة مصرية", "Egyptian Arabic"),
    Variety("levantine", "لهجة شامية", "Levantine Arabic"),
    Variety("maghrebi", "لهجة مغاربية", "Maghrebi Arabic"),
    Variety("iraqi", "لهجة عراقية", "Iraqi Arabic"),
    Variety("msa", "عربية فصحى", "standard Arabic"),
    Variety("arabizi", "عربية بحروف لاتينية", "Arabic in Latin letters"),
    Variety("mixed", "عربية وإنجليزية معًا", "Arabic and English mixed"),
    Variety("en", "إنجليزية", "English"),
)

TOPICS: dict[str, Topic] = {topic.key: topic for topic in _TOPICS}
URGENCIES: dict[int, Urgency] = {urgency.level: urgency for urgency in _URGENCIES}
VARIETIES: dict[str, Variety] = {variety.key: variety for variety in _VARIETIES}
