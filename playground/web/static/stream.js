/** One stream of events for all phones, handed out once a frame however many arrive. */
const NAMES = [
  "message", "edited", "deleted", "popup", "typing", "keyboard", "commands", "membership",
  "clock", "figures", "day", "line", "reset",
];
const MOST_WAITING = 4000;
const LATEST_ONLY = new Set(["clock", "figures"]);

export class Stream {
  constructor(handlers, onState) {
    this.handlers = handlers;
    this.onState = onState;
    this.waiting = [];
    this.planned = false;
    this.ready = new Promise((settle) => (this.settled = settle));
    this.connect();
    addEventListener("pagehide", () => this.source.close());
    addEventListener("pageshow", (shown) => shown.persisted && this.connect());
  }

  connect() {
    this.source = new EventSource("/api/events");
    this.source.onopen = () => this.opened();
    this.source.onerror = () => this.broken();
    for (const name of NAMES) {
      this.source.addEventListener(name, (event) => this.take(name, event.data));
    }
  }

  opened() {
    this.settled();
    this.onState("open");
    if (this.lost) this.take("reset", "{}");
    this.lost = false;
  }

  broken() {
    this.settled();
    this.onState("broken");
    if (this.source.readyState !== EventSource.CLOSED) return;
    this.lost = true;
    setTimeout(() => this.connect(), 2000);
  }

  take(name, data) {
    if (data === undefined) return;
    if (this.waiting.length > MOST_WAITING) {
      this.waiting = [["reset", {}]];
      return;
    }
    this.waiting.push([name, JSON.parse(data)]);
    if (this.planned) return;
    this.planned = true;
    if (document.hidden) setTimeout(() => this.flush(), 250);
    else requestAnimationFrame(() => this.flush());
  }

  flush() {
    this.planned = false;
    const batch = this.waiting;
    this.waiting = [];
    const last = new Map(batch.map(([name], at) => [name, at]));
    batch.forEach(([name, data], at) => {
      if (LATEST_ONLY.has(name) && last.get(name) !== at) return;
      this.handlers[name]?.(data);
    });
    this.handlers.frame?.();
  }
}
