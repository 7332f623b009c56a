// Asks once, gently and after the first message, who is writing.

import { h, set } from "./dom.js";
import { store } from "./store.js";

const ASKED = "asked-who";
const ADDRESS = /^[^@\s<>,;:"()]{1,64}@[^@\s<>,;:"()]+\.[^@\s<>,;:"()]{2,}$/;

// `grown` is called when more of it shows, so that it can be brought into view.
export function newWho({ words, introduce, grown }) {
  const name = h("input", { id: "who-name", autocomplete: "name", maxlength: 120, dir: "auto" });
  const email = h("input", {
    id: "who-email",
    type: "email",
    inputmode: "email",
    autocomplete: "email",
    maxlength: 254,
    dir: "ltr",
    "aria-describedby": "who-problem",
  });
  const problem = h("p.problem", { id: "who-problem", role: "alert" });
  const thanks = h("p.thanks", { role: "status" });
  const form = h(
    "form",
    { novalidate: true, onsubmit: save },
    h("label", { for: "who-name" }, words.name),
    name,
    h("label", { for: "who-email" }, words.email),
    email,
    problem,
    h(
      "div.choices",
      {},
      h("button.solid", {}, words.save),
      h("button.plain", { type: "button", onclick: () => done("no") }, words.notNow),
    ),
  );
  const question = h(
    "details",
    { ontoggle: () => question.open && grown() },
    h("summary", {}, h("strong", {}, words.whoTitle), " ", words.whoMore),
    form,
  );
  const card = h("aside.who-card", { hidden: true }, question, thanks);

  async function save(event) {
    event.preventDefault();
    const who = { name: name.value.trim(), email: email.value.trim() };
    if (!who.name && !who.email) return refuse(words.nothingTold, name);
    if (who.email && !ADDRESS.test(who.email)) return refuse(words.wrongEmail, email);
    const answer = await introduce(who);
    if (answer?.error === "wrong_shape") return refuse(words.wrongEmail, email);
    if (!answer?.ok) return refuse(words.notSaved);
    thanks.textContent = words.thanks;
    done("told");
  }

  function refuse(text, field) {
    problem.textContent = text;
    for (const each of [name, email]) set(each, "aria-invalid", each === field);
    grown();
    field?.focus();
  }

  function done(how) {
    store.set(ASKED, how);
    question.remove();
    card.hidden = how === "no";
  }

  return {
    card,
    // There is a conversation now; does not come back once answered.
    ask() {
      if (store.get(ASKED)) question.remove();
      else card.hidden = false;
    },
  };
}
