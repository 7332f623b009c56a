// Figures on the axes, in the page's language and the digits its reader chose.
const { lang, dataset } = document.documentElement;
const numbers = dataset.numbers || lang;

const span = (unit) => new Intl.NumberFormat(numbers, { style: "unit", unit, unitDisplay: lang === "ar" ? "long" : "short" });
const units = { second: span("second"), minute: span("minute"), hour: span("hour"), day: span("day") };
const share = new Intl.NumberFormat(numbers, { style: "percent" });
const date = new Intl.DateTimeFormat(numbers, { day: "numeric", month: "short", timeZone: "UTC" });

export const dayWord = (seconds) => date.format(seconds * 1000);
export const shareWord = (value) => share.format(value);

export function spanWord(seconds) {
  if (seconds < 60) return units.second.format(seconds);
  if (seconds < 3600) return units.minute.format(seconds / 60);
  if (seconds < 86400) return units.hour.format(seconds / 3600);
  return units.day.format(seconds / 86400);
}
