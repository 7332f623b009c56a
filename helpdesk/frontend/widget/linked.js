// A text with its web addresses as links; what a person wrote never becomes markup.

import { h } from "./dom.js";

const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]،؛؟]/g;

export function linked(text) {
  const parts = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(LINK)) {
    const link = h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" });
    // A long address may break after its slashes rather than anywhere.
    for (const part of address.split(/(?<=[/?&=])(?![/])/)) link.append(part, h("wbr"));
    parts.push(text.slice(end, index), link);
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}
