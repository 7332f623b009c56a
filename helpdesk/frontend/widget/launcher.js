// The round button on the shop's page; the conversation itself is loaded when it is wanted.

import { dress, h, icon, set } from "./dom.js";
import css from "./launcher.css";
import { TEXTS } from "./launcher-texts.js";
import { store, tab } from "./store.js";

const TAG = "farz-chat";
const BUBBLE = "M12 3.5c5 0 9 3.4 9 7.8s-4 7.8-9 7.8c-1 0-2-.1-2.9-.4L4.5 20.5l.9-3.5A7.3 7.3 0 0 1 3 11.3c0-4.4 4-7.8 9-7.8Z";
const DOWN = "m6 9.5 6 6 6-6";

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');

if (script && !document.querySelector(TAG)) {
  if (document.body) launch(script);
  else addEventListener("DOMContentLoaded", () => launch(script));
}

function launch({ src, dataset }) {
  const base = new URL(src).origin;
  const language = languageOf(dataset.lang);
  const texts = TEXTS[language];
  const unread = h("span.badge", { hidden: true, "aria-hidden": "true" });
  const trouble = h("p.trouble", { role: "status" });
  const button = h(
    "button.launch",
    { type: "button", "aria-expanded": "false", "aria-label": texts.open, onclick: press },
    icon(BUBBLE, "icon bubble"),
    icon(DOWN, "icon down"),
    unread,
  );
  const corner = h(
    "div.corner",
    { lang: language, dir: language === "ar" ? "rtl" : "ltr", "data-theme": dataset.theme },
    trouble,
    button,
  );
  const host = h(TAG);
  const root = host.attachShadow({ mode: "open" });
  dress(root, css);
  root.append(corner);
  document.body.append(host);

  let panel = null;
  let tries = 0;
  let loading = null;

  host.addEventListener("panel", ({ detail: start }) => {
    panel = start({ root, corner, base, language, shop: dataset.shop, show });
  });

  if (tab.get("open")) press();
  else if (store.get("under-way")) load();

  async function press() {
    if (panel) return panel.toggle();
    set(button, "aria-busy", "true");
    await load();
    set(button, "aria-busy", null);
    panel?.toggle();
  }

  // The address changes with each try: browsers remember a module that could not be loaded.
  function load() {
    loading ??= import(`${base}/widget-panel.js${tries ? `?try=${tries}` : ""}`).then(
      () => (trouble.textContent = ""),
      () => {
        tries += 1;
        loading = null;
        trouble.textContent = texts.unreachable;
      },
    );
    return loading;
  }

  // What the panel tells: whether it is open, and how many answers were not seen yet.
  function show({ open, news }) {
    set(button, "aria-expanded", `${open}`);
    unread.hidden = open || !news;
    unread.textContent = news > 9 ? "9+" : new Intl.NumberFormat(language).format(news);
    const label = open ? texts.close : texts.open;
    set(button, "aria-label", news && !open ? `${label}: ${counted(news)}` : label);
  }

  function counted(n) {
    const forms = texts.unread;
    const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
    return form.replace("{n}", n);
  }
}

// The script tag's word, else the page's, else the browser's.
function languageOf(chosen) {
  const wanted = [chosen, document.documentElement.lang, ...(navigator.languages ?? [])];
  const known = wanted.map((each) => (each ?? "").toLowerCase().slice(0, 2));
  return known.find((each) => each in TEXTS) ?? "en";
}
