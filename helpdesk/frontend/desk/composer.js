// The composer: keeps every draft on this device until the server has it, sends by Ctrl+Enter.
const key = (form) => `farz.draft.${form.dataset.draft}`;

export function composer(form) {
  const text = form.elements.text;
  restore(form, text);
  grow(text);
  turn(text);
  form.addEventListener("input", () => {
    keep(form, text);
    grow(text);
    turn(text);
  });
  let sent = "";
  form.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.matches("[hx-post$='/reply'], [hx-post$='/note']")) sent = text.value;
  });
  form.addEventListener("accepted", () => {
    form.elements.kind.value = "reply";
    // What was typed while it travelled is the beginning of the next message.
    if (text.value.startsWith(sent)) text.value = text.value.slice(sent.length).trimStart();
    keep(form, text);
    grow(text);
    text.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      [...form.querySelectorAll("[data-main]")].find((button) => button.offsetParent)?.click();
    }
    if (event.key === "Escape") text.blur();
  });
}

function keep(form, text) {
  const draft = { text: text.value, kind: form.elements.kind.value };
  if (draft.text.trim()) localStorage.setItem(key(form), JSON.stringify(draft));
  else localStorage.removeItem(key(form));
}

// A draft comes back as what it was: a note must not return as a reply.
function restore(form, text) {
  const draft = JSON.parse(localStorage.getItem(key(form)) ?? "null");
  if (!draft) return;
  // Words that came back to the server and are not here yet stand before what was typed since.
  const back = text.value && !draft.text.includes(text.value) ? `${text.value}\n\n` : "";
  text.value = back + draft.text;
  form.elements.kind.value = draft.kind;
}

// A text without letters ("/", "…") has no direction of its own: it takes the page's.
function turn(text) {
  text.toggleAttribute("data-wordless", !/\p{L}/u.test(text.value));
}

function grow(text) {
  if (CSS.supports("field-sizing", "content")) return;
  text.style.blockSize = "auto";
  text.style.blockSize = `${text.scrollHeight}px`;
}
