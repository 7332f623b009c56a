// How moments are written: the hour beside a message, the day above its first.

export function newMoments({ place, words }) {
  const hour = new Intl.DateTimeFormat(place, { hour: "numeric", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(place, { weekday: "long", day: "numeric", month: "long" });
  return {
    hour: (at) => hour.format(at),
    day: (at) => [words.today, words.yesterday][daysAgo(at)] ?? day.format(at),
  };
}

export function isSameDay(a, b) {
  return a.toDateString() === b.toDateString();
}

function daysAgo(at) {
  const [today, then] = [new Date(), new Date(at)].map((each) => each.setHours(0, 0, 0, 0));
  return Math.round((today - then) / 86_400_000);
}
