// All the chat's words, in Arabic and in English.

const en = {
  soon: "We reply as soon as we can. You will find the reply here.",
  within: {
    5: "Most people get an answer within five minutes",
    15: "Most people get an answer within a quarter of an hour",
    30: "Most people get an answer within half an hour",
    60: "Most people get an answer within an hour",
    180: "Most people get an answer within three hours",
    720: "Most people get an answer the same day",
    1440: "Most people get an answer within a day",
  },
  connecting: "Connecting…",
  offline: "No connection. What you write is kept and will be sent.",
  refused: "The chat isn't set up for this page. Please write to the shop another way.",
  hello: "Welcome! How can we help?",
  helloMore: "Write to us, and a person from our team answers you here.",
  starters: ["Where is my order?", "I'd like to return something", "A question about a product"],
  answers: "Help articles",
  found: {
    one: "This article of our help pages may answer it:",
    other: "These articles of our help pages may answer it:",
  },
  helped: "This helped",
  writeToUs: "No, write to us",
  gladly: "Good to hear. Nothing was sent; what you wrote is still here.",
  clear: "Clear what I wrote",
  log: "Messages",
  write: "Write a message",
  send: "Send",
  tooLong: {
    one: "1 character too many. Shorten it, or send it in two parts.",
    other: "{n} characters too many. Shorten it, or send it in two parts.",
  },
  count: "{n} of {limit}",
  you: "You",
  team: "Our team",
  waiting: "Will be sent",
  sending: "Sending",
  sent: "Sent",
  seen: "Seen",
  notSent: "Not sent.",
  tooLongHere: "Not sent: it is too long.",
  again: "Try again",
  edit: "Edit",
  latest: "New messages",
  today: "Today",
  yesterday: "Yesterday",
  whoTitle: "Tell us who you are,",
  whoMore: "if you like, so that we can reach you if the chat is cut off.",
  name: "Your name",
  email: "Your email",
  save: "Save",
  notNow: "Not now",
  wrongEmail: "This address is not complete. Example: name@example.com",
  nothingTold: "Write a name or an address first.",
  notSaved: "Not saved: no connection. Try again in a moment.",
  thanks: "Thank you, saved.",
};

const ar = {
  soon: "نردّ عليك في أقرب وقت، وستجد الرد هنا.",
  within: {
    5: "نردّ غالبًا خلال خمس دقائق",
    15: "نردّ غالبًا خلال ربع ساعة",
    30: "نردّ غالبًا خلال نصف ساعة",
    60: "نردّ غالبًا خلال ساعة",
    180: "نردّ غالبًا خلال ثلاث ساعات",
    720: "نردّ غالبًا في اليوم نفسه",
    1440: "نردّ غالبًا خلال يوم",
  },
  connecting: "جارٍ الاتصال…",
  offline: "لا يوجد اتصال. رسالتك محفوظة وستُرسَل عند عودته.",
  refused: "المحادثة غير مفعّلة في هذه الصفحة. يمكنك التواصل مع المتجر بطريقة أخرى.",
  hello: "أهلًا وسهلًا! كيف نساعدك؟",
  helloMore: "اكتب لنا، وسيردّ عليك هنا أحد أفراد فريقنا.",
  starters: ["أين طلبي؟", "أريد إرجاع منتج", "سؤال عن منتج"],
  answers: "مقالات المساعدة",
  found: {
    one: "قد تجد الجواب في هذه المقالة من صفحات المساعدة:",
    two: "قد تجد الجواب في إحدى هاتين المقالتين من صفحات المساعدة:",
    other: "قد تجد الجواب في إحدى هذه المقالات من صفحات المساعدة:",
  },
  helped: "وجدت الجواب",
  writeToUs: "لا، أريد مراسلتكم",
  gladly: "يسعدنا ذلك. لم يُرسَل شيء، وما كتبته ما زال هنا.",
  clear: "مسح ما كتبته",
  log: "الرسائل",
  write: "اكتب رسالتك",
  send: "إرسال",
  tooLong: {
    one: "النص أطول من المسموح بحرف واحد. اختصره أو أرسله على جزأين.",
    two: "النص أطول من المسموح بحرفين. اختصره أو أرسله على جزأين.",
    few: "النص أطول من المسموح بمقدار {n} أحرف. اختصره أو أرسله على جزأين.",
    many: "النص أطول من المسموح بمقدار {n} حرفًا. اختصره أو أرسله على جزأين.",
    other: "النص أطول من المسموح بمقدار {n} حرف. اختصره أو أرسله على جزأين.",
  },
  count: "{n} من {limit}",
  you: "أنت",
  team: "فريقنا",
  waiting: "ستُرسَل لاحقًا",
  sending: "جارٍ الإرسال",
  sent: "أُرسلت",
  seen: "قُرئت",
  notSent: "لم تُرسَل.",
  tooLongHere: "لم تُرسَل لأنها أطول من المسموح.",
  again: "إعادة المحاولة",
  edit: "تعديل",
  latest: "رسائل جديدة",
  today: "اليوم",
  yesterday: "أمس",
  whoTitle: "عرّفنا بنفسك",
  whoMore: "إن أحببت، لنصل إليك إذا انقطعت المحادثة.",
  name: "الاسم",
  email: "البريد الإلكتروني",
  save: "حفظ",
  notNow: "ليس الآن",
  wrongEmail: "هذا العنوان غير مكتمل. مثال: name@example.com",
  nothingTold: "اكتب اسمك أو بريدك أولًا.",
  notSaved: "لم يُحفظ: لا يوجد اتصال. حاول بعد قليل.",
  thanks: "شكرًا لك، تم الحفظ.",
};

const TABLES = { en, ar };

// What the chosen language says and how it writes numbers and times.
export function speak(language) {
  const table = TABLES[language];
  const place = navigator.languages?.find((each) => each.startsWith(language)) ?? language;
  const numbers = new Intl.NumberFormat(place);
  const plural = new Intl.PluralRules(language);
  return {
    language,
    place,
    direction: language === "ar" ? "rtl" : "ltr",
    words: table,
    number: (n) => numbers.format(n),
    counted: (name, n) => {
      const forms = table[name];
      return (forms[plural.select(n)] ?? forms.other).replace("{n}", numbers.format(n));
    },
  };
}
