// The contact form while one types: articles below the text, files weighed, one sending at a time.

const PAUSE = 400;
const PATIENCE = 4_000;
const SHORTEST = 3;
const LONGEST = 500;

const form = document.querySelector("[data-contact]");

if (form) {
  suggest(form.elements.text, document.getElementById("answers"), form.dataset.language);
  weigh(form.elements.files);
  sendOnce(form);
  form.querySelector("[data-without-script]")?.remove();
}

// What is being read, or has the focus, is not taken away; late answers are dropped.
function suggest(field, answers, language) {
  let turn = 0;
  field.addEventListener("input", () => {
    const mine = (turn += 1);
    setTimeout(() => mine === turn && ask(mine), PAUSE);
  });

  async function ask(mine) {
    const question = field.value.trim().slice(0, LONGEST);
    const found = question.length < SHORTEST ? "" : await fetched(question);
    const isRead = answers.querySelector("[open]") || answers.matches(":focus-within");
    if (found !== null && mine === turn && !isRead) answers.innerHTML = found;
  }

  // A part of our own page, escaped there; null where it cannot be had.
  async function fetched(question) {
    try {
      const query = new URLSearchParams({ q: question, lang: language });
      const answer = await fetch(`/contact/articles?${query}`, {
        signal: AbortSignal.timeout(PATIENCE),
      });
      return answer.ok ? (await answer.text()).trim() : null;
    } catch {
      return null;
    }
  }
}

// Told before anything is sent: a form that comes back has lost its files.
function weigh(field) {
  field.addEventListener("change", () => {
    const bytes = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const { most, wrong, mostFiles } = field.dataset;
    const tooMuch = bytes > Number(most) || field.files.length > Number(mostFiles);
    field.setCustomValidity(tooMuch ? wrong : "");
    field.reportValidity();
  });
}

function sendOnce(form) {
  const offline = form.querySelector("[data-offline]");
  form.addEventListener("submit", (event) => {
    // The browser's own page of it would stand in the form's place, and what was typed be gone.
    offline.hidden = navigator.onLine;
    if (form.dataset.sending || !navigator.onLine) event.preventDefault();
    if (!navigator.onLine) return;
    form.dataset.sending = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("online", () => (offline.hidden = true));
  // Back from the next page, the browser shows this one as it was left.
  addEventListener("pageshow", () => {
    delete form.dataset.sending;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  });
}
