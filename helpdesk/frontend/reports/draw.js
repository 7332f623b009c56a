// Draws the days with uPlot: waits as lines, the share met as bars, one cursor over both.
import uPlot from "uplot";
import { colours } from "./colours.js";
import { shown, waitLines, waitRange } from "./scale.js";
import { bars, line, options, reading } from "./sheet.js";
import { shareWord, spanWord } from "./words.js";

export function draw(card, days) {
  const read = reading(card, days);
  const paint = colours(card);
  const at = days.map((day) => day.at);
  const waits = new uPlot(
    options(card.querySelector("[data-draw=waits]"), paint, read, {
      // Seconds in a chat and days by mail on one sheet: each line is a step people count in.
      y: { distr: 3, range: (plot, low, high) => waitRange(low, high) },
      splits: (plot, axis, low, high) => waitLines(low, high),
      filter: (plot, splits) => splits,
      values: (plot, splits) => splits.map(spanWord),
      series: [
        line(paint.accent, { width: 2 }),
        line(paint.faint, { width: 1.5, dash: [5, 4] }),
      ],
      bands: [{ series: [2, 1], fill: paint.soft }],
    }),
    [at, days.map((day) => shown(day.median)), days.map((day) => shown(day.p90))],
    card.querySelector("[data-draw=waits]"),
  );
  const met = new uPlot(
    options(card.querySelector("[data-draw=met]"), paint, read, {
      y: { range: [0, 1] },
      values: (plot, splits) => splits.map(shareWord),
      splits: () => [0, 0.5, 1],
      series: [bars(paint.calm)],
    }),
    [at, days.map((day) => day.met)],
    card.querySelector("[data-draw=met]"),
  );
  return [waits, met];
}
