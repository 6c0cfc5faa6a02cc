/** The office's day as a ruler from 卯 to 亥, marked as its events fire. */
import { dayKey, hourOf, hoursInto } from "./dates.js";
import { h, say } from "./dom.js";
import { has, onLanguage, t } from "./texts.js";

const FIRST = 5;
const LAST = 23;
const DOUBLE_HOURS = ["卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];

const share = (hours) => `${(Math.min(Math.max((hours - FIRST) / (LAST - FIRST), 0), 1) * 100).toFixed(2)}%`;

export class Timeline {
  constructor() {
    this.events = new Map();
    this.marks = h("ol.marks", { label: "day" });
    this.sun = h("span.sun", { "aria-hidden": "true" });
    this.ahead = h("span.ahead", { "aria-hidden": "true" });
    this.latest = h("p.latest", { "aria-live": "polite" });
    const hours = DOUBLE_HOURS.map((name, at) => {
      const tick = h("span.double-hour", {}, h("b", {}, name), h("small", {}, String(FIRST + 2 * at).padStart(2, "0")));
      tick.style.left = share(FIRST + 2 * at);
      return tick;
    });
    const ruler = h("div.ruler", {}, h("div.sky", { "aria-hidden": "true" }, this.ahead), h("div.double-hours", { "aria-hidden": "true" }, ...hours), this.marks, this.sun);
    this.node = h("section.day", { label: "day" }, ruler, this.latest);
    this.draw();
    onLanguage(() => this.draw());
  }

  move(when) {
    const day = dayKey(when);
    if (this.day !== day) this.turnPage(day);
    const left = share(hoursInto(when));
    if (left === this.left) return;
    this.left = left;
    this.sun.style.left = left;
    this.ahead.style.left = left;
  }

  /** A new day: what belongs to another one goes. */
  turnPage(day) {
    this.day = day;
    for (const [key, event] of this.events) if (dayKey(event.when) !== day) this.events.delete(key);
    this.draw();
  }

  /** What many units do at one minute is one mark. */
  happened({ at, kind, unit, state, people }) {
    const when = new Date(at);
    const key = `${kind} ${when.getTime() - (when.getTime() % 60_000)}`;
    const known = this.events.get(key) ?? { when, kind, units: new Set(), people: 0, state: "done" };
    if (!known.units.has(unit)) known.people += people ?? 0;
    known.units.add(unit);
    if (state && state !== "done") known.state = state;
    this.events.delete(key);
    this.events.set(key, known);
    this.stale = true;
  }

  frame() {
    if (this.stale) this.draw();
  }

  draw() {
    this.stale = false;
    const all = [...this.events.values()];
    this.marks.replaceChildren(...all.map(mark));
    const last = all.at(-1);
    if (last) this.latest.replaceChildren(h("b", {}, hourOf(last.when)), ` ${sentence(last)}`);
    else this.latest.replaceChildren(say(h("span.none"), "t", "day_none"));
  }
}

function mark(event) {
  const words = `${hourOf(event.when)} ${sentence(event)}`;
  const node = h("li.mark", { title: words }, h("span.unseen", {}, words));
  node.classList.add(event.kind.split("_")[0], event.state);
  node.style.left = share(hoursInto(event.when));
  return node;
}

function sentence({ kind, units, people, state }) {
  const known = has(`kind_${kind}`) ? kind : kind.startsWith("training") ? "training" : "other";
  const said = [t(`kind_${known}`)];
  if (units.size > 1) said.push(t("units", { n: units.size }));
  else said.push([...units].filter(Boolean).join(""));
  if (people) said.push(t("people", { n: people }));
  if (state !== "done" && has(`state_${state}`)) said.push(t(`state_${state}`));
  return said.filter(Boolean).join(" · ");
}
