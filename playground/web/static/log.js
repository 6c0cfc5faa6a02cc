/** The list of messages: it stays at its end while one reads there, and otherwise says what is new. */
import { dayKey, sent } from "./dates.js";
import { h, icon, say } from "./dom.js";
import { drawDay, drawMessage } from "./message.js";

const MOST = 300;
const TYPING = 5000;

export class Log {
  constructor(name, acts) {
    this.acts = acts;
    this.stuck = true;
    this.fresh = 0;
    this.list = h("div.messages", { role: "log", tabIndex: 0, "aria-live": "polite" });
    say(this.list, "label", "chat_of", { name });
    this.dots = h("div.typing", { "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.count = h("span");
    this.chip = h("button.chip", { label: "to_end", hidden: true, on: { click: () => this.toEnd(true) } }, this.count, icon("down"));
    this.node = h("div.log", {}, this.list, this.chip);
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("load", () => this.stuck && this.toEnd(), true);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.list);
  }

  show(messages) {
    this.list.setAttribute("aria-busy", "true");
    this.lastDay = null;
    this.list.replaceChildren(...messages.flatMap((one) => this.drawn(one)), this.dots);
    this.list.removeAttribute("aria-busy");
    this.toEnd();
  }

  drawn(message) {
    const when = sent(message);
    const day = dayKey(when);
    const mark = day === this.lastDay ? [] : [drawDay(when)];
    this.lastDay = day;
    return [...mark, drawMessage(message, this.acts)];
  }

  add(message) {
    this.typing(false);
    const own = !message.from?.is_bot;
    this.dots.before(...this.drawn(message));
    this.list.lastElementChild.previousElementSibling.classList.add("arrives");
    if (this.stuck || own) this.toEnd();
    else this.tell(this.fresh + 1);
    while (this.stuck && this.list.childElementCount > MOST) this.list.firstElementChild.remove();
  }

  /** In place, and the keyboard's focus stays where it was. */
  edit(message) {
    const old = this.find(message.message_id);
    if (!old) return;
    const focused = old.contains(document.activeElement);
    const next = drawMessage(message, this.acts);
    next.classList.add("changes");
    old.replaceWith(next);
    if (focused) (next.querySelector(".key") ?? this.list).focus({ preventScroll: true });
    if (this.stuck) this.toEnd();
  }

  remove(id) {
    this.find(id)?.remove();
  }

  find(id) {
    return this.list.querySelector(`[data-id="${Number(id)}"]`);
  }

  typing(on) {
    clearTimeout(this.typingEnds);
    this.dots.hidden = !on;
    if (!on) return;
    this.typingEnds = setTimeout(() => this.typing(false), TYPING);
    if (this.stuck) this.toEnd();
  }

  /** Every waiting button is given back: an answer has come. */
  settle() {
    for (const key of this.list.querySelectorAll('.key[aria-busy="true"]')) key.removeAttribute("aria-busy");
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    if (!clientHeight) return;
    this.stuck = scrollHeight - scrollTop - clientHeight < 48;
    if (this.stuck) this.tell(0);
    this.chip.hidden = this.stuck;
  }

  tell(count) {
    this.fresh = count;
    this.count.textContent = count || "";
    this.chip.hidden = this.stuck;
  }

  toEnd(smooth = false) {
    this.stuck = true;
    this.tell(0);
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }
}
