// The conversation as the desk has it: each message once, in order.

export function newThread() {
  const messages = new Map();
  return {
    // Gives those that are new. Times and orders of arrival do not matter.
    add(arrived) {
      const fresh = arrived.filter(({ id }) => !messages.has(id));
      for (const message of fresh) messages.set(message.id, message);
      return fresh;
    },
    clear: () => messages.clear(),
    all: () => [...messages.values()].sort((a, b) => a.ticket - b.ticket || a.seq - b.seq),
    // Where the latest conversation stands.
    get last() {
      return this.all().at(-1) ?? { ticket: null, seq: 0 };
    },
    get lastAnswer() {
      return this.all().findLast((message) => message.from === "agent");
    },
  };
}
