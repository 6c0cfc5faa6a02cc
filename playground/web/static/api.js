/** The page's questions and deeds; a refusal is an Error whose message may be shown. */
import { reason, t } from "./texts.js";

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
  if (!answer.ok) throw new Refused(said.error ? reason(said.error) : t("failed", { status: answer.status }), answer.status);
  return said;
}
