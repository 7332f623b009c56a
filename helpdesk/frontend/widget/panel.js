// The open chat: header, conversation, composer, and what holds them together.

import { newAnswers } from "./answers.js";
import { newComposer } from "./composer.js";
import { dress, h, icon, set } from "./dom.js";
import { newLines } from "./lines.js";
import { newMoments } from "./moments.js";
import { outbox } from "./outbox.js";
import { STYLES } from "./styles.js";
import { store, tab, whenAnotherTabWrites } from "./store.js";
import { talk } from "./talk.js";
import { speak } from "./texts.js";
import { newThread } from "./thread.js";
import { newWho } from "./who.js";

const DOWN = "m6 9.5 6 6 6-6";
const NEAR = 80;
const PATIENCE = 2_000;
const SAME_MATTER = 7 * 86_400_000;

// `show` is told whether the panel is open and how many answers were not seen.
function start({ root, corner, base, language, shop, show }) {
  dress(root, STYLES);
  const speech = speak(language);
  const { words } = speech;
  const thread = newThread();
  let open = false;
  let online = false;
  let sawHello = false;

  const title = h("bdi", {}, shop ?? "");
  const promise = h("p.promise", {}, words.connecting);
  const status = h("p.status", { role: "status", hidden: true });
  const list = h("ol.lines", { role: "log", "aria-label": words.log, "aria-live": "polite" });
  const latest = h("button.latest", { type: "button", hidden: true, onclick: toEnd }, words.latest);
  const answers = newAnswers({
    base,
    speech,
    wanted: () => open && sawHello && isNew(),
    write: () => composer.focus(),
    clear: () => composer.clear(),
  });
  const composer = newComposer({ speech, send, typed: answers.typed });
  const who = newWho({ words, introduce: (told) => line.introduce(told), grown: toEnd });
  const welcome = h(
    "section.welcome",
    { hidden: true },
    h("p.hello", {}, words.hello),
    h("p", {}, words.helloMore),
    h("div.starters", {}, ...words.starters.map(starter)),
  );
  const waiting = h("div.skeleton", { "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  const scroller = h("div.scroller", { tabindex: "0", onscroll: scrolled },
    waiting, welcome, list, who.card);
  const panel = h(
    "section.panel",
    {
      role: "dialog",
      "aria-labelledby": "shop",
      hidden: true,
      onkeydown: (event) => event.key === "Escape" && toggle(false),
    },
    h(
      "header",
      {},
      h("span.sign", { "aria-hidden": "true" }),
      h("div", {}, h("h2", { id: "shop" }, title), promise),
      h(
        "button.close",
        { type: "button", "aria-label": words.close, onclick: () => toggle(false) },
        icon(DOWN),
      ),
    ),
    status,
    scroller,
    latest,
    composer.form,
    answers.section,
  );
  corner.prepend(panel);

  const draw = newLines({
    list,
    words,
    moments: newMoments(speech),
    retry: (message) => {
      outbox.retry(message);
      news();
      line.send();
    },
    edit: (message) => {
      outbox.settle(message.key);
      composer.put(message.text);
      news();
    },
  });
  const line = talk({ base, language, thread, heard: { hello, news, line: lineIs } });
  setTimeout(() => online || sawHello || lineIs("off"), PATIENCE);
  fitToScreen(panel);
  document.addEventListener("visibilitychange", look);
  whenAnotherTabWrites((name) => {
    if (name === "token" && !thread.last.ticket) line.startAnew();
    news();
  });
  news();

  function starter(text) {
    return h("button.starter", { type: "button", onclick: () => composer.put(text) }, text);
  }

  function toggle(wanted = !open) {
    const held = root.activeElement;
    open = wanted;
    if (open) tab.set("open", "yes");
    else tab.drop("open");
    panel.hidden = !open;
    set(corner, "data-open", open);
    look();
    if (!open) return held && corner.querySelector(".launch").focus();
    toEnd();
    composer.refit();
    // On a phone the keyboard would cover the conversation before it was read.
    if (matchMedia("(pointer: fine)").matches) composer.focus();
  }

  function hello(facts) {
    sawHello = true;
    title.textContent = shop || facts.shop;
    panel.querySelector(".sign").textContent = [...title.textContent.trim()][0] ?? "";
    const bound = Object.keys(words.within).find((minutes) => facts.minutes <= minutes);
    promise.textContent = facts.minutes && bound ? words.within[bound] : words.soon;
    composer.limitTo(facts.limit);
    news();
  }

  function lineIs(state) {
    online = state === "on";
    status.textContent = { on: "", off: words.offline, refused: words.refused }[state];
    status.hidden = online;
    if (!online && !sawHello) promise.textContent = words.soon;
    news();
  }

  function send(text) {
    outbox.add(text);
    answers.end();
    store.set("under-way", "yes");
    news();
    toEnd();
    line.send();
  }

  function news() {
    const messages = thread.all();
    const unsent = outbox.all();
    const atEnd = isAtEnd();
    draw({ messages, waiting: unsent, online });
    const silent = !messages.length && !unsent.length;
    waiting.hidden = sawHello || !silent || !status.hidden;
    welcome.hidden = !waiting.hidden || !silent;
    if (messages.length) {
      store.set("under-way", "yes");
      who.ask();
    }
    if (atEnd) toEnd();
    else latest.hidden = !hasUnseen();
    look();
  }

  // Whether the next message begins a conversation: the desk takes it as a new matter then.
  function isNew() {
    const last = thread.all().at(-1);
    return !outbox.all().length && (!last || Date.now() - Date.parse(last.at) > SAME_MATTER);
  }

  // What is on the screen counts as seen; the desk is told, and so is the badge.
  function look() {
    const answer = thread.lastAnswer;
    if (open && answer && document.visibilityState === "visible" && isAtEnd() && hasUnseen()) {
      store.set("seen", answer.id);
      line.seen(answer.seq);
    }
    show({ open, news: unseen().length });
  }

  function unseen() {
    const seen = Number(store.get("seen"));
    return thread.all().filter((message) => message.from === "agent" && message.id > seen);
  }

  function hasUnseen() {
    return unseen().length > 0;
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    latest.hidden = true;
  }

  function scrolled() {
    if (!isAtEnd()) return;
    latest.hidden = true;
    look();
  }

  return { toggle };
}

// A phone's keyboard covers the page without resizing it; the panel keeps to what is left.
function fitToScreen(panel) {
  const fit = () => panel.style.setProperty("--screen", `${visualViewport.height}px`);
  globalThis.visualViewport?.addEventListener("resize", fit);
}

document.querySelector("farz-chat")?.dispatchEvent(new CustomEvent("panel", { detail: start }));
