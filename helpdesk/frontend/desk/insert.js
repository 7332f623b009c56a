// Puts a suggested answer into the reply at the cursor; htmx counts the use by the same click.
export function insert(button) {
  button.addEventListener("click", () => {
    const form = document.querySelector("#composer");
    const { text, kind } = form.elements;
    const answer = button.closest(".answer").querySelector(".answer__text").textContent;
    document.querySelector(".ticket").removeAttribute("data-sheet");
    kind.value = "reply";
    text.focus();
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !before.endsWith("\n") ? "\n\n" : "";
    text.setRangeText(gap + answer, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.scrollTop = text.scrollHeight;
  });
}
