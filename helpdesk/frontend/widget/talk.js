// The line to the desk: says hello, sends what waits, fetches what was missed.

import { io } from "socket.io-client";
import { outbox } from "./outbox.js";
import { store } from "./store.js";

const ANSWER_WITHIN = 10_000;
const TRY_AGAIN_AFTER = 5_000;

// `heard` has hello(facts), news() for anything to draw anew, line("on" | "off" | "refused").
export function talk({ base, language, thread, heard }) {
  let ready = false;
  let sending = false;
  let told = null;
  let hinted = false;

  const socket = io(`${base}/chat`, {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
    auth: (give) => {
      told = store.get("token");
      give({ token: told, lang: language });
    },
  });

  socket.on("hello", (hello) => {
    if (hello.token && !keepToken(hello.token)) return socket.disconnect().connect();
    ready = hinted = true;
    take(hello.messages);
    heard.line("on");
    heard.hello(hello);
    sendWaiting();
  });
  socket.on("message", async (message) => {
    const { ticket, seq } = thread.last;
    if (message.ticket === ticket && message.seq > seq + 1) await fetchSince(seq);
    take([message]);
  });
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect") later(() => socket.connect());
  });
  socket.on("connect_error", ({ message }) => {
    lost();
    hint();
    if (message === "foreign_origin") heard.line("refused");
    else if (!socket.active) later(() => socket.connect());
  });

  // Two tabs may say their first hello at once: the token that was kept first is for both.
  function keepToken(token) {
    const kept = store.get("token");
    if (kept && kept !== told) return false;
    store.set("token", token);
    thread.clear();
    return true;
  }

  // The browser hides from scripts why a foreign server refused; whoever sets the page up reads this.
  function hint() {
    if (!hinted) console.warn(`Chat: no line to ${base}. Is ${location.origin} in WIDGET_ORIGINS?`);
    hinted = true;
  }

  function lost() {
    ready = false;
    heard.line("off");
  }

  function take(messages) {
    for (const { key } of messages) if (key) outbox.settle(key);
    thread.add(messages);
    heard.news();
  }

  async function fetchSince(seq) {
    const answer = await ask("since", { seq });
    if (answer?.ok) take(answer.messages);
  }

  async function sendWaiting() {
    if (sending) return;
    sending = true;
    let message;
    while (ready && (message = outbox.next())) {
      const answer = await ask("send", { key: message.key, text: message.text });
      if (!answer || answer.error === "unavailable") {
        later(sendWaiting);
        break;
      }
      if (answer.error === "too_fast") {
        later(sendWaiting, answer.wait * 1_000);
        break;
      }
      settle(message, answer);
    }
    sending = false;
  }

  function settle(message, answer) {
    if (!answer.ok) {
      outbox.refuse(message, answer);
      heard.news();
      return;
    }
    const { ticket, seq, id, at } = answer;
    take([{ ...message, ticket, seq, id, at, from: "visitor", name: "" }]);
  }

  // The desk's answer, or null where none came in time.
  async function ask(event, said) {
    try {
      return await socket.timeout(ANSWER_WITHIN).emitWithAck(event, said);
    } catch {
      return null;
    }
  }

  return {
    send: sendWaiting,
    seen: (seq) => ready && ask("seen", { seq }),
    introduce: async (who) => (ready ? ask("introduce", who) : null),
    // After another tab has found out who we are.
    startAnew: () => socket.disconnect().connect(),
  };
}

function later(job, milliseconds = TRY_AGAIN_AFTER) {
  setTimeout(job, milliseconds);
}
