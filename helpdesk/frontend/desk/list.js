// The list: which row is open, and as many rows after news as before.
import htmx from "htmx.org";

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
  holdStill(pane);
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

// Between press and release nothing moves: a row that slipped away would take the click with it.
function holdStill(pane) {
  let pressed = false;
  let missed = false;
  pane.addEventListener("pointerdown", () => (pressed = true));
  pane.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
    if (target !== pane || !pressed) return;
    detail.shouldSwap = false;
    missed = true;
  });
  const release = () => {
    // Behind the click that follows.
    setTimeout(() => {
      pressed = false;
      if (missed) htmx.trigger(pane, "news");
      missed = false;
    });
  };
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release);
}
