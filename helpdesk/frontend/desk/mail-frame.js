// Loads the mail as it was sent, in a sandboxed frame as high as the mail, once somebody asks for it.
const TALLEST = 20000;
// A mail may be as high as its frame, and so outgrow it for ever.
const MOST_CHANGES = 40;

export function mailFrame(details) {
  const ask = details.querySelector("[data-pictures]");
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector("iframe")) details.append(frameOf(details, ask));
  });
  ask.querySelector("button").addEventListener("click", () => {
    details.querySelector("iframe").src = `${details.dataset.frame}/pictures`;
  });
}

function frameOf(details, ask) {
  const frame = document.createElement("iframe");
  frame.className = "mail-frame";
  frame.title = details.dataset.title;
  // No script runs in there; links open a window of their own; nothing else is allowed.
  frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.referrerPolicy = "no-referrer";
  frame.addEventListener("load", () => {
    const mail = frame.contentDocument?.documentElement;
    if (!mail) return;
    ask.hidden = !Number(mail.dataset.pictures);
    fit(frame, mail);
  });
  frame.src = details.dataset.frame;
  return frame;
}

function fit(frame, mail) {
  let changes = 0;
  const watch = new ResizeObserver(() => {
    changes += 1;
    if (changes > MOST_CHANGES || !frame.isConnected) return watch.disconnect();
    const scrollbar = frame.clientHeight - mail.clientHeight;
    frame.style.blockSize = `${Math.min(Math.ceil(mail.getBoundingClientRect().height) + scrollbar + 2, TALLEST)}px`;
  });
  watch.observe(mail);
}
