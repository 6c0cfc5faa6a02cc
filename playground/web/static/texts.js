/** Every sentence of the page, in Chinese and English. */
import { asked, recall, remember } from "./store.js";

const TEXTS = {
  phones: ["聊天", "Chats"],
  skip: ["跳到聊天", "Skip to the chats"],
  brand: ["点卯", "Muster"],
  // the strip
  clock: ["单位时钟", "The office's clock"],
  pause: ["暂停时钟", "Pause the clock"],
  play: ["让时钟走", "Let the clock run"],
  speed: ["时钟快慢", "Speed of the clock"],
  speed_1: ["原速", "Real time"],
  speed_n: ["{n} 倍速", "{n} times as fast"],
  jump: ["拨到", "Jump to"],
  jump_to: ["把时间拨到 {hour}", "Move the clock on to {hour}"],
  workday: ["下一工作日", "Next workday"],
  workday_long: ["把时间拨到下一个工作日", "Move the clock on to the next workday"],
  everyone: ["除我以外全部应答", "Everyone but me answers"],
  everyone_done: ["另外 {n} 人已应答。", "{n} others have answered."],
  everyone_none: ["现在没有等待应答的点名或评议。", "Nothing is waiting for an answer now."],
  outage: ["断网 5 分钟", "Network down 5 min"],
  outage_now: [
    "网络已断开。消息先存着，{until} 恢复后按顺序补发，一条不丢。按钮最多等两分半钟，恢复后没有反应的，请再按一次。",
    "The network is down. Messages are kept and go out in order at {until}; none is lost. A button waits two and a half minutes at most: press it again afterwards.",
  ],
  outage_open: [
    "网络已断开。消息先存着，恢复后按顺序补发，一条不丢。按钮最多等两分半钟，恢复后没有反应的，请再按一次。",
    "The network is down. Messages are kept and go out in order afterwards; none is lost. A button waits two and a half minutes at most: press it again afterwards.",
  ],
  reconnecting: ["重新连接中…", "Reconnecting…"],
  language: ["切换到英文", "Switch to Chinese"],
  language_short: ["EN", "中"],
  theme_dark: ["换成深色", "Switch to dark"],
  theme_light: ["换成浅色", "Switch to light"],
  tour_again: ["重新看一遍引导", "Take the tour again"],
  panel_show: ["显示数据", "Show the figures"],
  panel_hide: ["隐藏数据", "Hide the figures"],
  controls: ["时间与操作", "Time and controls"],
  // the day
  day: ["今日事件", "Events of the day"],
  day_none: ["今天还没有事件", "Nothing has happened yet today"],
  kind_roll_call: ["早点名", "Roll call"],
  kind_shift_roll: ["轮班点名", "Shift's roll call"],
  kind_second_roll: ["第二次点名", "Second roll call"],
  kind_roll_reminder: ["点名提醒", "Reminder"],
  kind_roll_closing: ["点名截止", "Roll closed"],
  kind_review: ["晚评议", "Review"],
  kind_shift_review: ["轮班评议", "Shift's review"],
  kind_review_reminder: ["评议提醒", "Review reminder"],
  kind_review_closing: ["评议截止", "Review closed"],
  kind_routine: ["例行任务", "Recurring task"],
  kind_task_due: ["任务到期", "Task due"],
  kind_task_overdue: ["任务超时", "Task overdue"],
  kind_task_next_morning: ["任务未完成", "Task not finished"],
  kind_training: ["培训", "Training"],
  kind_broadcast: ["通知", "Notice"],
  kind_broadcast_due: ["通知期限", "Notice deadline"],
  kind_certificate_month: ["证书将到期", "Certificate ends soon"],
  kind_certificate_week: ["证书将到期", "Certificate ends soon"],
  kind_transfer: ["人员变动", "Change of a person"],
  kind_role_end: ["角色到期", "Role ended"],
  kind_export: ["导出表格", "Spreadsheet"],
  kind_other: ["事件", "Event"],
  units: ["{n} 个单位", "{n} units"],
  people: ["{n} 人", "{n} people"],
  state_missed: ["未举行", "not held"],
  state_failed: ["失败", "failed"],
  // figures
  figures: ["实时数据", "Live figures"],
  roll_none: ["今天还没有点名。", "The roll has not been called yet today."],
  roll: ["点名", "Roll call"],
  roster: ["在册 {n}", "{n} on the roster"],
  present: ["到岗", "Present"],
  late: ["迟到", "Late"],
  leave: ["请假", "On leave"],
  absent: ["缺勤", "Absent"],
  awaited: ["未应答", "Awaited"],
  rest: ["轮休", "Off by rota"],
  not_registered: ["未登记", "Unregistered"],
  pre_post: ["岗前培训", "In training"],
  reviews: ["晚评议", "Evening review"],
  handed_in: ["已交 {n}，应交 {due}", "{n} of {due} handed in"],
  outbox: ["待发消息", "Waiting to be sent"],
  oldest: ["最早一条等了 {s} 秒", "the oldest for {s} s"],
  outbox_clear: ["全部已发出", "all sent"],
  calls: ["每秒接口调用", "API calls a second"],
  updates: ["待处理更新", "Updates to handle"],
  // people
  add: ["添加人员", "Add a person"],
  add_hint: ["姓名、单位、岗位或角色", "Name, unit, post or role"],
  add_note: ["同时最多打开 4 部手机。", "Up to four phones can be open."],
  add_full: ["已打开 4 部手机，请先关闭一部。", "Four phones are open. Close one first."],
  add_none: ["没有找到。", "Nobody found."],
  open_already: ["已打开", "Open"],
  unregistered: ["未登记", "Unregistered"],
  // one phone
  phone_of: ["{name}的手机", "{name}'s phone"],
  chat_of: ["{name}与点卯的聊天", "{name}'s chat with Muster"],
  unread: ["{n} 条未读", "{n} unread"],
  menu: ["{name}的更多选项", "More for {name}"],
  close: ["关闭{name}的手机", "Close {name}'s phone"],
  block: ["屏蔽机器人", "Block the bot"],
  unblock: ["解除屏蔽", "Unblock"],
  blocked: ["{name}已屏蔽机器人", "{name} has blocked the bot"],
  phone_zh: ["手机语言：中文", "Phone's language: Chinese"],
  phone_en: ["手机语言：英文", "Phone's language: English"],
  role_auxiliary: ["协管员", "Auxiliary"],
  role_supervisor: ["管理员", "Supervisor"],
  role_liaison: ["联络员", "Liaison"],
  role_administrator: ["系统管理员", "Administrator"],
  start: ["开始", "Start"],
  empty: ["还没有消息", "No messages yet"],
  empty_start: ["按“开始”，和点卯打个招呼。", "Press Start to say hello to Muster."],
  message_hint: ["输入消息", "Message"],
  message_field: ["给点卯写消息", "Write to Muster"],
  send: ["发送", "Send"],
  attach: ["发送图片、文件、位置", "Send a picture, file or place"],
  commands: ["命令菜单", "Commands"],
  keyboard_show: ["打开按钮键盘", "Show the keyboard of buttons"],
  keyboard_hide: ["收起按钮键盘", "Hide the keyboard of buttons"],
  attach_photo: ["图片", "Picture"],
  attach_sample: ["现拍一张（示例）", "Take a sample photo"],
  attach_file: ["文件", "File"],
  attach_place: ["位置", "Location"],
  attach_sticker: ["发送表情 {emoji}", "Send {emoji}"],
  caption: ["加一句说明（可不填）", "A few words (optional)"],
  send_photo: ["发送图片", "Send the picture"],
  send_file: ["发送文件", "Send the file"],
  edited: ["已编辑", "edited"],
  edit: ["修改这条消息", "Edit this message"],
  editing: ["修改消息", "Editing"],
  edit_stop: ["不改了", "Stop editing"],
  replying: ["回复", "Reply"],
  to_end: ["跳到最新消息", "Go to the newest message"],
  spoiler: ["已遮盖的内容，按下显示", "Hidden text, press to show"],
  photo: ["图片，按下放大", "Picture, press to enlarge"],
  photo_title: ["图片", "Picture"],
  download: ["下载 {name}，{size}", "Download {name}, {size}"],
  place: ["位置", "Location"],
  sticker: ["表情 {emoji}", "Sticker {emoji}"],
  other: ["（这里显示不了的内容）", "(something this page cannot show)"],
  ok: ["知道了", "OK"],
  cancel: ["取消", "Cancel"],
  shut: ["关闭", "Close"],
  map_title: ["在哪里？按一下地图", "Where? Press the map"],
  map_label: ["地图。用方向键移动图钉。", "Map. Move the pin with the arrow keys."],
  map_send: ["发送这个位置", "Send this place"],
  map_park: ["翠湖公园", "Lake Park"],
  map_market: ["农贸市场", "Market"],
  map_office: ["社区服务站", "Community office"],
  map_road: ["三里路", "Sanli Road"],
  unreachable: ["连不上服务，请稍后再试。", "The server does not answer. Please try again."],
  refused_too_large: ["内容太大，发不出去。", "This is too large to be sent."],
  refused_empty: ["不能发送空内容。", "Nothing can be sent empty."],
  refused_gone: ["这条消息已经不在了。", "This message is not there any more."],
  refused_not_there: ["没有这部手机。", "Nobody has this phone."],
  refused_jumping: ["时钟正在拨动，请稍候。", "The clock is on its way already."],
  refused_blocked: ["此人已屏蔽机器人，请先解除屏蔽。", "The bot is blocked here. Unblock it first."],
  refused_no_button: ["这个按钮已经收起来了。", "This button has been put away."],
  refused_not_yours: ["只能修改自己的消息。", "Only one's own messages can be edited."],
  refused_not_taken: ["消息平台不接受这份内容。", "The messenger does not take this."],
  failed: ["没有成功（{status}），请再试一次。", "That failed ({status}). Please try again."],
  // the tour
  tour: ["引导", "Tour"],
  tour_step: ["第 {n} 步，共 {all} 步", "Step {n} of {all}"],
  tour_skip: ["不看了", "Leave"],
  tour_next: ["下一步", "Next"],
  tour_finish: ["完成", "Finish"],
  tour_open: ["打开{name}的手机", "Open {name}'s phone"],
  tour_1: ["登记", "Register"],
  tour_1_start: ["在{name}的手机上按“开始”。", "On {name}'s phone, press Start."],
  tour_1_share: ["再按“分享我的手机号”。", "Now press \"Share my phone number\"."],
  tour_1_done: ["{name}登记好了，点卯认得这个人了。", "{name} is registered. Muster knows who this is."],
  tour_2: ["早点名", "The morning roll"],
  tour_2_wait: ["每天 08:00 点名。先把时间拨过去。", "The roll is called at 08:00. Move the clock there first."],
  tour_2_set: ["拨到 08:00", "Go to 08:00"],
  tour_2_press: ["{name}收到了早点名，按“到岗”。", "{name} is called. Press Present."],
  tour_2_done: ["到岗了。右边的数字也跟着变。", "Present. The figures follow."],
  tour_3: ["一项任务", "A task"],
  tour_3_wait: ["让管理员{boss}给{name}派一项任务。", "Let supervisor {boss} give {name} a task."],
  tour_3_set: ["替{boss}派发", "Dispatch as {boss}"],
  tour_3_press: ["任务到了。做完以后按“完成”。", "The task has arrived. Press Done once it is done."],
  tour_3_note: ["按“跳过”，或者发一张照片。", "Press Skip, or send a photo."],
  tour_3_done: ["任务完成，{boss}也收到了。", "Done, and {boss} has been told."],
  tour_4: ["签到", "Check in"],
  tour_4_menu: ["按“/”，再选“签到”。", "Press / and choose check-in."],
  tour_4_place: ["写下在哪里，比如“三里社区3号楼”；或者按回形针发位置。", "Write where you are, or press the clip and send a location."],
  tour_4_note: ["按“跳过”，或者发一张现场照片。", "Press Skip, or send a photo of the place."],
  tour_4_done: ["签到记下了。", "The check-in is noted."],
  tour_5: ["晚评议", "The evening review"],
  tour_5_wait: ["17:30 回顾这一天。把时间拨过去。", "At 17:30 the day is gone through. Move the clock there."],
  tour_5_set: ["拨到 17:30", "Go to 17:30"],
  tour_5_press: ["按亮起来的按钮，一题一题答。", "Press the marked button, one question at a time."],
  tour_5_done: ["评议交上去了。", "The review is handed in."],
  tour_6: ["管理员的汇总", "The supervisor's summary"],
  tour_6_menu: ["在{boss}的手机上按“/”，再选“汇总”。", "On {boss}'s phone press / and choose the summary."],
  tour_6_done: ["一天的情况都在这里了。随便再试试吧。", "The whole day is here. Now try whatever you like."],
};

let at = pick();
const listeners = new Set();

function pick() {
  const chosen = asked.get("lang") || recall("language");
  return chosen === "en" ? 1 : 0;
}

export const language = () => (at === 1 ? "en" : "zh");

/** The office's own language, unless this person has chosen another before. */
export function preferOffice(code) {
  if (!asked.get("lang") && !recall("language")) use(code === "en" ? "en" : "zh");
}

export function choose(code) {
  remember("language", code);
  use(code);
}

function use(code) {
  at = code === "en" ? 1 : 0;
  document.documentElement.lang = code === "en" ? "en" : "zh-CN";
  for (const listen of listeners) listen();
}

export const onLanguage = (listen) => listeners.add(listen);

export const t = (key, values = {}) =>
  TEXTS[key][at].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export const has = (key) => key in TEXTS;
