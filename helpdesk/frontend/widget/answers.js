// Articles that may answer what a visitor is about to write; they never stand in the way of sending.

import { h } from "./dom.js";
import { linked } from "./linked.js";
import { newKey } from "./outbox.js";

const PAUSE = 350;
const PATIENCE = 4_000;
const SHORTEST = 3;
const LONGEST = 500;

// `wanted()` tells whether this is before the first message; `write` goes back to the field,
// `clear` empties it.
export function newAnswers({ base, speech, wanted, write, clear }) {
  const { words, counted, language } = speech;
  const found = h("p.found", { role: "status" });
  const list = h("div");
  const section = h("section.answers", { "aria-label": words.answers }, found, list);
  let turn = 0;
  let asked = "";
  let settled = false;

  function typed(text) {
    const question = text.trim().slice(0, LONGEST);
    if (!question) settled = false;
    if (settled || isRead() || question === asked) return;
    const mine = (turn += 1);
    asked = "";
    if (question.length < SHORTEST || !wanted()) return draw([]);
    asked = question;
    setTimeout(() => mine === turn && ask(question, mine), PAUSE);
  }

  // Without a line there are no articles, and nothing is said about it.
  async function ask(question, mine) {
    let answers = [];
    try {
      const query = new URLSearchParams({ q: question, lang: language });
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(`${base}/answers?${query}`, { signal });
      if (answer.ok) ({ answers } = await answer.json());
    } catch {
      answers = [];
    }
    if (mine === turn && wanted() && !isRead()) draw(answers);
  }

  function draw(answers) {
    found.textContent = answers.length ? counted("found", answers.length) : "";
    list.replaceChildren(...answers.map(article));
  }

  function article({ id, lang, question, answer }) {
    return h(
      "details.article",
      { name: "answer", lang },
      h("summary", { dir: "auto" }, question),
      h("p.said", {}, ...linked(answer)),
      h(
        "div.choices",
        { lang: language },
        h("button.solid", { type: "button", onclick: () => helped(id, lang) }, words.helped),
        h("button.plain", { type: "button", onclick: goOn }, words.writeToUs),
      ),
    );
  }

  function helped(article, lang) {
    const body = new URLSearchParams({ article, lang, key: newKey() });
    fetch(`${base}/answers/helped`, { method: "POST", body, keepalive: true }).catch(() => {});
    end();
    found.textContent = words.gladly;
    const emptied = h("button.plain", { type: "button", onclick: () => (end(), clear()) }, words.clear);
    list.append(emptied);
    emptied.focus();
  }

  function goOn() {
    end();
    write();
  }

  // No more of it until the field was emptied: that begins a new question.
  function end() {
    turn += 1;
    settled = true;
    draw([]);
  }

  function isRead() {
    return Boolean(list.querySelector("[open]")) || section.matches(":focus-within");
  }

  return { section, typed, end };
}
