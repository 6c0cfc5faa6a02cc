/** What the database holds now: counts, not names. */
import { h, s, say } from "./dom.js";
import { onLanguage, t } from "./texts.js";

const KINDS = ["present", "late", "leave", "absent", "awaited", "rest", "not_registered", "pre_post"];
const SAMPLES = 60;

export class Panel {
  constructor() {
    this.calls = new Array(SAMPLES).fill(0);
    this.rate = 0;
    this.node = h("section.figures", { label: "figures" });
    this.build();
    setInterval(() => this.sample(), 1000);
    onLanguage(() => this.show(this.figures));
  }

  build() {
    this.title = h("h2", { t: "roll" });
    this.which = h("span.aside");
    this.roster = h("span.aside");
    this.segments = KINDS.map((kind) => h(`span.seg.${kind}`));
    this.numbers = KINDS.map(() => h("b"));
    this.none = h("p.note", { t: "roll_none" });
    this.legend = KINDS.map((kind, at) =>
      h("li", {}, h(`i.swatch.${kind}`), h("span", { t: kind }), this.numbers[at]));
    this.rollBody = h("div", {}, h("div.stack", { "aria-hidden": "true" }, ...this.segments), h("ul.legend", {}, ...this.legend));
    this.reviewBar = h("span.fill");
    this.reviewWords = h("span.aside");
    this.waiting = h("b.big");
    this.oldest = h("span.aside");
    this.perSecond = h("b.big");
    this.updates = h("b");
    this.line = s("path", { class: "spark-line" });
    this.area = s("path", { class: "spark-area" });
    const spark = s("svg", { class: "spark", viewBox: "0 0 240 44", preserveAspectRatio: "none", "aria-hidden": "true" }, this.area, this.line);
    this.node.replaceChildren(
      h("div.figure", {}, h("div.figure-head", {}, this.title, this.which, this.roster), this.none, this.rollBody),
      h("div.figure", {}, h("div.figure-head", {}, h("h2", { t: "reviews" }), this.reviewWords), h("div.meter", { "aria-hidden": "true" }, this.reviewBar)),
      h("div.figure.pair", {}, h("h2", { t: "outbox" }), this.waiting, this.oldest),
      h("div.figure.pair", {}, h("h2", { t: "calls" }), this.perSecond, h("p.aside", {}, h("span", { t: "updates" }), " ", this.updates), spark),
    );
    this.show(null);
  }

  show(figures) {
    this.figures = figures;
    const { roll = null, reviews = { due: 0, handed_in: 0 }, outbox = { waiting: 0, oldest_seconds: 0 } } = figures ?? {};
    this.rollCall(roll);
    say(this.reviewWords, "t", "handed_in", { n: reviews.handed_in, due: reviews.due });
    this.reviewBar.style.width = reviews.due ? `${(100 * reviews.handed_in) / reviews.due}%` : "0";
    this.waiting.textContent = outbox.waiting;
    if (outbox.waiting) say(this.oldest, "t", "oldest", { s: Math.round(outbox.oldest_seconds ?? 0) });
    else say(this.oldest, "t", "outbox_clear");
    this.rate = figures?.calls_per_second ?? 0;
    this.perSecond.textContent = this.rate >= 10 ? Math.round(this.rate) : this.rate.toFixed(1);
    this.updates.textContent = figures?.updates_waiting ?? 0;
  }

  rollCall(roll) {
    this.none.hidden = Boolean(roll);
    this.rollBody.hidden = !roll;
    this.which.textContent = roll?.title ?? "";
    this.roster.textContent = roll ? t("roster", { n: roll.expected }) : "";
    KINDS.forEach((kind, at) => {
      const count = roll?.[kind] ?? 0;
      this.numbers[at].textContent = count;
      this.segments[at].style.flexGrow = count;
      this.segments[at].hidden = !count;
      this.legend[at].hidden = kind === "rest" && !count;
    });
  }

  sample() {
    this.calls.push(this.rate);
    if (this.calls.length > SAMPLES) this.calls.shift();
    const top = Math.max(5, ...this.calls);
    const points = this.calls.map((value, at) => {
      const x = 240 - ((this.calls.length - 1 - at) * 240) / (SAMPLES - 1);
      return `${x.toFixed(1)} ${(42 - (value / top) * 38).toFixed(1)}`;
    });
    const first = points[0].split(" ")[0];
    this.line.setAttribute("d", `M${points.join("L")}`);
    this.area.setAttribute("d", `M${first} 44L${points.join("L")}L240 44Z`);
  }
}
