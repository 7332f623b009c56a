// Where the visitor writes: grows with the text, keeps it through reloads, says when it is too long.

import { h, icon, set } from "./dom.js";
import { tab } from "./store.js";

const PLANE = "M4 5.5 20.5 12 4 18.5l2.5-6.5L4 5.5ZM6.5 12H13";
const COUNT_FROM = 0.8;

// `typed` is told what stands in the field whenever that changes.
export function newComposer({ speech, send, typed }) {
  const { words, number, counted } = speech;
  let limit = Infinity;

  const problem = h("p.problem", { id: "problem", role: "alert" });
  const count = h("p.count", { "aria-hidden": "true" });
  const field = h("textarea", {
    rows: 1,
    dir: "auto",
    placeholder: words.write,
    "aria-label": words.write,
    "aria-describedby": "problem",
    enterkeyhint: "send",
    oninput: written,
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const button = h("button.send", { "aria-label": words.send }, icon(PLANE));
  const form = h(
    "form.composer",
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h("div.field", {}, field, button),
    h("div.below", {}, problem, count),
  );

  field.value = tab.get("draft") ?? "";
  written();

  function written() {
    tab.set("draft", field.value);
    field.style.blockSize = "auto";
    field.style.blockSize = field.scrollHeight ? `${field.scrollHeight}px` : "";
    tell();
    typed(field.value);
  }

  function tell() {
    const length = letters();
    const over = length - limit;
    count.textContent =
      length > limit * COUNT_FROM
        ? words.count.replace("{n}", number(length)).replace("{limit}", number(limit))
        : "";
    problem.textContent = over > 0 ? counted("tooLong", over) : "";
    set(field, "aria-invalid", over > 0);
    set(button, "aria-disabled", length === 0 || over > 0 ? "true" : null);
  }

  // Counted as the desk counts: whole letters, not the halves JavaScript sees.
  function letters() {
    return [...field.value.trim()].length;
  }

  function submit() {
    const length = letters();
    if (length && length <= limit) {
      send(field.value.trim());
      field.value = "";
      written();
    }
    field.focus();
  }

  return {
    form,
    focus: () => field.focus(),
    clear: () => {
      field.value = "";
      written();
      field.focus();
    },
    refit: written,
    limitTo(letters) {
      limit = letters;
      tell();
    },
    // Puts a text in, after what stands there already.
    put(text) {
      field.value = field.value.trim() ? `${field.value.trimEnd()}\n${text}` : text;
      written();
      field.focus();
    },
  };
}
