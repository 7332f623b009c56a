// What every plot of a report shares: its axes, its direction, its cursor, and what it reads out.
import uPlot from "uplot";
import { dayWord } from "./words.js";

export const DAY = 86400;
const toLeft = () => document.documentElement.dir === "rtl";

export function options(box, paint, read, { y, values, splits, filter, series, bands, step = DAY, marks }) {
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
    // Half a step of room at either end, so that the first bar and the last stand whole.
    scales: {
      x: { time: true, dir: toLeft() ? -1 : 1, range: (plot, low, high) => [low - step / 2, high + step / 2] },
      y,
    },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        size: 28,
        splits: marks,
        incrs: [1, 2, 3, 7, 14, 28, 61].map((count) => count * DAY).filter((each) => each >= step),
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

export function line(stroke, more) {
  return { stroke, ...more, points: { size: 5, fill: stroke } };
}

export function bars(fill) {
  return { fill, paths: uPlot.paths.bars({ size: [0.62, 26], radius: 0.15 }), points: { show: false } };
}

// The day under the cursor, in the words of the table; the newest one while there is no cursor.
export function reading(card, days) {
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
