// Reads the days from the table under the plot, so that both can only say the same.
const number = (text) => (text ? Number(text) : null);

export function readDays(card) {
  return [...card.querySelectorAll("[data-day]")].map((row) => {
    const { day, median, p90, met } = row.dataset;
    const [name, ...said] = [...row.cells].map((cell) => cell.textContent.trim());
    return {
      at: Date.parse(`${day}T00:00:00Z`) / 1000,
      median: number(median),
      p90: number(p90),
      met: number(met),
      name,
      said,
    };
  });
}
