// The reasons beside a ticket light the words they speak of; a click or Enter goes there.
export function reasons(list) {
  const words = (target) => {
    const link = target.closest("li")?.querySelector("a.heard");
    return link && document.getElementById(link.hash.slice(1));
  };
  const light = (on) => ({ target }) => words(target)?.classList.toggle("is-lit", on);
  list.addEventListener("pointerover", light(true));
  list.addEventListener("pointerout", light(false));
  list.addEventListener("focusin", light(true));
  list.addEventListener("focusout", light(false));
  list.addEventListener("click", (event) => {
    const mark = event.target.closest("a.heard") && words(event.target);
    if (!mark) return;
    event.preventDefault();
    go(mark);
  });
}

function go(mark) {
  mark.closest(".ticket").removeAttribute("data-sheet");
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
  mark.classList.remove("is-lit");
  mark.classList.add("is-found");
  mark.addEventListener("animationend", () => mark.classList.remove("is-found"), { once: true });
}
