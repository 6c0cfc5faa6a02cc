/** A message's text with its entities; offsets count UTF-16 units, as strings here do. */
import { h } from "./dom.js";

const MARKS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?:|tg:|mailto:|tel:)/i;

export function written(text, entities, onCommand) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nest(text, 0, text.length, ordered, onCommand);
}

function nest(text, from, to, entities, onCommand) {
  const out = document.createDocumentFragment();
  const rest = [...entities];
  let at = from;
  while (rest.length) {
    const one = rest.shift();
    const start = Math.max(one.offset, at);
    const end = Math.min(one.offset + one.length, to);
    if (end <= start) continue;
    out.append(text.slice(at, start));
    const inside = take(rest, end);
    out.append(drawn(one, nest(text, start, end, inside, onCommand), text.slice(start, end), onCommand));
    at = end;
    if (BLOCKS.has(one.type) && text[at] === "\n") at += 1;
  }
  out.append(text.slice(at, to));
  return out;
}

/** Moves what lies before `end` out of `rest`; what reaches over it is cut in two. */
function take(rest, end) {
  const inside = [];
  for (let i = 0; i < rest.length; ) {
    const one = rest[i];
    if (one.offset >= end) {
      i += 1;
      continue;
    }
    inside.push(one);
    const over = one.offset + one.length - end;
    if (over > 0) rest[i++] = { ...one, offset: end, length: over };
    else rest.splice(i, 1);
  }
  return inside;
}

function drawn(entity, inner, plain, onCommand) {
  switch (entity.type) {
    case "pre":
      return h("pre", { tabIndex: 0 }, h("code", {}, inner));
    case "blockquote":
    case "expandable_blockquote":
      return h("blockquote", {}, inner);
    case "spoiler":
      return spoiler(inner);
    case "bot_command":
      return h("button.link", { on: { click: () => onCommand(plain) } }, inner);
    case "url":
      return link(/^[a-z]+:/i.test(plain) ? plain : `https://${plain}`, inner);
    case "text_link":
      return link(entity.url, inner);
    case "email":
      return link(`mailto:${plain}`, inner);
    case "phone_number":
      return link(`tel:${plain}`, inner);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span.mention", {}, inner);
    default:
      return h(MARKS[entity.type] ?? "span", {}, inner);
  }
}

function link(address, inner) {
  if (!SAFE.test(address)) return h("span", {}, inner);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
}

function spoiler(inner) {
  const hidden = h("span", { inert: true }, inner);
  const cover = h("span.spoiler", { role: "button", tabIndex: 0, label: "spoiler" }, hidden);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hidden.inert = false;
    cover.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label", "data-label"]) cover.removeAttribute(name);
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", reveal);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}

