/** Elements built by hand: text goes in as text, never as markup. */
import { t } from "./texts.js";

const SVG = "http://www.w3.org/2000/svg";

/** h("button.quiet", { t: "send", on: { click } }, …): `t`, `label`, `hint` are keys of texts. */
export function h(what, given = {}, ...inside) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  if (tag === "button") node.type = "button";
  for (const [name, value] of Object.entries(given)) set(node, name, value);
  node.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") {
    for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
  } else if (name === "t" || name === "label" || name === "hint") say(node, name, value);
  else if (name === "args") node.dataset.args = JSON.stringify(value);
  else if (name in node && name !== "list") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** Gives a node a text that follows the page's language. */
export function say(node, kind, key, args) {
  node.dataset[kind] = key;
  if (args) node.dataset.args = JSON.stringify(args);
  speak(node);
  return node;
}

function speak(node) {
  const { t: text, label, hint, args } = node.dataset;
  const values = args ? JSON.parse(args) : {};
  if (text) node.textContent = t(text, values);
  if (label) {
    node.setAttribute("aria-label", t(label, values));
    if (node.tagName === "BUTTON") node.title = t(label, values);
  }
  if (hint) node.placeholder = t(hint, values);
}

export function speakAgain(root = document) {
  for (const node of root.querySelectorAll("[data-t],[data-label],[data-hint]")) speak(node);
}

export function s(tag, attributes = {}, ...inside) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

/** The sprite comes once and stays in the page, so that a lost line loses no picture. */
export async function loadIcons() {
  const answer = await fetch("/static/icons.svg");
  const sprite = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  sprite.setAttribute("class", "sprite");
  sprite.setAttribute("aria-hidden", "true");
  document.body.prepend(document.importNode(sprite, true));
}

export function icon(name) {
  const use = s("use", { href: `#i-${name}` });
  return s("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, use);
}

/** A round button with a picture and a spoken name. */
export const iconButton = (name, label, click, more = "") =>
  h(`button.round${more}`, { label, on: { click } }, icon(name));
