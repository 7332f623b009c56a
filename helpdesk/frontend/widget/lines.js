// Draws the conversation: days, who speaks, each message once, and how far it got.

import { h, icon } from "./dom.js";
import { linked } from "./linked.js";
import { isSameDay } from "./moments.js";

const TOGETHER = 5 * 60_000;
const MARKS = {
  pending: "M12 7v5l3 2M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z",
  sent: "m5 12.5 4.5 4.5L19 7.5",
  seen: "m2 12.5 4.5 4.5L16 7.5M12.5 16l1 1L23 7.5",
};

// `retry(message)` and `edit(message)` answer the buttons beside a message that was refused.
export function newLines({ list, words, moments, retry, edit }) {
  const drawn = new Map();

  // `messages` as the desk has them, `waiting` as they lie in the outbox, both in order.
  return function draw({ messages, waiting, online }) {
    // An agent who answers has all earlier messages on the screen: the desk refuses it otherwise.
    const answered = messages.findLastIndex((message) => message.from === "agent");
    const all = [
      ...messages.map((message, i) => ({ ...message, state: i < answered ? "seen" : "sent" })),
      ...waiting.map((message) => ({ ...message, from: "visitor", state: waits(message, online) })),
    ];
    const wanted = new Map();
    all.forEach((message, i) => place(wanted, message, all[i - 1], all[i + 1]));
    for (const [name, element] of drawn) if (!wanted.has(name)) element.remove();
    inOrder(list, [...wanted.values()]);
    drawn.clear();
    for (const [name, element] of wanted) drawn.set(name, element);
  };

  function place(wanted, message, before, after) {
    const at = new Date(message.at);
    if (!before || !isSameDay(at, new Date(before.at))) {
      const name = `day ${at.toDateString()}`;
      wanted.set(name, drawn.get(name) ?? h("li.day", {}, moments.day(at)));
    }
    const name = message.key ?? `${message.id}`;
    const line = drawn.get(name) ?? newLine(message);
    line.dataset.first = !goTogether(before, message);
    line.dataset.last = !goTogether(message, after);
    mark(line, message);
    wanted.set(name, line);
  }

  function newLine({ from, name, text, at }) {
    const who = from === "agent" ? name || words.team : words.you;
    return h(
      "li.line",
      { "data-from": from },
      from === "agent" ? h("span.face", { "aria-hidden": "true" }, initial(who)) : null,
      h("span.who", {}, who),
      h("p.text", { dir: "auto" }, ...linked(text)),
      h("p.foot", {}, h("time", { datetime: at }, moments.hour(new Date(at))), h("span.mark")),
    );
  }

  function mark(line, message) {
    if (message.from === "agent" || line.dataset.state === message.state) return;
    line.dataset.state = message.state;
    line.querySelector(".mark").replaceChildren(...marks(message));
  }

  function marks(message) {
    const label = words[message.state];
    if (message.state === "sent" || message.state === "seen") {
      return [icon(MARKS[message.state], "tick"), h("span.label", {}, label)];
    }
    if (message.state !== "refused") return [icon(MARKS.pending, "tick"), h("span", {}, label)];
    const tooLong = message.error.error === "too_long";
    return [
      h("span.error", { role: "alert" }, tooLong ? words.tooLongHere : words.notSent),
      tooLong
        ? null
        : h("button.plain", { type: "button", onclick: () => retry(message) }, words.again),
      h("button.plain", { type: "button", onclick: () => edit(message) }, words.edit),
    ].filter(Boolean);
  }
}

function waits({ error }, online) {
  if (error) return "refused";
  return online ? "sending" : "waiting";
}

function goTogether(a, b) {
  if (!a || !b || a.from !== b.from || a.name !== b.name) return false;
  const [first, second] = [new Date(a.at), new Date(b.at)];
  return second - first < TOGETHER && isSameDay(first, second);
}

function inOrder(list, elements) {
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
}

function initial(name) {
  return [...name.trim()][0]?.toUpperCase() ?? "";
}
