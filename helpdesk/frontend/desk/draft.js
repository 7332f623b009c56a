// Keeps an article's draft as it is typed: after a pause, on leaving, and again when it failed.
import htmx from "htmx.org";
import { kept } from "./kept.js";

const PAUSE = 2000;
const AGAIN = 5000;
// Browsers carry a request past the end of its page up to 64 KB.
const CARRIED = 60_000;

export function draft(frame) {
  let dirty = false;
  let busy = false;
  let waiting = null;
  let timer;
  const words = kept(frame.dataset.draft);
  const form = () => frame.querySelector("form");
  const show = (state) => (frame.dataset.state = state);
  const keep = () => {
    clearTimeout(timer);
    if (dirty) htmx.trigger(frame.querySelector("[data-saver]"), "keep");
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  };
  const isSaving = ({ detail }) => detail.elt.matches("[data-saver]");

  frame.addEventListener("input", ({ target }) => {
    if (!target.matches("[name=question], [name=phrasings], [name=answer]")) return;
    dirty = true;
    show("typing");
    later(PAUSE);
    words.keep(form());
  });
  frame.addEventListener("htmx:beforeRequest", (event) => {
    if (!isSaving(event)) return;
    busy = true;
    dirty = false;
  });
  frame.addEventListener("htmx:afterRequest", (event) => {
    if (!isSaving(event)) return;
    busy = false;
    // A refusal is swapped in like an answer, so htmx calls it a success.
    const { status } = event.detail.xhr;
    if (status === 409 || status === 422) {
      dirty = true;
      show("refused");
    } else if (event.detail.successful) {
      show(dirty ? "typing" : "saved");
      if (!dirty) words.forget();
    } else {
      dirty = true;
      show("failed");
      later(AGAIN);
    }
    if (waiting) form().requestSubmit(waiting);
  });
  // A button waits for the saving under way, since that changes what the form builds on.
  frame.addEventListener("submit", (event) => {
    if (busy) {
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    dirty = false;
    clearTimeout(timer);
    if (event.submitter?.matches("[formaction$='/discard']")) words.forget();
    else words.sent();
  });
  frame.addEventListener("click", ({ target }) => {
    if (!target.closest("a[data-settles]")) return;
    dirty = false;
    words.forget();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("pagehide", () => {
    if (!dirty || !frame.isConnected) return;
    words.sent();
    const body = new FormData(form());
    fetch(form().action, { method: "POST", body, keepalive: true }).catch(() => {});
  });
  addEventListener("beforeunload", (event) => {
    const size = [...form().elements].reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    const isLost = ["failed", "refused"].includes(frame.dataset.state) || size * 2 > CARRIED;
    if (dirty && isLost) event.preventDefault();
  });
  // As if typed again: it is previewed, and kept over the words that it began with.
  if (words.restore(form())) form().elements.answer.dispatchEvent(new Event("input", { bubbles: true }));
}
