/** The office's clock in words, in the office's time zone and the page's language. */
import { language } from "./texts.js";

let zone = "Asia/Shanghai";
const formats = new Map();

export function useZone(name) {
  zone = name;
  formats.clear();
}

function format(name, options) {
  const tag = language() === "en" ? "en-GB" : "zh-CN";
  const key = `${name} ${tag}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(tag, { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const hourOf = (when) => format("hour", CLOCK).format(when);
export const secondsOf = (when) => format("second", { ...CLOCK, second: "2-digit" }).format(when);

/** 11月23日 周一, or Monday 23 November; `brief` says Mon 23 Nov. */
export function dayOf(when, brief = false) {
  const length = language() === "en" && !brief ? "long" : "short";
  const weekday = format(`weekday ${length}`, { weekday: length }).format(when);
  const day = format(`day ${length}`, { month: length, day: "numeric" }).format(when);
  return language() === "en" ? `${weekday} ${day}` : `${day} ${weekday}`;
}

export const dayKey = (when) =>
  format("key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(when);

/** Hours since the office's midnight. */
export function hoursInto(when) {
  const [hour, minute, second] = secondsOf(when).split(":").map(Number);
  return hour + minute / 60 + second / 3600;
}

export const sent = (message) => new Date(message.date * 1000);
