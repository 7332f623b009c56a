// Gives elements their behaviour by name, once each, also those that htmx brings later.
import htmx from "htmx.org";

export function behave(behaviours) {
  const given = new WeakSet();
  const give = (element) => {
    if (given.has(element)) return;
    given.add(element);
    for (const name of element.dataset.behaviour.split(" ")) behaviours[name]?.(element);
  };
  htmx.onLoad((root) => {
    if (root.matches?.("[data-behaviour]")) give(root);
    root.querySelectorAll?.("[data-behaviour]").forEach(give);
  });
}
