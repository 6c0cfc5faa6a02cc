/** The six steps: what to press now, and how the page knows that it has happened. */
const PRESSED = (phone, ...prefixes) => {
  for (const prefix of prefixes) {
    const mark = `.key[data-press^="${prefix}"]`;
    const newest = [...(phone?.node.querySelectorAll(`.keys:has(${mark})`) ?? [])].at(-1);
    if (newest) return newest.querySelector(mark);
  }
  return null;
};
const part = (phone, selector) => {
  const found = phone?.node.querySelector(selector);
  return found && !found.closest("[hidden]") ? found : null;
};
const reads = (phone, words, since = 0) =>
  Boolean(phone?.chat.messages.some((one) =>
    one.from?.is_bot && one.message_id > since && words.test(one.text ?? one.caption ?? "")));
const asks = (phone, words) => {
  const last = phone?.chat.messages.findLast((one) => one.from?.is_bot);
  return Boolean(last && words.test(last.text ?? ""));
};

/** Each looks at the tour and says {done} or {say, at, set}: a text, an element, a deed that helps. */
export const STEPS = [
  {
    key: "tour_1",
    look: ({ walker }) => {
      if (reads(walker, /登记成功|Registered\.|^[^\n]*您好！|^Hello, /m)) return { done: true };
      const share = part(walker, '.board-key[data-request="contact"]');
      if (share) return { say: "tour_1_share", at: share };
      return { say: "tour_1_start", at: part(walker, ".starts") ?? part(walker, ".text") };
    },
  },
  {
    key: "tour_2",
    look: ({ walker }) => {
      if (reads(walker, /已记录：(按时到岗|迟到)|Noted: (present|\d+ minute)/)) return { done: true };
      const present = PRESSED(walker, "roll:");
      if (present) return { say: "tour_2_press", at: present };
      return { say: "tour_2_wait", set: "jump_08:00" };
    },
  },
  {
    key: "tour_3",
    look: ({ walker }) => {
      if (reads(walker, /状态：完成|State: done/)) return { done: true };
      const skip = PRESSED(walker, "tskip");
      if (skip) return { say: "tour_3_note", at: skip };
      const done = PRESSED(walker, "tdone");
      if (done) return { say: "tour_3_press", at: done };
      return { say: "tour_3_wait", set: "dispatch" };
    },
  },
  {
    key: "tour_4",
    look: ({ walker }) => {
      if (reads(walker, /^(已签到：|Checked in:)/m)) return { done: true };
      const skip = PRESSED(walker, "checkin-skip");
      if (skip) return { say: "tour_4_note", at: skip };
      if (asks(walker, /^(签到|Check-in)\b|^签到/)) return { say: "tour_4_place", at: part(walker, ".text-box") };
      return { say: "tour_4_menu", at: part(walker, ".commands") };
    },
  },
  {
    key: "tour_5",
    look: ({ walker }) => {
      if (reads(walker, /已提交：|迟交：|Handed in/)) return { done: true };
      const next = PRESSED(walker, "rvconfirm", "rvskip", "rvwhy", "rvresult", "rvstart");
      if (next) return { say: "tour_5_press", at: next };
      return { say: "tour_5_wait", set: "jump_17:30" };
    },
  },
  {
    key: "tour_6",
    look: ({ boss, since }) => {
      if (reads(boss, /汇总\n|Summary of/, since)) return { done: true };
      return { say: "tour_6_menu", at: part(boss, ".commands"), phone: "boss" };
    },
  },
];
