// Messages on their way: each is kept under its own key until the desk says that it has it.

import { store } from "./store.js";

const NAME = "out:";

export const outbox = {
  add(text) {
    const message = { key: newKey(), text, at: new Date().toISOString() };
    keep(message);
    return message;
  },

  // Oldest first.
  all: () =>
    store
      .names(NAME)
      .map((name) => read(store.get(name)))
      .filter(Boolean)
      .sort((a, b) => a.at.localeCompare(b.at)),

  next: () => outbox.all().find((message) => !message.error),

  settle: (key) => store.drop(NAME + key),

  refuse: (message, error) => keep({ ...message, error }),

  retry: ({ error: _past, ...message }) => keep(message),
};

function keep(message) {
  store.set(NAME + message.key, JSON.stringify(message));
}

function read(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

// crypto.randomUUID is missing where the shop's page came over plain http.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
