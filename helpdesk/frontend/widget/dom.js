// Makes elements without HTML strings, so that nothing a person wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";

// h("button.send", { type: "button", onclick }, "Send"): tag, class after the dot, the rest as given.
export function h(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else set(element, name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// An attribute that is not there when its value is null or false.
export function set(element, name, value) {
  if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

export function icon(path, name = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  set(svg, "viewBox", "0 0 24 24");
  set(svg, "class", name);
  set(svg, "aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  set(line, "d", path);
  svg.append(line);
  return svg;
}

// Styles for a shadow root; made by script they need no permission from the page's own rules.
export function dress(root, css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
