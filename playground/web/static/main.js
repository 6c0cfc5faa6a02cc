/** The page put together: phones, strip, figures and tour around one stream of events. */
import { get } from "./api.js";
import { useZone } from "./dates.js";
import { attempt, pass } from "./dialogs.js";
import { h, icon, loadIcons, say, speakAgain } from "./dom.js";
import { Panel } from "./panel.js";
import { avatar, findPerson } from "./people.js";
import { Phone } from "./phone.js";
import { asked, recall, remember } from "./store.js";
import { Stream } from "./stream.js";
import { Strip } from "./strip.js";
import { onLanguage, preferOffice, t } from "./texts.js";
import { Tour } from "./tour.js";

const MOST = 4;
const FLEETING = new Set(["typing", "popup"]);
const NARROW = matchMedia("(max-width: 759px)");
const ROOMY = matchMedia("(min-width: 1180px)");

class Page {
  constructor(office) {
    this.office = office;
    this.phones = new Map();
    this.arriving = new Map();
    this.row = document.getElementById("phones");
    this.tabs = document.getElementById("tabs");
    this.side = document.getElementById("side");
    this.panel = new Panel();
    this.side.append(this.panel.node);
    this.strip = new Strip(document.getElementById("strip"), {
      others: () => [...this.phones.keys()],
      tour: () => this.tour.restart(),
      panel: () => this.showSide(document.body.classList.contains("side-closed")),
      leaps: () => this.tour?.looks(),
    });
    this.strip.set(office.clock);
    this.row.tabIndex = -1;
    document.body.prepend(h("a.skip", { href: "#phones", t: "skip", on: { click: () => this.row.focus() } }));
    this.adder = h("button.adder", { label: "add", on: { click: () => this.add() } }, icon("plus"));
    this.row.append(this.adder);
    this.tabAdder = h("button.tab.tab-add", { label: "add", on: { click: () => this.add() } }, icon("plus"));
    say(this.row, "label", "phones");
    say(this.tabs, "label", "phones");
    onLanguage(() => this.speak());
    ROOMY.addEventListener("change", () => this.showSide(ROOMY.matches));
    NARROW.addEventListener("change", () => this.show(this.current));
    document.addEventListener("pointerdown", (event) => this.leavesSide(event.target));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.leavesSide(document.body));
  }

  async start() {
    this.stream = new Stream(this.handlers(), (state) => this.strip.connection(state));
    await this.stream.ready;
    await this.placeAll(this.wanted());
    if (!this.phones.size) await this.placeAll(this.suggested());
    if (!asked.has("phones")) this.keep();
    this.show([...this.phones.values()][0]);
    this.tour = new Tour(this);
    this.showSide(ROOMY.matches && recall("side", true));
  }

  /** The phones of last time, or as many of the suggested ones as there is room for. */
  wanted() {
    const given = asked.get("phones")?.split(",").map(Number).filter(Boolean) ?? recall("phones");
    return Array.isArray(given) && given.length ? given.slice(0, MOST) : this.suggested();
  }

  suggested() {
    const room = NARROW.matches ? MOST : Math.min(MOST, Math.max(2, Math.floor((innerWidth - 320) / 335)));
    const { cast } = this.office;
    const boss = cast.find((one) => one.roles.includes("supervisor"));
    const newcomer = cast.find((one) => !one.registered);
    const first = [newcomer, boss, ...cast].filter(Boolean).map((one) => one.id);
    return [...new Set(first)].slice(0, room);
  }

  async placeAll(ids) {
    const chats = await Promise.all(ids.map((id) => this.fetch(id)));
    for (const chat of chats.filter(Boolean)) this.arrived(chat, () => this.place(chat));
  }

  /** What is told of a chat while it is on its way is kept, for it may not be in it. */
  async fetch(id) {
    this.arriving.set(id, []);
    try {
      return await get(`/api/phones/${id}`);
    } catch (error) {
      this.arriving.delete(id);
      if (error.status !== 404) pass(error.message, "bad");
      return null;
    }
  }

  arrived(chat, settle) {
    const told = this.arriving.get(chat.id) ?? [];
    this.arriving.delete(chat.id);
    settle();
    for (const [what, data] of told) this.phones.get(chat.id)?.[what](data);
  }

  handlers() {
    const toPhone = (what) => (data) => {
      this.phones.get(data.chat)?.[what](data);
      if (!FLEETING.has(what)) this.arriving.get(data.chat)?.push([what, data]);
      if (what !== "typing") this.tour?.looks();
    };
    const names = ["message", "edited", "deleted", "popup", "typing", "keyboard", "commands", "membership"];
    return {
      ...Object.fromEntries(names.map((name) => [name, toPhone(name)])),
      clock: (data) => this.strip.set(data),
      figures: (data) => this.panel.show(data),
      day: (data) => this.strip.day.happened(data),
      line: (data) => this.strip.line(data),
      reset: () => this.reload(),
      frame: () => this.strip.day.frame(),
    };
  }

  async reload() {
    this.strip.leaps(null);
    for (const phone of this.phones.values()) {
      const chat = await this.fetch(phone.id);
      if (chat) this.arrived(chat, () => phone.load(chat));
    }
    this.tour?.looks();
  }

  place(chat) {
    if (this.phones.has(chat.id)) return;
    const phone = new Phone(chat, { close: (one) => this.close(one), noticed: () => this.drawTabs(), alone: () => NARROW.matches });
    this.phones.set(chat.id, phone);
    this.adder.before(phone.node);
    this.changed();
  }

  /** `spare` are those who must stay open where room has to be made. */
  async open(id, spare = null) {
    if (!this.phones.has(id)) {
      if (this.phones.size >= MOST) {
        const last = [...this.phones.values()].findLast((one) => spare && !spare.includes(one.id));
        if (!last) return pass(t("add_full"));
        this.close(last);
      }
      const chat = await this.fetch(id);
      if (chat) this.arrived(chat, () => this.place(chat));
      this.keep();
    }
    const phone = this.phones.get(id);
    if (!phone) return;
    this.show(phone);
    phone.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    phone.log.toEnd();
  }

  close(phone) {
    const focusNext = phone.node.nextElementSibling;
    phone.node.remove();
    this.phones.delete(phone.id);
    this.keep();
    this.changed();
    if (this.current === phone) this.show([...this.phones.values()][0]);
    (focusNext?.querySelector?.(".plate button") ?? this.adder).focus();
  }

  async add() {
    const person = await findPerson(new Set(this.phones.keys()), this.phones.size >= MOST);
    if (person) await this.open(person.id);
  }

  keep() {
    remember("phones", [...this.phones.keys()]);
  }

  changed() {
    this.adder.hidden = this.phones.size >= MOST;
    this.row.dataset.count = this.phones.size;
    this.drawTabs();
    this.tour?.looks();
  }

  show(phone) {
    this.current = phone;
    for (const one of this.phones.values()) one.node.classList.toggle("current", one === phone);
    phone?.read();
    if (NARROW.matches) phone?.log.toEnd();
    this.drawTabs();
    this.tour?.looks();
  }

  drawTabs() {
    const tabs = [...this.phones.values()].map((phone) => {
      const unread = phone.unread ? h("span.unread", {}, String(phone.unread)) : null;
      const tab = h("button.tab", { on: { click: () => this.show(phone) } }, avatar(phone.chat), h("span.tab-name", {}, phone.chat.name), unread);
      tab.dataset.phone = phone.id;
      tab.setAttribute("aria-current", phone === this.current);
      return tab;
    });
    const focused = this.tabs.contains(document.activeElement) && document.activeElement.dataset.phone;
    this.tabs.replaceChildren(...tabs, ...(this.phones.size < MOST ? [this.tabAdder] : []));
    if (focused) this.tabs.querySelector(`[data-phone="${focused}"]`)?.focus();
  }

  showSide(open) {
    document.body.classList.toggle("side-closed", !open);
    if (ROOMY.matches) remember("side", open);
    this.strip.showPanel(open);
    this.tour.settle();
    return open;
  }

  /** Where the figures lie over the phones, a press beside them puts them away. */
  leavesSide(target) {
    const lies = !ROOMY.matches && !document.body.classList.contains("side-closed");
    if (lies && !target.closest("#side, .panel-toggle, dialog")) this.showSide(false);
  }

  speak() {
    speakAgain();
    for (const phone of this.phones.values()) phone.redraw();
    this.tour?.draw();
  }
}

const [office] = await Promise.all([attempt(() => get("/api/office")), loadIcons()]);
if (office) {
  useZone(office.zone);
  preferOffice(office.language);
  const page = new Page(office);
  await page.start();
  document.body.classList.add("ready");
} else {
  document.getElementById("phones").append(
    h("div.stopped", {}, h("p", {}, t("unreachable")), h("button.solid", { on: { click: () => location.reload() } }, "↻")),
  );
}
