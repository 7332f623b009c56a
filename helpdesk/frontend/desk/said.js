// Marked words say why they are marked: on hover and on focus, in a small box beside them.
const GAP = 6;
const LINGER = 200;

export function said(pane) {
  let open;
  let later;
  const hide = () => {
    clearTimeout(later);
    open?.hidePopover();
    open = undefined;
  };
  const show = ({ target }) => {
    clearTimeout(later);
    const mark = target.closest("mark");
    if (!mark) return;
    const box = document.getElementById(mark.getAttribute("aria-describedby"));
    if (box === open) return;
    hide();
    open = box;
    box.showPopover();
    place(box, mark);
  };
  // The box may be read with the pointer on it: it lies outside the words.
  const leave = ({ relatedTarget }) => {
    clearTimeout(later);
    if (!relatedTarget?.closest?.(".why")) later = setTimeout(hide, LINGER);
  };
  pane.addEventListener("pointerover", show);
  pane.addEventListener("pointerout", leave);
  pane.addEventListener("focusin", show);
  pane.addEventListener("focusout", leave);
  pane.addEventListener("scroll", hide, { passive: true });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}

// Under the last line of the words where there is room, else above the first, within the window.
function place(box, mark) {
  const lines = [...mark.getClientRects()];
  const [first, last] = [lines[0], lines.at(-1)];
  const below = last.bottom + GAP;
  const fits = below + box.offsetHeight < innerHeight - GAP;
  const rtl = getComputedStyle(box).direction === "rtl";
  const start = rtl ? innerWidth - last.right : last.left;
  const room = innerWidth - box.offsetWidth - GAP;
  box.style.insetBlockStart = `${fits ? below : first.top - GAP - box.offsetHeight}px`;
  box.style.insetInlineStart = `${Math.max(GAP, Math.min(start, room))}px`;
}
