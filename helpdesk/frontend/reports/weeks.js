// Reads the weeks from the table under the plot, so that both can only say the same.
const number = (text) => (text ? Number(text) : null);

export function readWeeks(card) {
  return [...card.querySelectorAll("[data-week]")].map((row) => {
    const [name, ...said] = [...row.cells].map((cell) => cell.textContent.trim());
    const topics = [...row.querySelectorAll("[data-topic]")];
    return {
      at: Date.parse(`${row.dataset.week}T00:00:00Z`) / 1000,
      share: number(row.dataset.share),
      topics: Object.fromEntries(topics.map((cell) => [cell.dataset.topic, number(cell.dataset.share)])),
      name,
      said,
    };
  });
}
