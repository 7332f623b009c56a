// What the browser keeps for the chat; where it keeps nothing, this page does until it is left.

const PREFIX = "farz-chat:";
const meanwhile = new Map();

function kept(storage, job, otherwise) {
  try {
    return job(globalThis[storage]);
  } catch {
    return otherwise();
  }
}

function shelf(storage) {
  return {
    get: (name) =>
      kept(storage, (s) => s.getItem(PREFIX + name), () => meanwhile.get(name) ?? null),
    set: (name, value) =>
      kept(storage, (s) => s.setItem(PREFIX + name, value), () => meanwhile.set(name, `${value}`)),
    drop: (name) =>
      kept(storage, (s) => s.removeItem(PREFIX + name), () => meanwhile.delete(name)),
    names: (start) =>
      kept(storage, (s) => Object.keys(s), () => [...meanwhile.keys()].map((name) => PREFIX + name))
        .filter((name) => name.startsWith(PREFIX + start))
        .map((name) => name.slice(PREFIX.length)),
  };
}

// For all tabs, and for next time.
export const store = shelf("localStorage");
// For this tab, through reloads.
export const tab = shelf("sessionStorage");

// Calls back with the name of what another tab changed; null means everything.
export function whenAnotherTabWrites(tell) {
  addEventListener("storage", ({ key }) => {
    if (key === null) tell(null);
    else if (key.startsWith(PREFIX)) tell(key.slice(PREFIX.length));
  });
}
