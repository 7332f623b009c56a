// The keyboard: j and k along the list, r to reply, n for a note, z to take a reply back, 1 to 3 for answers, / for the FAQ, ? for help.
import { read } from "./answer.js";
import { openShortcuts } from "./shortcuts.js";

const SIGNS = { "?": "?", "؟": "?", "/": "slash" };

export function keys(desk) {
  const press = {
    j: () => step(desk, 1),
    k: () => step(desk, -1),
    r: () => write("reply"),
    n: () => write("note"),
    z: () => desk.querySelector("[data-takes-back]")?.click(),
    "?": openShortcuts,
    slash: () => desk.querySelector("[data-lookup]")?.click(),
  };
  for (const place of "123") {
    press[place] = () => desk.querySelector(`.answer[data-place="${place}"] [data-url]`)?.click();
    press[`shift ${place}`] = () => read(desk, place);
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    // The keys are places on the board: they work with Arabic letters on them too.
    const name = SIGNS[event.key] ?? byPlace(event);
    if (!press[name]) return;
    event.preventDefault();
    press[name]();
  });
}

function byPlace({ code, shiftKey }) {
  const name = code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  return shiftKey && /^\d$/.test(name) ? `shift ${name}` : name;
}

function step(desk, way) {
  const rows = [...desk.querySelectorAll(".row")];
  const here = rows.indexOf(document.activeElement.closest(".row"));
  const from = here >= 0 ? here : rows.findIndex((row) => row.matches("[aria-current]"));
  const next = rows[Math.min(Math.max(from + way, 0), rows.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function write(kind) {
  const form = document.querySelector("#composer");
  if (!form) return;
  form.elements.kind.value = kind;
  form.elements.text.focus();
}
