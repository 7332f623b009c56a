// The few words of the round button, in Arabic and in English.

export const TEXTS = {
  en: {
    open: "Open the chat",
    close: "Close the chat",
    unread: { one: "{n} new message", other: "{n} new messages" },
    unreachable: "The chat can't be reached just now. Press again to retry.",
  },
  ar: {
    open: "افتح المحادثة",
    close: "أغلق المحادثة",
    unread: {
      one: "رسالة جديدة",
      two: "رسالتان جديدتان",
      few: "{n} رسائل جديدة",
      other: "{n} رسالة جديدة",
    },
    unreachable: "تعذّر الوصول إلى المحادثة الآن. اضغط مرة أخرى لإعادة المحاولة.",
  },
};
