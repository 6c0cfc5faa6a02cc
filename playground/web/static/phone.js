/** One person's phone: its name plate, chat and text field, and what may be done on it. */
import { post } from "./api.js";
import { Composer } from "./composer.js";
import { attempt, openMenu } from "./dialogs.js";
import { h, iconButton, say } from "./dom.js";
import { Log } from "./log.js";
import { avatar, badge, whereabouts } from "./people.js";
import { t } from "./texts.js";

const POPUP_STAYS = 3800;

export class Phone {
  /** office: {close(phone), noticed(phone), alone(): one phone fills the screen} */
  constructor(chat, office) {
    this.office = office;
    this.id = chat.id;
    this.unread = 0;
    this.log = new Log(chat.name, {
      command: (text) => this.do("says", { text }),
      press: (message, data) => this.do("presses", { message_id: message.message_id, data }),
      edit: (message) => this.composer.edit(message),
    });
    this.composer = new Composer(this);
    this.popups = h("div.popups", { role: "status", "aria-live": "polite" });
    this.empty = h("div.empty", { hidden: true }, h("p.empty-title", { t: "empty" }), h("p", { t: "empty_start" }));
    this.log.node.append(this.empty, this.popups);
    this.plate = h("header.plate");
    this.node = h("section.phone", { id: `phone-${chat.id}` }, this.plate, this.log.node, this.composer.node);
    say(this.node, "label", "phone_of", { name: chat.name });
    for (const event of ["pointerdown", "focusin"]) this.node.addEventListener(event, () => this.read());
    this.load(chat);
  }

  load(chat) {
    this.chat = chat;
    this.draw();
    this.log.show(chat.messages);
    this.composer.force(chat.force_reply ? chat.messages.at(-1) : null);
  }

  /** Everything but the messages. */
  draw() {
    const { chat } = this;
    this.dot = h("span.unread");
    this.plate.replaceChildren(
      avatar(chat),
      h("div.who", {}, h("h2", {}, h("span.name", {}, chat.name), badge(chat), this.dot), h("p", {}, whereabouts(chat))),
      say(iconButton("more", "menu", (event) => this.menu(event.currentTarget)), "label", "menu", { name: chat.name }),
      say(iconButton("close", "close", () => this.office.close(this)), "label", "close", { name: chat.name }),
    );
    this.mark();
    this.drawState();
  }

  drawState() {
    const { chat } = this;
    this.empty.hidden = chat.messages.length > 0 || chat.blocked;
    this.node.classList.toggle("blocked", chat.blocked);
    this.composer.draw(chat);
  }

  menu(anchor) {
    const { chat } = this;
    const speak = (code) => this.do("language", { code }).then((done) => done && (chat.language = code));
    const block = chat.blocked
      ? { text: t("unblock"), icon: "check", act: () => this.do("unblocks") }
      : { text: t("block"), icon: "block", act: () => this.do("blocks") };
    const ticked = (code) => (String(chat.language).startsWith(code) ? "check" : "globe");
    openMenu(anchor, [
      { text: t("phone_zh"), icon: ticked("zh"), act: () => speak("zh-hans") },
      { text: t("phone_en"), icon: ticked("en"), act: () => speak("en") },
      block,
    ], { label: t("menu", { name: chat.name }), within: this.node });
  }

  do(deed, body = {}) {
    return attempt(() => post(`/api/phones/${this.id}/${deed}`, body));
  }

  async upload(kind, file, caption) {
    const form = new FormData();
    form.append("file", file, file.name);
    if (caption) form.append("caption", caption);
    return this.do(kind, form);
  }

  message({ message }) {
    if (this.chat.messages.some((one) => one.message_id === message.message_id)) return this.edited({ message });
    this.chat.messages.push(message);
    if (this.chat.messages.length > 200) this.chat.messages.shift();
    this.log.add(message);
    this.drawState();
    if (message.from?.is_bot) this.heard(message);
  }

  heard(message) {
    this.log.settle();
    this.composer.force(message.reply_markup?.force_reply ? message : null);
    if (this.shown() && (this.office.alone() || this.node.contains(document.activeElement))) return;
    this.unread += 1;
    this.mark();
  }

  edited({ message }) {
    const at = this.chat.messages.findIndex((one) => one.message_id === message.message_id);
    if (at >= 0) this.chat.messages[at] = message;
    this.log.edit(message);
  }

  deleted({ message_id: id }) {
    this.chat.messages = this.chat.messages.filter((one) => one.message_id !== id);
    this.log.remove(id);
    this.drawState();
  }

  typing() {
    this.log.typing(true);
  }

  keyboard({ keyboard, force_reply: forced }) {
    this.chat.keyboard = keyboard;
    if (forced === false) this.composer.force(null);
    this.composer.draw(this.chat);
  }

  commands({ commands }) {
    this.chat.commands = commands;
    if (Boolean(commands.length) !== this.chat.registered) {
      this.chat.registered = Boolean(commands.length);
      this.draw();
    }
    this.composer.draw(this.chat);
  }

  membership({ blocked }) {
    this.chat.blocked = blocked;
    this.drawState();
  }

  popup({ text, alert }) {
    this.log.settle();
    if (!text) return;
    if (alert) this.alert(text);
    else {
      const toast = h("p.toast", {}, text);
      this.popups.append(toast);
      setTimeout(() => toast.remove(), POPUP_STAYS);
    }
  }

  /** Over this phone alone; the others go on. */
  alert(text) {
    const before = document.activeElement;
    const words = h("p", { id: `alert-${this.id}` }, text);
    const button = h("button.solid", { t: "ok", on: { click: () => dialog.close() } });
    const dialog = h("dialog.alert", { role: "alertdialog", "aria-describedby": words.id, label: "brand" }, h("div.alert-card", {}, words, button));
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (this.node.contains(before)) before.focus();
    });
    this.node.append(dialog);
    dialog.show();
    button.focus();
  }

  shown() {
    return this.node.offsetParent !== null && !document.hidden;
  }

  read() {
    if (!this.unread) return;
    this.unread = 0;
    this.mark();
  }

  mark() {
    const count = this.unread;
    this.dot.hidden = !count;
    this.dot.replaceChildren(h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)));
    this.dot.append(say(h("span.unseen"), "t", "unread", { n: count }));
    this.office.noticed(this);
  }

  redraw() {
    this.draw();
    this.log.show(this.chat.messages);
  }
}
