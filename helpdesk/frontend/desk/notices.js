// What the desk says by itself: that it is offline, and why a request failed.
export function offline(banner) {
  const tell = () => (banner.hidden = navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

export function toast(box) {
  const line = box.querySelector("span");
  let later;
  const say = (text) => {
    line.textContent = text;
    box.hidden = false;
    clearTimeout(later);
    later = setTimeout(() => (box.hidden = true), 12000);
    document.dispatchEvent(new Event("farz:failed"));
  };
  box.querySelector("button").addEventListener("click", () => (box.hidden = true));
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (quiet(detail)) return;
    const words = { 403: "forbidden", 404: "gone", 429: "busy" };
    say(box.dataset[words[detail.xhr.status] ?? "failed"]);
  });
  for (const event of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(event, ({ detail }) => quiet(detail) || say(box.dataset.unreachable));
  }
}

// What the page asks for by itself, after news, is asked for again by itself.
function quiet(detail) {
  return detail.requestConfig?.triggeringEvent?.type === "news";
}
