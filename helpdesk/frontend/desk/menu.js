// A menu closes when something in it is chosen, on Escape, and on a click elsewhere.
export function menu(details) {
  const summary = details.querySelector("summary");
  const panel = summary.nextElementSibling;
  document.addEventListener("click", ({ target }) => {
    if (!details.isConnected || !details.open || summary.contains(target)) return;
    if (!panel.contains(target) || target.closest("button, a")) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      summary.focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event, details, panel);
  });
}

function move(event, details, panel) {
  event.preventDefault();
  details.open = true;
  const items = [...panel.querySelectorAll("button, a")];
  const here = items.indexOf(document.activeElement);
  const way = event.key === "ArrowDown" ? 1 : -1;
  items[(here + way + items.length) % items.length]?.focus();
}
