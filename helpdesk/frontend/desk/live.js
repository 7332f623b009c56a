// Turns news from the server into fresh parts: each part asks for itself, with the reader's rights.
import htmx from "htmx.org";
import { io } from "socket.io-client";

const INBOX_PAUSE = 1000;
// Where no socket comes through, the page asks by itself.
const WITHOUT_SOCKET = 30000;
// Shorter breaks than this nobody need hear of.
const NOTICED = 4000;

export function live() {
  if (!document.querySelector(".desk")) return;
  const socket = io("/desk", { transports: ["websocket", "polling"] });
  let watched;
  const watch = () => {
    const open = document.querySelector("[data-ticket]");
    const ticket = open ? Number(open.dataset.ticket) : undefined;
    if (ticket === watched || !socket.connected) return;
    if (watched) socket.emit("unwatch", { ticket: watched });
    watched = ticket;
    // What happened between opening and watching was told to nobody here.
    if (ticket) socket.emit("watch", { ticket }, () => ticket === watched && refresh(`ticket:${ticket}`));
  };
  let before = false;
  socket.on("connect", () => {
    watched = undefined;
    watch();
    // The page is fresh when it has just come; after a break it is not.
    if (before) refreshAll();
    before = true;
  });
  tellBreaks(socket);
  const inbox = atMostEvery(INBOX_PAUSE, () => refresh("inbox"));
  const open = atMostEvery(INBOX_PAUSE / 4, () => {
    refresh(`ticket:${document.querySelector("[data-ticket]")?.dataset.ticket}`);
  });
  socket.on("news", ({ about, ticket }) => {
    if (about === "inbox") inbox();
    else if (ticket === watched) open();
  });
  document.addEventListener("htmx:afterSettle", watch);
  document.addEventListener("visibilitychange", () => document.hidden || socket.connected || refreshAll());
  setInterval(() => socket.connected || !navigator.onLine || refreshAll(), WITHOUT_SOCKET);
}

// Without news the page looks calm; that must not be taken for a calm shop.
function tellBreaks(socket) {
  let soon;
  const tell = (cut) => document.dispatchEvent(new CustomEvent("farz:line", { detail: { cut } }));
  socket.on("connect", () => {
    clearTimeout(soon);
    soon = undefined;
    tell(false);
  });
  for (const event of ["disconnect", "connect_error"]) {
    socket.on(event, () => (soon ??= setTimeout(() => tell(true), NOTICED)));
  }
}

function refreshAll() {
  document.querySelectorAll("[data-live]").forEach((part) => htmx.trigger(part, "news"));
}

function refresh(about) {
  document.querySelectorAll(`[data-live="${about}"]`).forEach((part) => htmx.trigger(part, "news"));
}

function atMostEvery(pause, act) {
  let waits = false;
  let last = 0;
  return () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      last = Date.now();
      act();
    }, Math.max(0, last + pause - Date.now()));
  };
}
