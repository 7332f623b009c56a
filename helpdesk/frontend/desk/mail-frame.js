// Loads the mail as it was sent, in a sandboxed frame, once somebody asks for it.
export function mailFrame(details) {
  details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("iframe")) return;
    const frame = document.createElement("iframe");
    frame.className = "mail-frame";
    frame.title = details.dataset.title;
    // Links open a window of their own; nothing else is allowed.
    frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "no-referrer";
    frame.src = details.dataset.frame;
    details.append(frame);
  });
}
