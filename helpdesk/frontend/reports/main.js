// The reports page: its looks, and its plot for every language, direction and theme.
import "uplot/dist/uPlot.min.css";
import "./reports.css";
import "./tiles.css";
import "./daily.css";
import "./figures.css";
import "./misses.css";
import "./definitions.css";
import "./matrix.css";
import "./models.css";
import { draw } from "./draw.js";
import { readDays } from "./days.js";
import { drift } from "./drift.js";
import { readWeeks } from "./weeks.js";

for (const card of document.querySelectorAll("[data-plot]")) {
  const days = readDays(card);
  keepDrawn(card, () => draw(card, days));
}
for (const card of document.querySelectorAll("[data-drift]")) {
  const weeks = readWeeks(card);
  const chosen = card.querySelector("select[data-topic]");
  chosen.closest("label").hidden = false;
  const again = keepDrawn(card, () => drift(card, weeks, chosen.value));
  chosen.addEventListener("change", again);
}

// Draws, and draws again for another theme or another width; gives what draws again.
function keepDrawn(card, paint) {
  let shown = paint();
  const again = () => {
    shown.forEach((plot) => plot.destroy());
    shown = paint();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  let width = card.clientWidth;
  new ResizeObserver(() => {
    if (card.clientWidth === width) return;
    width = card.clientWidth;
    again();
  }).observe(card);
  return again;
}
