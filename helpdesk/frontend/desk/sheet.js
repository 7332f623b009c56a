// Opens and closes the context where it is a sheet; the focus goes in with it, and back out.
const OPENER = "[aria-controls=context]";

export function sheet(control) {
  control.addEventListener("click", () => {
    const open = control.closest(".ticket").toggleAttribute("data-sheet");
    document.querySelector(open ? ".context__close" : OPENER).focus();
  });
}
document.addEventListener("keydown", ({ key }) => {
  const open = document.querySelector(".ticket[data-sheet]");
  if (key !== "Escape" || !open) return;
  open.removeAttribute("data-sheet");
  document.querySelector(OPENER).focus();
});
