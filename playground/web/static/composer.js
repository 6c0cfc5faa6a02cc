/** Below the chat: the text field, the commands, what can be attached, and the bot's own keyboard. */
import { askCaption, askPlace, attempt, openMenu } from "./dialogs.js";
import { h, icon, iconButton, say } from "./dom.js";
import { samplePhoto } from "./sample.js";
import { t } from "./texts.js";

const STICKERS = ["👍", "👌", "🙏", "😊", "💪", "🌧️"];

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.open = true;
    this.slash = iconButton("slash", "commands", () => this.menu(), ".commands");
    this.field = h("textarea.text", {
      rows: 1, hint: "message_hint", label: "message_field", maxLength: 8000,
      on: { keydown: (event) => this.key(event), input: () => this.grow() },
    });
    this.toggle = iconButton("keyboard", "keyboard_hide", () => this.turn());
    this.clip = iconButton("attach", "attach", () => this.attach(), ".clip");
    this.sendButton = iconButton("send", "send", () => this.send(), ".send");
    for (const one of [this.slash, this.clip]) one.setAttribute("aria-haspopup", "menu");
    this.bar = h("div.bar", {}, this.slash, h("div.text-box", {}, this.field, this.toggle), this.clip, this.sendButton);
    this.above = h("div.above", { hidden: true });
    this.board = h("div.board", { hidden: true });
    this.instead = h("div.instead", { hidden: true });
    this.picture = this.chooser("image/*", true);
    this.file = this.chooser("", false);
    this.node = h("footer.composer", {}, this.above, this.bar, this.board, this.instead, this.picture, this.file);
  }

  draw(chat) {
    const held = this.node.contains(document.activeElement) && document.activeElement;
    const start = !chat.messages.length && !chat.blocked;
    const instead = chat.blocked || start;
    this.instead.hidden = !instead;
    this.bar.hidden = instead;
    if (chat.blocked) this.offer("unblock", "unblocks", say(h("p.note"), "t", "blocked", { name: chat.name }));
    else if (start) this.offer("start", "starts");
    this.slash.hidden = !chat.commands?.length;
    this.drawBoard(instead ? null : chat.keyboard);
    if (held && this.hasLost(held)) this.phone.log.list.focus({ preventScroll: true });
  }

  /** What one stood on is gone; the messages above are what comes next. */
  hasLost(held) {
    return !this.node.contains(held) || Boolean(held.closest("[hidden]"));
  }

  offer(label, deed, note = null) {
    if (this.instead.dataset.deed === deed) return;
    this.instead.dataset.deed = deed;
    const button = h(`button.solid.wide.${deed}`, { t: label, on: { click: () => this.phone.do(deed) } });
    this.instead.replaceChildren(...[note, button].filter(Boolean));
  }

  drawBoard(keyboard) {
    const rows = keyboard?.buttons ?? [];
    const same = JSON.stringify(rows);
    if (this.rows !== same) {
      this.rows = same;
      this.open = true;
      this.board.replaceChildren(...rows.map((row) => h("div.key-row", {}, ...row.map((one) => this.boardKey(one)))));
    }
    this.toggle.hidden = !rows.length;
    this.board.hidden = !rows.length || !this.open;
    say(this.toggle, "label", this.open ? "keyboard_hide" : "keyboard_show");
    this.field.placeholder = keyboard?.placeholder || t("message_hint");
  }

  boardKey(one) {
    const button = h("button.board-key", {}, one.request === "location" && icon("pin"), h("span", {}, one.text));
    button.dataset.request = one.request ?? "text";
    button.addEventListener("click", () => {
      if (one.request === "location") this.place();
      else this.phone.do("keyboard", { text: one.text, request: one.request ?? null });
    });
    return button;
  }

  turn() {
    this.open = !this.open;
    this.drawBoard(this.phone.chat.keyboard);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const last = this.phone.chat.messages.findLast((one) => !one.from?.is_bot && one.text);
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    } else if (event.key === "Escape" && this.editing) this.stop();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.write("");
    this.stop();
    const done = editing
      ? await this.phone.do("edits", { message_id: editing, text })
      : await this.phone.do("says", { text });
    if (!done && !this.field.value) this.write(text);
  }

  write(text) {
    this.field.value = text;
    this.grow();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    this.sendButton.classList.toggle("ready", Boolean(this.field.value.trim()));
  }

  edit(message) {
    this.editing = message.message_id;
    this.note("editing", message.text, "pencil");
    this.write(message.text);
    this.field.focus();
  }

  stop() {
    if (this.editing) this.write("");
    this.editing = null;
    this.above.hidden = true;
  }

  /** A question that asks for words: what is asked stays above the field. */
  force(message) {
    if (this.editing) return;
    this.above.hidden = !message;
    if (!message) return;
    this.note("replying", message.text ?? "", "answer");
    this.field.placeholder = message.reply_markup?.force_reply?.input_field_placeholder ?? t("message_hint");
  }

  note(key, text, picture) {
    this.above.hidden = false;
    this.above.replaceChildren(icon(picture), h("div.above-text", {}, h("b", { t: key }), h("span", {}, text)),
      iconButton("close", "edit_stop", () => this.stop()));
  }

  menu() {
    const items = this.phone.chat.commands.map(({ command, description }) => ({
      text: description, hint: `/${command}`, act: () => this.phone.do("says", { text: `/${command}` }),
    }));
    openMenu(this.slash, items, { label: t("commands"), within: this.phone.node, kind: ".command-menu" });
  }

  attach() {
    openMenu(this.clip, [
      { text: t("attach_sample"), icon: "sample", act: () => this.sample() },
      { text: t("attach_photo"), icon: "image", act: () => this.picture.click() },
      { text: t("attach_file"), icon: "file", act: () => this.file.click() },
      { text: t("attach_place"), icon: "pin", act: () => this.place() },
      { row: STICKERS.map((emoji) => ({ text: emoji, label: t("attach_sticker", { emoji }), act: () => this.phone.do("sticker", { emoji }) })) },
    ], { label: t("attach"), within: this.phone.node });
  }

  chooser(accept, picture) {
    const input = h("input", { type: "file", accept, hidden: true, tabIndex: -1 });
    input.addEventListener("change", () => {
      const [file] = input.files;
      input.value = "";
      if (file) this.sendFile(file, picture);
    });
    return input;
  }

  async sample() {
    const file = await attempt(() => samplePhoto());
    if (file) this.sendFile(file, true);
  }

  async sendFile(file, picture) {
    const said = await askCaption(file, picture);
    if (said) await this.phone.upload(picture ? "photo" : "document", file, said.caption);
  }

  async place() {
    const where = await askPlace();
    if (where) await this.phone.do("location", where);
  }
}
