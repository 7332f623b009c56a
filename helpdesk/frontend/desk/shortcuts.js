// The dialog that shows what the keyboard can do.
export function openShortcuts() {
  document.querySelector("#shortcuts").showModal();
}

export function shortcuts(button) {
  button.addEventListener("click", openShortcuts);
}
