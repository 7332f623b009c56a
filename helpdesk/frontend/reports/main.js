// The reports page: its looks, and its plot for every language, direction and theme.
import "uplot/dist/uPlot.min.css";
import "./reports.css";
import "./tiles.css";
import "./daily.css";
import "./figures.css";
import "./misses.css";
import "./definitions.css";
import { draw } from "./draw.js";
import { readDays } from "./days.js";

for (const card of document.querySelectorAll("[data-plot]")) {
  const days = readDays(card);
  let shown = draw(card, days);
  const again = () => {
    shown.forEach((plot) => plot.destroy());
    shown = draw(card, days);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  let width = card.clientWidth;
  new ResizeObserver(() => {
    if (card.clientWidth === width) return;
    width = card.clientWidth;
    again();
  }).observe(card);
}
