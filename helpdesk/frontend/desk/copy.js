// Puts the button's text, else the line before it, on the clipboard and says so; where that is
// refused, selects the line.
export function copy(button) {
  const line = button.previousElementSibling;
  const name = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.text ?? line.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = name), 2500);
    } catch {
      getSelection().selectAllChildren(line);
    }
  });
}
