// Tells times as people do: how long is left, how long ago; one tick for all of them.
const NEAR = 15 * 60;
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const STEP = 5000;

let said;

export function startClocks() {
  const { dataset } = document.querySelector("[data-overdue]") ?? document.body;
  said = { overdue: dataset.overdue ?? "{}", moment: dataset.moment ?? "" };
  document.addEventListener("htmx:afterSettle", tick);
  setInterval(tick, STEP);
  tick();
}

export function tick() {
  const now = Date.now() / 1000;
  const at = (element) => Date.parse(element.dateTime) / 1000;
  document.querySelectorAll("time[data-due]").forEach((element) => {
    const left = at(element) - now;
    write(element, left < 0 ? said.overdue.replace("{}", length(-left)) : span(left));
    element.toggleAttribute("data-late", left < 0);
    element.toggleAttribute("data-near", left >= 0 && left < NEAR);
  });
  document.querySelectorAll("time[data-ago]").forEach((element) => {
    write(element, span(now - at(element), 1));
  });
  document.querySelectorAll("[data-span]").forEach((element) => {
    write(element, length(Number(element.dataset.span)));
  });
}

// Also where it is under a minute, which span() calls "now".
function length(seconds) {
  return seconds < 60 ? unit(Math.floor(seconds), "second") : span(seconds);
}

// "2h 14m": at most `most` units, the next smaller one only where it is not zero.
function span(seconds, most = 2) {
  if (seconds < 60) return said.moment || unit(0, "minute");
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  let rest = seconds;
  return UNITS.slice(first, first + most)
    .map(([name, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count && unit(count, name);
    })
    .filter(Boolean)
    .join(inArabic() ? " و" : " ");
}

const inArabic = () => document.documentElement.lang === "ar";

const formats = {};

function unit(count, name) {
  const numbers = document.documentElement.dataset.numbers;
  // Arabic shortens a day to one letter that nobody reads as a day.
  const unitDisplay = name === "day" && inArabic() ? "short" : "narrow";
  formats[name] ??= new Intl.NumberFormat(numbers, {
    style: "unit",
    unit: name,
    unitDisplay,
  });
  return formats[name].format(count);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
