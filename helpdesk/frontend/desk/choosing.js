// One tick chooses all of a list; a row's own button speaks of that row alone.
export function choosing(form) {
  const all = form.querySelector("[data-all]");
  const each = () => [...form.querySelectorAll("input[name=mail]")];
  all.addEventListener("change", () => each().forEach((box) => (box.checked = all.checked)));
  form.addEventListener("change", () => {
    const ticked = each().filter((box) => box.checked).length;
    all.checked = ticked === each().length;
    all.indeterminate = ticked > 0 && !all.checked;
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter && "alone" in submitter.dataset) each().forEach((box) => (box.checked = false));
  });
}
