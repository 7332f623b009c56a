// The list: which row is open, and as many rows after news as before.
export function list(pane) {
  const body = () => pane.querySelector(".list__body");
  const mark = () => {
    const open = document.querySelector("[data-ticket]")?.dataset.ticket;
    pane.querySelector(".row[aria-current]")?.removeAttribute("aria-current");
    pane.querySelector(`#row-${open} > .row`)?.setAttribute("aria-current", "true");
  };
  pane.addEventListener("htmx:configRequest", ({ target, detail }) => {
    if (target === pane) detail.parameters.set("rows", pane.querySelectorAll(".row").length);
  });
  // The row answers the click at once; the ticket follows.
  pane.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (!target.matches(".row")) return;
    pane.querySelector(".row[aria-current]")?.removeAttribute("aria-current");
    target.setAttribute("aria-current", "true");
  });
  document.addEventListener("htmx:afterSettle", mark);
  document.addEventListener("farz:failed", mark);
  body().querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}
