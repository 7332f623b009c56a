// The words of an article that the server does not have yet: they stay in this tab when its page ends.
const FIELDS = ["question", "phrasings", "answer"];

export function kept(name) {
  const key = `farz.article.${name}`;
  const base = (form) => form.querySelector("input[name=base]").value;
  const stored = () => JSON.parse(sessionStorage.getItem(key) ?? "null");
  const store = (words) => sessionStorage.setItem(key, JSON.stringify(words));
  const forget = () => sessionStorage.removeItem(key);

  return {
    keep(form) {
      const words = FIELDS.map((field) => [field, form.elements[field].value]);
      store({ ...Object.fromEntries(words), base: base(form) });
    },
    // On their way to the server, whose answer this page does not live to see.
    sent() {
      if (stored()) store({ ...stored(), sent: true });
    },
    forget,
    // Gives whether it put words back. Those that were sent arrived where others stand now.
    restore(form) {
      const words = stored();
      forget();
      if (!words || (words.sent && words.base !== base(form))) return false;
      if (FIELDS.every((field) => form.elements[field].value === words[field])) return false;
      for (const field of FIELDS) form.elements[field].value = words[field];
      form.querySelector("input[name=base]").value = words.base;
      return true;
    },
  };
}
