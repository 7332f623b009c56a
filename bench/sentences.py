"""What customers of a shop write, sentence by sentence, in English and in Arabic."""

from random import Random

FEWEST_WORDS, MOST_WORDS = 60, 240

THINGS = {
    "en": ("kettle", "desk lamp", "running shoes", "phone case", "perfume", "baby stroller"),
    "ar": ("الغلاية", "مصباح المكتب", "حذاء الجري", "غطاء الهاتف", "العطر", "عربة الأطفال"),
}
PLACES = {
    "en": ("Riyadh", "Jeddah", "Dubai", "Cairo", "Amman", "Casablanca"),
    "ar": ("الرياض", "جدة", "دبي", "القاهرة", "عمّان", "الدار البيضاء"),
}
NAMES = {
    "en": ("Mona Haddad", "Khalid Otaibi", "Layla Nasser", "Yusuf Amin", "Huda Saleh"),
    "ar": ("منى حداد", "خالد العتيبي", "ليلى ناصر", "يوسف أمين", "هدى صالح"),
}
SUBJECTS = {
    "en": (
        "Order {order}: where is it?",
        "Wrong size of the {thing}",
        "The {thing} arrived broken",
        "Money back for order {order}",
        "Question before I buy the {thing}",
        "Change of address, order {order}",
    ),
    "ar": (
        "الطلب {order}: أين وصل؟",
        "مقاس {thing} غير صحيح",
        "{thing} وصل مكسوراً",
        "استرجاع مبلغ الطلب {order}",
        "سؤال قبل شراء {thing}",
        "تغيير عنوان الطلب {order}",
    ),
}
LINES = {
    "en": (
        "I ordered the {thing} {days} days ago and it still has not come.",
        "The number of my order is {order} and I paid cash on delivery.",
        "The courier wrote that nobody was at home, but I waited the whole day.",
        "The page says it was handed over in {place}, which is not where I live.",
        "When I opened the box, the {thing} had a crack on one side.",
        "I would like to send it back and have my money returned to the card.",
        "Could you please tell me how many days a refund usually takes?",
        "The colour is different from the one in the pictures.",
        "My sister bought the same {thing} from you last month and was happy with it.",
        "Please change the address to the second building behind the mosque in {place}.",
        "I have written twice already and only had an automatic answer.",
        "The discount code you sent me did not work when I paid.",
        "I was charged twice for order {order}, the bank shows both amounts.",
        "Do you have the {thing} in a larger size, and when would it arrive in {place}?",
        "The driver asked for {days} riyals more than the invoice says.",
        "I am travelling in {days} days, so it has to be here before that.",
        "The warranty card is missing, and the shop in {place} asks for it.",
        "Thank you for the quick answer last time, it helped a lot.",
        "If this cannot be solved, I would rather cancel the whole order.",
        "I attach a picture so that you can see what I mean.",
        "It switches itself off after {days} minutes and then smells of smoke.",
        "My phone number has changed, please take the new one from this mail.",
        "Can somebody call me in the afternoon, after five o'clock?",
        "The invoice shows another name, and I need mine on it for the office.",
    ),
    "ar": (
        "طلبت {thing} قبل {days} أيام ولم يصل حتى الآن.",
        "رقم طلبي {order} وقد اخترت الدفع عند الاستلام.",
        "كتب المندوب أنه لم يجد أحداً في البيت مع أنني انتظرت طوال اليوم.",
        "تقول الصفحة إن الشحنة سُلّمت في {place} وأنا لا أسكن هناك.",
        "عندما فتحت العلبة وجدت في {thing} كسراً من أحد الجوانب.",
        "أرغب في إرجاعه واسترداد المبلغ إلى البطاقة نفسها.",
        "كم يوماً يستغرق استرجاع المبلغ في العادة لو سمحتم؟",
        "اللون مختلف تماماً عمّا رأيته في الصور.",
        "أختي اشترت {thing} نفسه من عندكم الشهر الماضي وكانت راضية عنه.",
        "أرجو تغيير العنوان إلى المبنى الثاني خلف المسجد في {place}.",
        "راسلتكم مرتين من قبل ولم يصلني إلا رد آلي.",
        "رمز الخصم الذي أرسلتموه لم يعمل عند الدفع.",
        "خُصم مني مبلغ الطلب {order} مرتين ويظهر المبلغان في كشف البنك.",
        "هل يتوفر {thing} بمقاس أكبر، ومتى يصل إلى {place}؟",
        "طلب السائق زيادة {days} ريالات على المكتوب في الفاتورة.",
        "سأسافر بعد {days} أيام ولا بد أن يصل قبل ذلك.",
        "بطاقة الضمان غير موجودة، والمحل في {place} يطلبها.",
        "شكراً على سرعة الرد في المرة السابقة، فقد أفادني كثيراً.",
        "إذا لم يكن هناك حل فأفضّل إلغاء الطلب كله.",
        "أرفقت صورة حتى تروا ما أقصده.",
        "ينطفئ وحده بعد {days} دقائق ثم تخرج منه رائحة دخان.",
        "تغيّر رقم هاتفي، فخذوا الرقم الجديد من هذه الرسالة.",
        "هل يمكن أن يتصل بي أحد بعد العصر، بعد الساعة الخامسة؟",
        "الفاتورة باسم آخر وأحتاج أن تكون باسمي من أجل العمل.",
    ),
}


def subject(lang: str, chance: Random) -> str:
    """One subject line in "en" or "ar"."""
    return _filled(chance.choice(SUBJECTS[lang]), lang, chance)


def letter(lang: str, chance: Random) -> list[str]:
    """The sentences of one message in "en" or "ar", 60 to 240 words in all."""
    wanted, count = chance.randint(FEWEST_WORDS, MOST_WORDS), 0
    told: list[str] = []
    while count < wanted:
        sentence = _filled(chance.choice(LINES[lang]), lang, chance)
        count += len(sentence.split())
        if count > MOST_WORDS and told:
            break
        told.append(sentence)
    return told


def _filled(sentence: str, lang: str, chance: Random) -> str:
    return sentence.format(
        order=chance.randint(10_000, 99_999),
        days=chance.randint(3, 10),
        thing=chance.choice(THINGS[lang]),
        place=chance.choice(PLACES[lang]),
    )
