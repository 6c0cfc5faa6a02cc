/** Dialogs, menus and the short sentences that pass by. */
import { h, icon, iconButton } from "./dom.js";
import { mapToPress } from "./map.js";
import { t } from "./texts.js";

let serial = 0;

/** A modal dialog; resolves with what `close(value)` was given, or null. */
export function ask(kind, title, build) {
  return new Promise((resolve) => {
    let answer = null;
    const id = `dialog-${(serial += 1)}`;
    const dialog = h(`dialog.${kind}`, { "aria-labelledby": id });
    const close = (value = null) => {
      answer = value;
      dialog.close();
    };
    const head = h("header.dialog-head", {}, h("h2", { id }, title), iconButton("close", "shut", () => close()));
    dialog.append(head, ...build(close));
    dialog.addEventListener("click", (event) => event.target === dialog && close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const showPhoto = (source) =>
  ask("photo-view", t("photo_title"), () => [h("img", { src: source, alt: t("photo_title") })]);

export const askPlace = () =>
  ask("map-view", t("map_title"), (close) => {
    const map = mapToPress();
    const send = h("button.solid", { t: "map_send", autofocus: true, on: { click: () => close(map.where()) } });
    const stop = h("button.soft", { t: "cancel", on: { click: () => close() } });
    return [map.node, h("footer.dialog-foot", {}, stop, send)];
  });

/** Shows what is about to be sent and takes a caption; resolves with it, or null. */
export const askCaption = (file, picture) =>
  ask("send-view", t(picture ? "send_photo" : "send_file"), (close) => {
    const field = h("input.field", { type: "text", hint: "caption", label: "caption", maxLength: 1024, autofocus: true });
    const form = h("form", {},
      picture ? preview(file) : h("p.send-file", {}, icon("file"), h("span", {}, file.name)),
      field,
      h("footer.dialog-foot", {},
        h("button.soft", { t: "cancel", on: { click: () => close() } }),
        h("button.solid", { type: "submit", t: "send" })));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close({ caption: field.value.trim() });
    });
    return [form];
  });

/** A canvas, because pictures by blob address are not allowed on this page. */
function preview(file) {
  const canvas = h("canvas.preview", { role: "img", "aria-label": t("photo_title") });
  createImageBitmap(file).then((bitmap) => {
    const scale = Math.min(1, 720 / bitmap.width);
    canvas.width = bitmap.width * scale;
    canvas.height = bitmap.height * scale;
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }, () => canvas.remove());
  return canvas;
}

/** items: {text, hint, icon, act, label} or {row: items}; the menu opens beside `anchor`. */
export function openMenu(anchor, items, { label, within, kind = "" } = {}) {
  const menu = h(`div.menu${kind}`, { popover: "auto", role: "menu", "aria-label": label });
  const close = () => menu.hidePopover();
  const entry = (item) =>
    h("button.menu-item", {
      role: "menuitem", "aria-label": item.label, title: item.label,
      on: { click: () => { close(); item.act(); } },
    }, item.icon && icon(item.icon), h("span.menu-text", {}, item.text), item.hint && h("span.menu-hint", {}, item.hint));
  for (const item of items) menu.append(item.row ? h("div.menu-row", { role: "group" }, ...item.row.map(entry)) : entry(item));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  menu.addEventListener("toggle", (event) => {
    anchor.setAttribute("aria-expanded", event.newState === "open");
    if (event.newState === "closed") menu.remove();
  });
  (within ?? document.body).append(menu);
  menu.showPopover();
  put(menu, anchor, within);
  menu.querySelector("button")?.focus();
}

function walk(menu, event) {
  const turn = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!turn) return;
  event.preventDefault();
  const all = [...menu.querySelectorAll("button")];
  all[(all.indexOf(document.activeElement) + turn + all.length) % all.length].focus();
}

/** Above or below the button, inside the phone and the window. */
function put(menu, anchor, within) {
  const at = anchor.getBoundingClientRect();
  const box = (within ?? document.documentElement).getBoundingClientRect();
  if (within) menu.style.maxWidth = `${box.width - 16}px`;
  const below = at.top < innerHeight / 2;
  const room = (below ? innerHeight - at.bottom : at.top) - 16;
  menu.style.maxHeight = `${Math.min(room, 440)}px`;
  const own = menu.getBoundingClientRect();
  const right = Math.min(box.right, innerWidth) - own.width - 8;
  menu.style.left = `${Math.max(Math.max(box.left, 0) + 8, Math.min(at.left, right))}px`;
  menu.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - own.height - 6)}px`;
}

/** A sentence that stays a few seconds; errors stay longer. */
export function pass(text, kind = "") {
  const toast = h(`p.toast${kind && `.${kind}`}`, {}, text);
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), kind ? 7000 : 4000);
}

export async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    pass(error.message, "bad");
    return null;
  }
}
