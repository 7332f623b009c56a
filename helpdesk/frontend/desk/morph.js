// Swaps by morphing: what stays the same stays, and what belongs to the person is left alone.
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";

// The browser writes these; the server does not know them.
const OURS = new Set([
  "open", "hidden", "style", "aria-current", "data-sheet", "data-late", "data-near",
]);

const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (!old.dataset) return true;
    // A half-written text and a told time are never overwritten from afar.
    if ("kept" in old.dataset) {
      if (fresh.hasAttribute("aria-invalid")) old.setAttribute("aria-invalid", "true");
      else old.removeAttribute("aria-invalid");
      return false;
    }
    return !(old.matches("time:not(:empty), [data-span]") && old.dateTime === fresh.dateTime);
  },
  beforeAttributeUpdated: (name, element) =>
    !OURS.has(name) || (name === "aria-current" && !element.matches(".row")),
};

htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph",
  handleSwap(style, target, fragment) {
    if (style !== "morph") return false;
    return Idiomorph.morph(target, fragment.children, { morphStyle: "outerHTML", callbacks });
  },
});
document.body.setAttribute("hx-ext", "morph");
