// Files for a reply: chosen, dropped or pasted, uploaded one after the other with their progress.
import htmx from "htmx.org";

const PATIENCE = 10 * 60 * 1000;

export function attach(form) {
  const input = form.querySelector("input[type=file]");
  if (!input) return;
  const box = form.querySelector(".composer__box");
  let queue = Promise.resolve();
  let busy = 0;
  const take = (files) => {
    for (const file of files) {
      const line = shown(form, file);
      wait(form, ++busy);
      queue = queue.then(() => upload(form, file, line)).finally(() => wait(form, --busy));
    }
  };
  form.querySelector("[data-attach]").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  const isForUs = ({ dataTransfer }) =>
    dataTransfer.types.includes("Files") && form.elements.kind.value === "reply";
  box.addEventListener("dragover", (event) => {
    if (!isForUs(event)) return;
    event.preventDefault();
    box.toggleAttribute("data-over", true);
  });
  box.addEventListener("dragleave", () => box.toggleAttribute("data-over", false));
  box.addEventListener("drop", (event) => {
    box.toggleAttribute("data-over", false);
    if (!isForUs(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  form.elements.text.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    // Words copied from a table bring a picture of themselves along.
    if (!files.length || types.includes("text/plain") || form.elements.kind.value !== "reply") return;
    event.preventDefault();
    take([...files]);
  });
}

// A mail must not leave without the file that is on its way.
function wait(form, busy) {
  form.querySelectorAll("button[name=then]").forEach((button) => (button.disabled = busy > 0));
}

function shown(form, file) {
  const line = document.createElement("li");
  line.className = "file file--rising";
  const name = document.createElement("span");
  name.className = "cut";
  name.dir = "auto";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.value = 0;
  bar.ariaLabel = file.name;
  line.append(name, bar);
  form.querySelector("[data-uploads]").append(line);
  return line;
}

function upload(form, file, line) {
  return new Promise((done) => {
    const body = new FormData();
    body.append("one", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action").replace(/reply$/, "files"));
    request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrf-token]").content);
    request.setRequestHeader("HX-Request", "true");
    request.timeout = PATIENCE;
    request.upload.addEventListener("progress", ({ loaded }) => {
      line.querySelector("progress").value = Math.min(loaded, file.size);
    });
    request.addEventListener("loadend", () => {
      if (request.status === 200 || request.status === 422) show(form, request.responseText, line);
      else tell(line, request.status === 413 ? form.dataset.tooLarge : form.dataset.unsent);
      done();
    });
    request.send(body);
  });
}

function show(form, part, line) {
  line.remove();
  const there = form.querySelector("#composer-files");
  if (!there) return;
  there.outerHTML = part;
  htmx.process(form.querySelector("#composer-files"));
}

function tell(line, words) {
  line.classList.replace("file--rising", "file--lost");
  line.querySelector("progress").remove();
  const said = document.createElement("small");
  said.textContent = words;
  line.append(said);
  setTimeout(() => line.remove(), 15_000);
}
