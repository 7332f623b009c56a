// A suggested answer: read in full, and put into the reply at the cursor.
import { put, take } from "./taking.js";

export function answer(line) {
  const details = line.querySelector("details");
  const button = line.querySelector("[data-url]");
  button.addEventListener("click", async () => {
    const { text, kind } = document.querySelector("#composer").elements;
    button.ariaBusy = "true";
    const taken = await take(button);
    button.ariaBusy = null;
    if (taken.gone) {
      line.querySelector("[data-gone]").hidden = false;
      button.disabled = true;
      return;
    }
    document.querySelector(".ticket").removeAttribute("data-sheet");
    // A note that was begun stays a note: it was not meant for the customer.
    if (!text.value.trim()) kind.value = "reply";
    const words = taken.text ?? line.querySelector(".answer__text").textContent;
    put(text, words, text.selectionEnd, text.selectionEnd);
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary").focus();
  });
}

// By key: opens one answer in full, with the context where that is a sheet, and closes it again.
export function read(desk, place) {
  const details = desk.querySelector(`.answer[data-place="${place}"] details`);
  if (!details) return;
  details.open = !details.open;
  const sheet = desk.querySelector(".context__close").offsetParent;
  if (sheet || getComputedStyle(desk.querySelector(".context")).position === "fixed")
    details.closest(".ticket").toggleAttribute("data-sheet", details.open);
  details.querySelector("summary").focus();
  if (details.open) details.closest(".answer").scrollIntoView({ block: "nearest" });
}
