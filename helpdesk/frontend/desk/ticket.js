// A ticket that has just opened: the window's title, and where its keys go.
export function ticket(pane) {
  document.title = pane.dataset.title;
}
