/** The page's questions and deeds; a refusal is an Error whose message may be shown. */
import { has, t } from "./texts.js";

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export const get = (path) => ask(path, {});

export function post(path, body = {}) {
  const form = body instanceof FormData;
  return ask(path, {
    method: "POST",
    body: form ? body : JSON.stringify(body),
    headers: form ? {} : { "Content-Type": "application/json" },
  });
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(t("unreachable"), 0);
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(words(said.error, answer.status), answer.status);
  return said;
}

const words = (code, status) => (has(`refused_${code}`) ? t(`refused_${code}`) : t("failed", { status }));
