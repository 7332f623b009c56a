// A reply that was taken back: its words stand in the composer again, before what was typed since.
import { replace } from "./taking.js";

export function returned(box) {
  const { text, kind } = document.querySelector("#composer").elements;
  const since = text.value.trim() && text.value !== box.value ? `\n\n${text.value}` : "";
  kind.value = "reply";
  replace(text, box.value + since, 0, text.value.length);
  text.focus();
  text.setSelectionRange(box.value.length, box.value.length);
  document.querySelector("#composer-told").textContent = box.dataset.told;
  box.remove();
}
