/** The tour of the first visit: one sentence, one thing to press, and a tick when it is done. */
import { get, post } from "./api.js";
import { attempt } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { asked, recall, remember } from "./store.js";
import { t } from "./texts.js";
import { STEPS } from "./tour_steps.js";

const MOVES_ON = 2600;
const PATIENCE = 9000;
const TASK = "清理楼道杂物";

export class Tour {
  constructor(page) {
    this.page = page;
    this.node = h("section.tour", { label: "tour", hidden: true });
    this.state = recall("tour", { step: 0 });
    const wish = asked.get("tour");
    if (wish === "0") this.state = { step: null };
    if (wish === "1") this.restart();
    else if (this.state.step !== null) this.begin();
    else this.draw();
  }

  /** In the side panel where there is one, in a bar below the strip where there is not. */
  settle() {
    const aside = !document.body.classList.contains("side-closed") && matchMedia("(min-width: 1180px)").matches;
    const home = aside ? this.page.side : document.getElementById("tour-bar");
    if (this.node.parentElement !== home) home.prepend(this.node);
    this.looks();
  }

  async restart() {
    this.state = { step: 0 };
    await this.begin(true);
  }

  async begin(again = false) {
    if (!again && this.state.walker && !(await this.isKnown())) this.state = { step: 0 };
    if (!this.state.walker) await this.choose(again);
    this.keep();
    this.looks();
    this.draw();
  }

  /** An office begun anew knows nothing of what was done in the old one. */
  async isKnown() {
    const { walker, step } = this.state;
    const chat = this.phone("walker")?.chat ?? (await get(`/api/phones/${walker.id}`).catch(() => null));
    return Boolean(chat && (step === 0 || chat.messages.length));
  }

  async choose(again) {
    const { cast } = this.page.office;
    const open = [...this.page.phones.values()].map((phone) => phone.chat);
    const isNew = (one) => !one.registered && one.roles.length && !one.messages?.length;
    let walker = open.find(isNew) ?? (again ? null : cast.find(isNew));
    if (!walker) walker = (await attempt(() => get("/api/people?q=")))?.find(isNew);
    walker ??= cast.find((one) => !one.roles.includes("supervisor"));
    const boss = cast.find((one) => one.roles.includes("supervisor")) ?? cast[0];
    this.state.walker = { id: walker.id, name: walker.name };
    this.state.boss = { id: boss.id, name: boss.name };
  }

  keep() {
    remember("tour", this.state);
  }

  get on() {
    return this.state.step !== null && Boolean(this.state.walker);
  }

  phone(who) {
    return this.page.phones.get(this.state[who]?.id);
  }

  /** Called whenever something may have changed; looks once a frame. */
  looks() {
    if (!this.on || this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => {
      this.planned = false;
      if (this.on) this.look();
    });
  }

  look() {
    const step = STEPS[this.state.step];
    const seen = step.look({ walker: this.phone("walker"), boss: this.phone("boss"), since: this.state.since ?? 0 });
    if (this.finished) seen.done = true;
    this.point(seen.done ? null : this.visible(seen.at, seen.phone ?? "walker"));
    const shown = JSON.stringify([this.state.step, seen.done, seen.say, seen.set, Boolean(this.phone(seen.phone ?? "walker")), this.busy]);
    if (shown === this.shown) return;
    this.shown = shown;
    if (seen.done && !this.finished) this.tick();
    this.seen = seen;
    this.draw();
  }

  /** On a narrow screen the phone may lie behind another: then its tab is what to press. */
  visible(element, who) {
    const phone = this.phone(who);
    if (!phone || phone.node.offsetParent !== null) return element;
    return document.querySelector(`.tab[data-phone="${phone.id}"]`);
  }

  point(element) {
    for (const old of document.querySelectorAll(".pointed")) if (old !== element) old.classList.remove("pointed");
    element?.classList.add("pointed");
    if (element && element !== this.pointedAt) element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.pointedAt = element;
  }

  tick() {
    this.finished = true;
    if (this.state.step === STEPS.length - 1) return;
    this.movesOn = setTimeout(() => this.go(this.state.step + 1), MOVES_ON);
  }

  go(step) {
    clearTimeout(this.movesOn);
    this.finished = false;
    this.shown = null;
    this.seen = null;
    this.state.step = step < STEPS.length ? step : null;
    this.state.since = Math.max(0, ...(this.phone("boss")?.chat.messages ?? []).map((one) => one.message_id));
    if (this.state.step === null) this.point(null);
    this.keep();
    this.draw();
    this.looks();
  }

  leave() {
    clearTimeout(this.movesOn);
    this.finished = false;
    this.state = { step: null };
    this.keep();
    this.point(null);
    this.draw();
  }

  names() {
    return { name: this.state.walker.name, boss: this.state.boss.name };
  }

  draw() {
    this.node.hidden = !this.on;
    if (!this.on) return;
    const { step } = this.state;
    const seen = this.seen ?? {};
    const { key } = STEPS[step];
    const dots = STEPS.map((_, at) => h("i", { className: at < step || (at === step && seen.done) ? "over" : at === step ? "now" : "" }));
    const words = seen.done ? t(`${key}_done`, this.names()) : seen.say ? t(seen.say, this.names()) : "";
    this.node.classList.toggle("done", Boolean(seen.done));
    this.node.replaceChildren(
      h("div.tour-head", {}, h("span.dots", { "aria-hidden": "true" }, ...dots),
        h("span.unseen", {}, t("tour_step", { n: step + 1, all: STEPS.length })),
        h("button.quiet", { t: "tour_skip", on: { click: () => this.leave() } })),
      h("h2", {}, seen.done ? icon("check") : h("span.number", {}, String(step + 1)), h("span", {}, t(key))),
      h("p", { role: "status" }, words),
      h("div.tour-foot", {}, ...this.buttons(seen, step)),
    );
  }

  buttons(seen, step) {
    const last = step === STEPS.length - 1;
    const next = h(`button.${seen.done ? "solid" : "soft"}`, { t: last ? "tour_finish" : "tour_next", on: { click: () => this.go(step + 1) } });
    return [this.help(seen), next];
  }

  /** The deed that prepares the step; first of all the phone must be open. */
  help(seen) {
    if (seen.done) return null;
    const who = seen.phone ?? "walker";
    if (!this.phone(who)) {
      const { id, name } = this.state[who];
      return h("button.solid", { on: { click: () => this.page.open(id, [this.state.walker.id, this.state.boss.id]) } }, t("tour_open", { name }));
    }
    if (!seen.set) return null;
    const label = t(`${STEPS[this.state.step].key}_set`, this.names());
    return h("button.solid", { "aria-busy": this.busy && "true", on: { click: () => this.prepare(seen.set) } }, label);
  }

  get busy() {
    return Boolean(this.dispatching || this.page.strip.target);
  }

  async prepare(what) {
    if (this.busy) return;
    if (what !== "dispatch") return this.page.strip.jump(what.slice("jump_".length));
    this.dispatching = true;
    this.looks();
    await this.dispatch();
    this.dispatching = false;
    this.looks();
  }

  /** As the supervisor would: the command, then the button that confirms it. */
  async dispatch() {
    const { boss, walker } = this.state;
    const path = `/api/phones/${boss.id}`;
    const before = (await attempt(() => get(path)))?.messages.at(-1)?.message_id ?? 0;
    await attempt(() => post(`${path}/says`, { text: `/dispatch ${walker.name} 今天 ${TASK}` }));
    const until = performance.now() + PATIENCE;
    while (performance.now() < until) {
      await pause();
      const found = confirmation((await attempt(() => get(path)))?.messages ?? [], before);
      if (!found) continue;
      await attempt(() => post(`${path}/presses`, found));
      if (found.data.startsWith("dsend")) break;
    }
    while (performance.now() < until && this.seen?.set === "dispatch") await pause();
  }
}

const pause = () => new Promise((later) => setTimeout(later, 300));

function confirmation(messages, after) {
  for (const message of messages.filter((one) => one.message_id > after).reverse()) {
    for (const button of (message.reply_markup?.inline_keyboard ?? []).flat()) {
      if (/^(dsend|dperson)/.test(button.callback_data ?? "")) {
        return { message_id: message.message_id, data: button.callback_data };
      }
    }
  }
  return null;
}
