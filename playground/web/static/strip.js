/** The strip on top: the office's clock, what moves it, and what may befall the office. */
import { post } from "./api.js";
import { dayOf, hourOf, secondsOf } from "./dates.js";
import { attempt, pass } from "./dialogs.js";
import { h, icon, iconButton, say } from "./dom.js";
import { remember } from "./store.js";
import { choose, language, onLanguage, t } from "./texts.js";
import { Timeline } from "./timeline.js";

const SPEEDS = [1, 60, 600];
const HOURS = ["07:59", "08:00", "17:30"];
const BEAT = 250;

export class Strip {
  /** office: {others(): ids of the open phones, tour(), panel(), leaps()} */
  constructor(node, office) {
    this.office = office;
    this.clock = { now: Date.now(), speed: 0, at: performance.now() };
    this.lastSpeed = 1;
    this.day = new Timeline();
    this.hour = h("span.hour");
    this.seconds = h("span.seconds");
    this.date = h("span.date");
    this.state = h("span.link-state", { role: "status" });
    this.node = node;
    this.opener = iconButton("clock", "controls", () => this.unfold(), ".opener");
    this.opener.setAttribute("aria-expanded", "false");
    node.append(
      h("div.strip-top", {},
        h("h1.brand", {}, h("img", { src: "/static/seal.svg", alt: "", width: 28, height: 28 }), h("span", {}, "Muster · 点卯")),
        h("div.clock", { role: "timer", label: "clock" }, h("span.digits", {}, this.hour, this.seconds), this.date),
        this.play(), this.speeds(), this.jumps(), this.state,
        h("div.settings", {}, this.opener, ...this.settings())),
      h("div.strip-day", {}, this.day.node, this.deeds()),
    );
    setInterval(() => this.show(), BEAT);
    onLanguage(() => this.show());
  }

  play() {
    this.playButton = h("button.round.play", { on: { click: () => this.run(this.clock.speed ? 0 : this.lastSpeed) } });
    return this.playButton;
  }

  speeds() {
    this.speedButtons = SPEEDS.map((speed) => {
      const button = h("button", { on: { click: () => this.run(speed) } }, `×${speed}`);
      return say(button, "label", speed === 1 ? "speed_1" : "speed_n", { n: speed });
    });
    return h("div.segments", { role: "group", label: "speed" }, ...this.speedButtons);
  }

  jumps() {
    const hours = HOURS.map((hour) =>
      say(h("button", { on: { click: () => this.jump(hour) } }, hour), "label", "jump_to", { hour }));
    const next = h("button", { label: "workday_long", on: { click: () => this.jump("workday") } }, h("span", { t: "workday" }));
    this.jumpButtons = [...hours, next];
    this.jumpBox = h("div.jumps", { role: "group", label: "jump" }, h("span.caption", { t: "jump", "aria-hidden": "true" }), ...this.jumpButtons);
    return this.jumpBox;
  }

  deeds() {
    this.everyone = h("button.soft", { on: { click: () => this.answerAll() } }, icon("answer"), h("span", { t: "everyone" }));
    this.cut = h("button.soft", { on: { click: () => attempt(() => post("/api/deeds", { deed: "outage", minutes: 5 })) } },
      icon("offline"), h("span", { t: "outage" }));
    return h("div.deeds", {}, this.everyone, this.cut);
  }

  settings() {
    const tongue = h("button.round.tongue", { label: "language", on: { click: () => choose(language() === "en" ? "zh" : "en") } }, h("span", { t: "language_short" }));
    this.theme = iconButton("moon", "theme_dark", () => this.turnTheme());
    this.panel = iconButton("panel", "panel_hide", () => this.office.panel(), ".panel-toggle");
    this.showTheme();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.showTheme());
    return [tongue, this.theme, iconButton("tour", "tour_again", () => this.office.tour()), this.panel];
  }

  showPanel(open) {
    say(this.panel, "label", open ? "panel_hide" : "panel_show");
    this.panel.setAttribute("aria-pressed", open);
  }

  turnTheme() {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    remember("theme", theme);
    this.showTheme();
  }

  showTheme() {
    this.theme.replaceChildren(icon(dark() ? "sun" : "moon"));
    say(this.theme, "label", dark() ? "theme_light" : "theme_dark");
  }

  unfold() {
    const open = this.node.classList.toggle("open");
    this.opener.setAttribute("aria-expanded", open);
  }

  async run(speed) {
    const before = this.clock.speed;
    const turn = (to) => this.set({ now: new Date(this.now()).toISOString(), speed: to });
    turn(speed);
    if (!(await attempt(() => post("/api/clock", { speed })))) turn(before);
  }

  /** The answer comes at once; the clock is there when it says so itself. */
  async jump(where) {
    if (this.target) return;
    this.leaps(Infinity);
    const begun = await attempt(() => post("/api/clock", { jump: where }));
    this.leaps(begun ? Date.parse(begun.target) : null);
  }

  /** To this moment; no second jump begins while one runs. */
  leaps(target) {
    const turns = Boolean(target) !== Boolean(this.target);
    this.target = target;
    if (!turns) return;
    this.jumpBox.setAttribute("aria-busy", Boolean(target));
    for (const button of this.jumpButtons) button.setAttribute("aria-disabled", Boolean(target));
    this.office.leaps();
  }

  async answerAll() {
    this.everyone.setAttribute("aria-busy", "true");
    const done = await attempt(() => post("/api/deeds", { deed: "everyone_answers", but: this.office.others() }));
    this.everyone.removeAttribute("aria-busy");
    if (done) pass(done.count ? t("everyone_done", { n: done.count }) : t("everyone_none"));
  }

  set({ now, speed, pace = speed, target = null }) {
    const next = Date.parse(now);
    if (target) this.leaps(Date.parse(target));
    else if (this.target <= next) this.leaps(null);
    this.clock = { now: next, speed, pace, at: performance.now() };
    if (speed) this.lastSpeed = speed;
    this.show();
  }

  /** Between two ticks of the server the clock goes on by itself, but never far. */
  now() {
    const since = Math.min(performance.now() - this.clock.at, 1100);
    return this.clock.now + since * (this.clock.pace ?? 0);
  }

  show() {
    const { speed } = this.clock;
    const when = new Date(this.now());
    put(this.hour, hourOf(when));
    put(this.seconds, speed > 1 ? "" : secondsOf(when).slice(5));
    put(this.date, dayOf(when, true));
    if (this.shownSpeed !== speed) this.showSpeed(speed);
    this.day.move(when);
  }

  showSpeed(speed) {
    this.shownSpeed = speed;
    this.playButton.replaceChildren(icon(speed ? "pause" : "play"));
    say(this.playButton, "label", speed ? "pause" : "play");
    this.speedButtons.forEach((button, at) => button.setAttribute("aria-pressed", SPEEDS[at] === speed));
  }

  line({ down, until }) {
    const banner = document.getElementById("banner");
    banner.hidden = !down;
    this.cut.disabled = down;
    const hour = until && hourOf(new Date(until));
    if (!down) return banner.replaceChildren();
    const words = say(h("span"), "t", hour ? "outage_now" : "outage_open", { until: hour });
    banner.replaceChildren(icon("offline"), words);
  }

  connection(state) {
    this.state.classList.toggle("broken", state === "broken");
    this.state.replaceChildren(...(state === "broken" ? [h("i.spinner"), h("span", { t: "reconnecting" })] : []));
  }
}

const put = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

function dark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
