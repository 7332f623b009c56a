// The height of a wait: a logarithmic scale whose lines are spans that people count in.
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const lines = [1, 10, minute, 5 * minute, 20 * minute, hour, 4 * hour, day, 3 * day, 7 * day, 30 * day];
const fewest = 3;

// A logarithm has no zero: what was answered within the second stands at one second.
export const shown = (seconds) => (seconds === null ? null : Math.max(1, seconds));

export function waitRange(low, high) {
  if (low === null) return [minute, day];
  let from = Math.max(0, lines.findLastIndex((line) => line <= low));
  let to = lines.findIndex((line) => line >= high);
  if (to < 0) to = lines.length - 1;
  while (to - from < fewest && (from > 0 || to < lines.length - 1)) {
    if (to < lines.length - 1) to += 1;
    if (to - from < fewest && from > 0) from -= 1;
  }
  return [lines[from], Math.max(lines[to], high)];
}

export const waitLines = (low, high) => lines.filter((line) => line >= low && line <= high);
