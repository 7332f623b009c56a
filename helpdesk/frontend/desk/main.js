// Starts the desk: htmx, its morphing, and every behaviour that a template names.
import htmx from "htmx.org";
import { answer } from "./answer.js";
import { attach } from "./attach.js";
import { behave } from "./behave.js";
import { choosing } from "./choosing.js";
import { composer } from "./composer.js";
import { copy } from "./copy.js";
import { draft } from "./draft.js";
import { startClocks } from "./clocks.js";
import { keys } from "./keys.js";
import { list } from "./list.js";
import { live } from "./live.js";
import { lookup } from "./lookup.js";
import { mailFrame } from "./mail-frame.js";
import { menu } from "./menu.js";
import "./morph.js";
import { offline, toast } from "./notices.js";
import { picture } from "./picture.js";
import { returned } from "./returned.js";
import { reasons } from "./reasons.js";
import { said } from "./said.js";
import { sheet } from "./sheet.js";
import { shortcuts } from "./shortcuts.js";
import { thread } from "./thread.js";
import { ticket } from "./ticket.js";
import { undo } from "./undo.js";

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20000,
  // A refusal comes with the words to show: it is swapped in like an answer.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = document.querySelector("[name=csrf-token]").content;
});
// Signed out meanwhile: the sign-in page belongs on the whole window.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!/\/login\b/.test(event.detail.xhr.responseURL)) return;
  event.preventDefault();
  location.reload();
});

behave({
  answer, attach, choosing, composer, copy, draft, keys, list, lookup, menu, offline, picture, reasons,
  returned, said, sheet, shortcuts, thread, ticket, toast, undo,
  "mail-frame": mailFrame,
});
startClocks();
live();
