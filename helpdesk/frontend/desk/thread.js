// The conversation begins at its newest message, and stays at the end as more comes.
export function thread(pane) {
  const newest = () => [...pane.querySelectorAll(".message")].pop();
  const atEnd = () => pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
  const show = () => {
    const last = newest();
    const tall = last && last.offsetHeight > pane.clientHeight;
    if (tall) pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 16;
    else pane.scrollTop = pane.scrollHeight;
  };
  show();
  let id = newest()?.id;
  let near = true;
  pane.addEventListener("scroll", () => (near = atEnd()), { passive: true });
  new MutationObserver(() => {
    if (newest()?.id !== id && near) show();
    id = newest()?.id;
  }).observe(pane, { childList: true, subtree: true });
  // The field below grows: what was in sight stays in sight.
  new ResizeObserver(() => near && show()).observe(pane);
}
