// Counts down the seconds in which a reply can be taken back, by this device's own clock alone.
export function undo(line) {
  let ends;
  const begin = () => (ends = performance.now() + Number(line.dataset.left) * 1000);
  const format = new Intl.NumberFormat(document.documentElement.dataset.numbers).format;
  const count = () => {
    if (!line.isConnected) return clearInterval(timer);
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    const shown = line.querySelector("[data-count]");
    if (shown && shown.textContent !== format(left)) shown.textContent = format(left);
    line.toggleAttribute("data-over", left === 0);
  };
  // News bring the server's count anew.
  new MutationObserver(begin).observe(line, { attributes: true, attributeFilter: ["data-left"] });
  begin();
  const timer = setInterval(count, 250);
}
