// The FAQ from the composer: "/" at the beginning of a line opens it, what follows searches it.
import { put, replace, take, type } from "./taking.js";

const PAUSE = 150;
const LONGEST = 80;

export function lookup(form) {
  const field = form.elements.text;
  const box = form.querySelector(".found");
  const body = box.querySelector(".found__body");
  const status = box.querySelector("[role=status]");
  const button = form.querySelector("[data-lookup]");
  let later; // the pause before asking
  let asking; // what is on its way, so that a later question ends it
  let shown; // the words that the list answers
  let eager = false; // Enter came before the list did
  let closedAt; // the "/" whose list was closed
  let ours = ""; // what the button wrote, which nobody typed

  function look({ inputType } = {}) {
    const begun = search(field);
    if (begun?.start !== closedAt) closedAt = undefined;
    if (!begun || begun.start === closedAt || inputType?.startsWith("history")) return close();
    clearTimeout(later);
    later = setTimeout(() => ask(begun.words), box.hidden ? 0 : PAUSE);
  }

  async function ask(words) {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const url = `${box.dataset.from}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(url, { signal: mine.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const found = await answer.text();
      if (mine.signal.aborted) return;
      body.innerHTML = found;
      shown = words;
      status.textContent = list()?.dataset.told ?? body.textContent.trim();
    } catch {
      if (mine.signal.aborted) return;
      body.replaceChildren();
      status.textContent = box.dataset.unreachable;
    }
    open();
    if (eager) choose(options()[0]);
    eager = false;
  }

  const list = () => body.querySelector("[role=listbox]");
  const options = () => [...body.querySelectorAll("[role=option]")];
  const active = () => body.querySelector("[aria-selected=true]");

  // The field is a combobox only while there is something to choose.
  function open() {
    box.hidden = false;
    button.ariaExpanded = "true";
    if (!list()) return plain();
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = "true";
    field.setAttribute("aria-controls", list().id);
    light(options()[0]);
  }

  function plain() {
    for (const name of ["role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-activedescendant"])
      field.removeAttribute(name);
  }

  function close() {
    clearTimeout(later);
    asking?.abort();
    eager = false;
    if (box.hidden) return;
    box.hidden = true;
    button.ariaExpanded = "false";
    shown = undefined;
    status.textContent = "";
    plain();
  }

  // What was typed stays; a "/" that the button wrote, with nothing after it, goes again.
  function leave(erase) {
    const begun = search(field);
    const bare = begun && ours && !begun.words;
    const length = ours.length;
    closedAt = begun?.start;
    ours = "";
    close();
    if (bare) erase(field, "", begun.start - length + 1, begun.start + 1);
  }

  function light(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  async function choose(option) {
    if (!option || option.ariaBusy) return;
    option.ariaBusy = "true";
    const taken = await take(option);
    option.ariaBusy = null;
    if (taken.text === undefined) {
      status.textContent = taken.gone ? box.dataset.gone : box.dataset.unreachable;
      if (taken.gone) option.remove();
      return light(options()[0]);
    }
    const begun = search(field);
    const end = field.selectionEnd;
    closedAt = begun?.start;
    ours = "";
    close();
    put(field, taken.text, begun?.start ?? end, end);
  }

  function press(event) {
    if (box.hidden || event.isComposing) return;
    const { key } = event;
    const bare = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (key === "Tab") return close();
    if (key === "Escape") leave(type);
    else if (bare && key === "Enter" && search(field)?.words !== shown) eager = true;
    else if (bare && key === "Enter" && active()) choose(active());
    else if (bare && (key === "ArrowDown" || key === "ArrowUp") && active()) {
      const all = options();
      const way = key === "ArrowDown" ? 1 : -1;
      light(all[(all.indexOf(active()) + way + all.length) % all.length]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function toggle() {
    if (!box.hidden) return leave(type);
    closedAt = undefined;
    field.focus();
    if (search(field)) return look();
    const at = field.selectionEnd;
    const begins = !at || field.value[at - 1] === "\n";
    ours = begins ? "/" : "\n/";
    type(field, ours, at, at);
  }

  field.addEventListener("input", look);
  field.addEventListener("keydown", press);
  for (const event of ["keyup", "click"])
    field.addEventListener(event, () => box.hidden || search(field) || close());
  field.addEventListener("blur", () => leave(replace));
  // The field keeps the focus while one chooses by hand.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", toggle);
}

// What stands between a "/" that begins the line and the cursor.
function search({ value, selectionStart, selectionEnd }) {
  if (selectionStart !== selectionEnd) return undefined;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const line = value.slice(start, selectionStart);
  if (selectionStart <= start || line[0] !== "/" || line.length > LONGEST) return undefined;
  return { start, words: line.slice(1).trim() };
}
