// Draws the share corrected: a bar for each week, and the topic that was chosen as a line over them.
import uPlot from "uplot";
import { colours } from "./colours.js";
import { bars, DAY, line, options, reading } from "./sheet.js";
import { shareWord } from "./words.js";

const LOWEST_TOP = 0.1;
const NAME_WIDTH = 96;
const AXIS_WIDTH = 72;

export function drift(card, weeks, topic) {
  const box = card.querySelector("[data-draw=drift]");
  const paint = colours(card);
  const shares = weeks.map((week) => week.share);
  const chosen = weeks.map((week) => week.topics[topic] ?? null);
  const highest = Math.max(LOWEST_TOP, ...shares, ...chosen);
  const top = Math.min(1, Math.ceil(highest * 10) / 10);
  const plot = new uPlot(
    options(box, paint, reading(card, weeks), {
      step: 7 * DAY,
      marks: () => named(weeks, box.clientWidth),
      y: { range: [0, top] },
      values: (plot, splits) => splits.map(shareWord),
      splits: () => [0, top / 2, top],
      series: [bars(paint.calm), line(paint.accent, { width: 2 })],
    }),
    [weeks.map((week) => week.at), shares, chosen],
    box,
  );
  return [plot];
}

// The weeks that have room for their name, counted back from the newest.
function named(weeks, width) {
  const every = Math.ceil((weeks.length * NAME_WIDTH) / (width - AXIS_WIDTH));
  return weeks.filter((week, nth) => (weeks.length - 1 - nth) % every === 0).map((week) => week.at);
}
