// A picture for an answer: uploaded when chosen, pasted or dropped; put in once it is described.

export function picture(place) {
  const field = place.closest("form").querySelector("[name=answer]");
  const chooser = place.querySelector("[type=file]");
  const ready = place.querySelector(".picture__ready");
  const shown = place.querySelector(".picture__shown");
  const alt = place.querySelector("[data-alt]");
  const complaint = place.querySelector(".wrong");

  const complain = (text) => {
    complaint.hidden = !text;
    complaint.querySelector("span").textContent = text;
  };
  const offer = (address) => {
    shown.src = address;
    ready.hidden = false;
    alt.value = "";
    alt.focus();
  };
  const take = async (file) => {
    complain("");
    const body = new FormData();
    body.set("picture", file);
    const headers = { "X-CSRFToken": document.querySelector("[name=csrf-token]").content };
    try {
      const answer = await fetch("/articles/pictures", { method: "POST", body, headers });
      const { address, wrong } = await answer.json();
      if (address) offer(address);
      else complain(wrong);
    } catch {
      complain(place.dataset.failed);
    }
  };
  const put = () => {
    const words = alt.value.replace(/[[\]\n]/g, " ").trim();
    const picture = `![${words}](${new URL(shown.src).pathname})`;
    // On a line of its own where it would stand at the beginning of one: "## " must stay in front.
    const { value, selectionStart, selectionEnd } = field;
    const begins = selectionStart === 0 || value[selectionStart - 1] === "\n";
    const follows = selectionEnd < value.length && value[selectionEnd] !== "\n";
    const markdown = begins && follows ? `${picture}\n\n` : picture;
    field.focus();
    // Typed as if by hand, so that the browser's undo knows it.
    if (!document.execCommand("insertText", false, markdown)) {
      field.setRangeText(markdown, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    ready.hidden = true;
  };
  const takeFrom = (event, { files }) => {
    const [file] = [...files].filter(({ type }) => type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    take(file);
  };

  chooser.addEventListener("change", () => {
    if (chooser.files.length) take(chooser.files[0]);
    chooser.value = "";
  });
  field.addEventListener("paste", (event) => takeFrom(event, event.clipboardData));
  field.addEventListener("dragover", (event) => event.preventDefault());
  field.addEventListener("drop", (event) => takeFrom(event, event.dataTransfer));
  place.querySelector("[data-put]").addEventListener("click", put);
  alt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    put();
  });
}
