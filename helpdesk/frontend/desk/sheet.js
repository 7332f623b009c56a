// Opens and closes the context where it is a sheet.
export function sheet(control) {
  control.addEventListener("click", () => {
    const open = control.closest(".ticket").toggleAttribute("data-sheet");
    if (open) document.querySelector(".context__close").focus();
  });
}
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") document.querySelector(".ticket[data-sheet]")?.removeAttribute("data-sheet");
});
