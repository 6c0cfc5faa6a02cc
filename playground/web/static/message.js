/** One message as a bubble, with its buttons below. */
import { dayOf, hourOf, sent } from "./dates.js";
import { showPhoto } from "./dialogs.js";
import { h, icon, iconButton, say } from "./dom.js";
import { written } from "./entities.js";
import { smallMap } from "./map.js";
import { t } from "./texts.js";

const PATIENCE = 3000;

/** acts: {command(text), press(message, data), edit(message)} */
export function drawMessage(message, acts) {
  const own = !message.from?.is_bot;
  const bubble = h("div.bubble", {}, quoted(message), ...content(message, acts), meta(message));
  if (message.sticker) bubble.classList.add("bare");
  if (message.photo || message.location) bubble.classList.add("wide");
  const node = h(`article.msg.${own ? "out" : "in"}`, {}, bubble);
  node.dataset.id = message.message_id;
  const rows = message.reply_markup?.inline_keyboard;
  if (rows?.length) node.append(keyboard(rows, message, acts));
  if (own && message.text && !message.text.startsWith("/")) {
    bubble.append(iconButton("pencil", "edit", () => acts.edit(message), ".edit"));
  }
  return node;
}

export const drawDay = (when) => h("p.day-mark", {}, h("span", {}, dayOf(when)));

function meta(message) {
  const when = h("time", { dateTime: sent(message).toISOString() }, hourOf(sent(message)));
  return h("span.meta", {}, message.edit_date && h("span", { t: "edited" }), when);
}

function quoted(message) {
  const one = message.reply_to_message;
  if (!one) return null;
  const text = one.text ?? one.caption ?? t("other");
  return h("div.quoted", {}, text.length > 90 ? `${text.slice(0, 90)}…` : text);
}

function content(message, acts) {
  const parts = [];
  if (message.photo) parts.push(photo(message.photo));
  if (message.document) parts.push(file(message.document));
  if (message.location) parts.push(place(message.location));
  if (message.contact) parts.push(card(message.contact));
  if (message.sticker) parts.push(sticker(message.sticker.emoji || "🙂"));
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities ?? message.caption_entities;
    parts.push(h("div.words", { dir: "auto" }, written(text, entities, acts.command)));
  }
  return parts.length ? parts : [h("div.words.odd", { t: "other" })];
}

function photo(sizes) {
  const best = sizes.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
  const source = `/api/files/${encodeURIComponent(best.file_id)}`;
  const image = h("img", { src: source, alt: "", width: best.width, height: best.height, decoding: "async" });
  return h("button.photo", { label: "photo", on: { click: () => showPhoto(source) } }, image);
}

function file(document) {
  const name = document.file_name ?? "file";
  const size = sized(document.file_size ?? 0);
  const address = `/api/files/${encodeURIComponent(document.file_id)}?name=${encodeURIComponent(name)}`;
  const link = h("a.file", { href: address, download: name },
    h("span.file-icon", {}, icon("file")),
    h("span.file-name", {}, h("b", {}, name), h("small", {}, size)));
  return say(link, "label", "download", { name, size });
}

const sized = (bytes) =>
  bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

function place(location) {
  const title = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return h("figure.place", { title }, smallMap(location), h("figcaption", {}, icon("pin"), h("span", { t: "place" })));
}

function card(contact) {
  const name = [contact.last_name, contact.first_name].filter(Boolean).join("");
  return h("div.contact", {}, h("span.avatar", { "aria-hidden": "true" }, name.slice(0, 1)),
    h("span", {}, h("b", {}, name), h("small", {}, contact.phone_number)));
}

function sticker(emoji) {
  return say(h("div.sticker", { role: "img" }, emoji), "label", "sticker", { emoji });
}

function keyboard(rows, message, acts) {
  const button = (one) => {
    if (one.url) {
      return h("a.key", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one.text, icon("external"));
    }
    const node = h("button.key", {}, h("span", {}, one.text));
    node.dataset.press = one.callback_data ?? "";
    node.addEventListener("click", () => {
      if (node.getAttribute("aria-busy") === "true") return;
      node.setAttribute("aria-busy", "true");
      setTimeout(() => node.removeAttribute("aria-busy"), PATIENCE);
      acts.press(message, one.callback_data ?? "");
    });
    return node;
  };
  return h("div.keys", {}, ...rows.map((row) => h("div.key-row", {}, ...row.map(button))));
}
