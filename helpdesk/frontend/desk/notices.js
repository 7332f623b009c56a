// What the desk says by itself: that it is offline, and why a request failed.
export function offline(banner) {
  const line = banner.querySelector("span");
  const words = { offline: line.textContent, cut: banner.dataset.cut };
  let cut = false;
  const tell = () => {
    banner.hidden = navigator.onLine && !cut;
    line.textContent = navigator.onLine ? words.cut : words.offline;
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  document.addEventListener("farz:line", ({ detail }) => {
    cut = detail.cut;
    tell();
  });
  tell();
}

export function toast(box) {
  const line = box.querySelector("span");
  let later;
  const done = () => (box.hidden = true);
  const say = (text) => {
    line.textContent = text;
    box.hidden = false;
    clearTimeout(later);
    later = setTimeout(done, 12000);
    document.dispatchEvent(new Event("farz:failed"));
  };
  box.querySelector("button").addEventListener("click", done);
  document.addEventListener("htmx:afterOnLoad", ({ detail }) => quiet(detail) || done());
  addEventListener("online", done);
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
