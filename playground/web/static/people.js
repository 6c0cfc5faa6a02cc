/** Who a person is in a line, and the dialog that finds one. */
import { get } from "./api.js";
import { ask, attempt } from "./dialogs.js";
import { h, icon, say } from "./dom.js";
import { has, t } from "./texts.js";

const RANK = ["administrator", "supervisor", "liaison", "auxiliary"];

export function badge(person) {
  if (!person.registered) return h("span.badge.newcomer", { t: "unregistered" });
  const role = RANK.find((one) => person.roles?.includes(one)) ?? person.roles?.[0] ?? "auxiliary";
  const key = `role_${role}`;
  return has(key) ? h(`span.badge.${role}`, { t: key }) : h("span.badge", {}, role);
}

/** One of six quiet tints, the same for the same person everywhere. */
export function avatar(person) {
  const node = h("span.avatar", { "aria-hidden": "true" }, person.name.slice(0, 1));
  node.dataset.tint = person.id % 6;
  return node;
}

export const whereabouts = (person) => [person.unit, person.post].filter(Boolean).join(" · ");

/** Resolves with the chosen person, or null. */
export function findPerson(open, full) {
  return ask("find-view", t("add"), (close) => {
    const list = h("ul.found", { "aria-live": "polite" });
    const field = h("input.field", {
      type: "search", hint: "add_hint", label: "add_hint", autofocus: true, autocomplete: "off",
    });
    let asked = 0;
    const search = async () => {
      const turn = (asked += 1);
      const found = await attempt(() => get(`/api/people?q=${encodeURIComponent(field.value.trim())}`));
      if (turn === asked && found) show(list, found, open, full, close);
    };
    let later;
    field.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(search, 140);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") list.querySelector("button:not(:disabled)")?.focus();
    });
    search();
    const note = h("p.note", { t: full ? "add_full" : "add_note" });
    return [h("label.search", {}, icon("search"), field), list, note];
  });
}

function show(list, found, open, full, close) {
  list.replaceChildren(...found.map((person) => h("li", {}, entry(person, open, full, close))));
  if (!found.length) list.append(h("li.note", { t: "add_none" }));
}

function entry(person, open, full, close) {
  const here = open.has(person.id);
  const name = h("b", {}, person.name);
  const state = here ? "open_already" : null;
  return h("button.person", { disabled: here || full, on: { click: () => close(person) } },
    avatar(person),
    h("span.person-text", {}, h("span.person-name", {}, name, badge(person)), h("small", {}, whereabouts(person))),
    state && say(h("span.state"), "t", state));
}
