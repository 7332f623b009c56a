// Draws the days with uPlot: waits as lines, the share met as bars, one cursor over both.
import uPlot from "uplot";
import { colours } from "./colours.js";
import { shown, waitLines, waitRange } from "./scale.js";
import { dayWord, shareWord, spanWord } from "./words.js";

const DAY = 86400;
const toLeft = () => document.documentElement.dir === "rtl";

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
      series: [{
        fill: paint.calm,
        paths: uPlot.paths.bars({ size: [0.62, 26], radius: 0.15 }),
        points: { show: false },
      }],
    }),
    [at, days.map((day) => day.met)],
    card.querySelector("[data-draw=met]"),
  );
  return [waits, met];
}

function options(box, paint, read, { y, values, splits, filter, series, bands }) {
  const axis = {
    stroke: paint.faint,
    font: paint.font,
    grid: { stroke: paint.line, width: 1 },
    ticks: { show: false },
  };
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    // The last day's name reaches beyond its point.
    padding: toLeft() ? [12, 0, 0, 28] : [12, 28, 0, 0],
    // Half a day of room at either end, so that the first bar and the last stand whole.
    scales: {
      x: { time: true, dir: toLeft() ? -1 : 1, range: (plot, low, high) => [low - DAY / 2, high + DAY / 2] },
      y,
    },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        size: 28,
        incrs: [1, 2, 3, 7, 14, 28, 61].map((count) => count * DAY),
        values: (plot, splits) => splits.map(dayWord),
      },
      { ...axis, side: toLeft() ? 1 : 3, size: 72, gap: 8, space: 24, splits, filter, values },
    ],
    series: [{}, ...series],
    bands,
    cursor: { sync: { key: "days" }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
    hooks: { setCursor: [(plot) => read(plot.cursor.idx)] },
  };
}

function line(stroke, more) {
  return { stroke, ...more, points: { size: 5, fill: stroke } };
}

// The day under the cursor, in the words of the table; the newest one while there is no cursor.
function reading(card, days) {
  const place = card.querySelector("[data-read]");
  const names = [...card.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
  return (index) => {
    const day = days[index];
    place.replaceChildren();
    if (!day) return;
    const parts = day.said.map((words, nth) => `${names[nth + 1]}: ${words}`);
    place.textContent = [day.name, ...parts].join(" · ");
  };
}
