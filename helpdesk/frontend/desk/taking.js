// Takes an article into the reply: the server counts it and gives the text as it stands by now.
const PATIENCE = 8000;

// {text}, or {gone} where it was withdrawn meanwhile, or {} where the server cannot be reached.
export async function take({ dataset }) {
  const token = document.querySelector("[name=csrf-token]").content;
  try {
    const answer = await fetch(dataset.url, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      body: new URLSearchParams({ lang: dataset.lang }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 404) return { gone: true };
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

// Puts words in the place of those from `start` to `end`, as if typed: Ctrl+Z takes them back.
export function type(field, words, start, end) {
  field.focus();
  field.setSelectionRange(start, end);
  // It is the one way into the browser's own undo; where it is refused, the words come without.
  if (!document.execCommand("insertText", false, words)) replace(field, words, start, end);
}

// The same where the cursor is elsewhere.
export function replace(field, words, start, end) {
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// An answer stands in lines of its own, between what was typed before it and after it.
export function put(field, answer, start, end) {
  const [before, after] = [field.value.slice(0, start), field.value.slice(end)];
  const above = before.trim() && !before.endsWith("\n") ? "\n\n" : "";
  const below = after.trim() && !after.startsWith("\n") ? "\n\n" : "";
  type(field, above + answer + below, start, end);
}
