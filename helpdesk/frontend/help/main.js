// Tells days by the reader's own calendar and digits, where the browser knows more than the page.

const { lang } = document.documentElement;
const own = navigator.languages.find((each) => each.startsWith(`${lang}-`));

if (own) {
  const format = new Intl.DateTimeFormat(own, { dateStyle: "long" });
  for (const time of document.querySelectorAll("time[data-day]")) {
    time.title = time.textContent;
    time.textContent = format.format(new Date(time.dateTime));
  }
}
