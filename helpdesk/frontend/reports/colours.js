// The tokens' colours as the canvas understands them, for the theme that is on.
export function colours(card) {
  const probe = card.appendChild(document.createElement("i"));
  const seen = (colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const of = (token) => seen(`var(${token})`);
  const { fontSize, fontFamily } = getComputedStyle(card.querySelector(".daily__key"));
  const found = {
    accent: of("--accent"),
    calm: seen("color-mix(in oklab, var(--accent) 62%, var(--surface))"),
    soft: of("--accent-soft"),
    faint: of("--text-faint"),
    line: of("--line"),
    font: `${fontSize} ${fontFamily}`,
  };
  probe.remove();
  return found;
}
