// Swaps by morphing: what stays the same stays, and what belongs to the person is left alone.
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";

// The browser writes these; the server does not know them.
const OURS = new Set([
  "open", "hidden", "style", "aria-current", "data-sheet", "data-late", "data-near",
]);

// What a field that keeps its content still takes over: that it is wrong, and why.
const COMPLAINTS = ["aria-invalid", "aria-describedby"];

function follow(name, old, fresh) {
  if (fresh.hasAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
  else old.removeAttribute(name);
}

const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (!old.dataset) return true;
    // What was typed or chosen meanwhile and a told time are never overwritten from afar.
    if ("kept" in old.dataset) {
      COMPLAINTS.forEach((name) => follow(name, old, fresh));
      return false;
    }
    return !(old.matches("time:not(:empty), [data-span]") && old.dateTime === fresh.dateTime);
  },
  // The server knows no frame of a mail that somebody opened.
  beforeNodeRemoved: (node) => !node.matches?.("iframe.mail-frame"),
  beforeAttributeUpdated: (name, element) =>
    !OURS.has(name) || (name === "aria-current" && !element.matches(".row")),
};

htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph",
  handleSwap(style, target, fragment) {
    if (style !== "morph") return false;
    const part = document.activeElement?.closest(".part")?.getAttribute("aria-labelledby");
    const morphed = Idiomorph.morph(target, fragment.children, { morphStyle: "outerHTML", callbacks });
    // Whoever goes by keyboard stays where they were, though what they pressed is gone.
    if (part && document.activeElement === document.body)
      document.getElementById(part)?.closest(".part").querySelector("summary")?.focus();
    return morphed;
  },
});
document.body.setAttribute("hx-ext", "morph");
