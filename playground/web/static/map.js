/** A small invented town, drawn here: nothing is asked of a map service. */
import { h, s } from "./dom.js";
import { t } from "./texts.js";

const WIDTH = 400;
const HEIGHT = 280;
const CENTRE = { latitude: 39.921, longitude: 116.443 };
const PER_UNIT = 0.00004;

const ROADS = [
  ["wide", "M-10 96 C 90 88 150 104 230 98 S 360 84 410 92"],
  ["wide", "M268 -10 C 262 70 276 150 264 290"],
  ["", "M-10 196 C 80 188 160 204 264 196 L 410 204"],
  ["", "M86 -10 L 92 290"],
  ["", "M176 96 L 170 290"],
  ["", "M342 -10 L 346 290"],
  ["thin", "M92 148 L 172 150 M 266 146 L 344 148 M 92 244 L 168 246 M -10 46 L 90 44 M 174 48 L 266 46 M 268 40 L 410 44"],
];
const HOUSES = [
  [16, 8, 54, 24], [16, 60, 26, 20], [52, 60, 22, 20], [106, 10, 52, 26], [106, 58, 40, 24],
  [188, 10, 60, 24], [286, 8, 40, 22], [286, 58, 22, 20], [316, 58, 16, 20], [358, 8, 34, 22],
  [14, 114, 56, 22], [14, 154, 24, 26], [46, 154, 26, 26], [106, 112, 22, 24], [138, 112, 24, 24],
  [184, 114, 26, 26], [220, 114, 32, 26], [184, 156, 68, 24], [284, 108, 44, 24], [284, 164, 22, 22],
  [314, 164, 18, 22], [362, 106, 32, 26], [362, 152, 32, 30], [12, 214, 60, 20], [12, 248, 60, 20],
  [108, 210, 46, 20], [186, 214, 64, 20], [186, 248, 28, 22], [224, 248, 26, 22], [362, 218, 32, 44],
];

const NAMES = [[132, 177, "map_park"], [218, 172, "map_market"], [306, 133, "map_office"], [44, 96, "map_road"]];

function unit(place) {
  const wrap = (value, most) => ((value % most) + most) % most;
  return {
    x: wrap((place.longitude - CENTRE.longitude) / PER_UNIT + WIDTH / 2, WIDTH),
    y: wrap((CENTRE.latitude - place.latitude) / PER_UNIT + HEIGHT / 2, HEIGHT),
  };
}

const place = ({ x, y }) => ({
  latitude: Number((CENTRE.latitude - (y - HEIGHT / 2) * PER_UNIT).toFixed(6)),
  longitude: Number((CENTRE.longitude + (x - WIDTH / 2) * PER_UNIT).toFixed(6)),
});

/** Names only where they lie wholly inside the box. */
function town(left = 0, top = 0, width = WIDTH, height = HEIGHT) {
  const names = NAMES.filter(([x, y]) => x > left + 36 && x < left + width - 36 && y > top + 12 && y < top + height - 6);
  return s("g", {},
    s("rect", { class: "land", x: -10, y: -10, width: 420, height: 300 }),
    s("path", { class: "water", d: "M276 216 C 300 206 330 214 336 232 S 316 272 292 268 S 262 226 276 216z" }),
    s("path", { class: "park", d: "M110 156 h44 q6 0 6 6 v22 q0 6 -6 6 h-44 q-6 0 -6 -6 v-22 q0 -6 6 -6z" }),
    ...HOUSES.map(([x, y, width, height]) => s("rect", { class: "house", x, y, width, height, rx: 3 })),
    ...ROADS.map(([kind, d]) => s("path", { class: `road ${kind}`, d })),
    ...names.map(([x, y, key]) => s("text", { x, y, "text-anchor": "middle" }, t(key))),
  );
}

function pin({ x, y }) {
  const shape = s("g", { class: "pin" },
    s("path", { d: "M0 0 C -4 -8 -11 -13 -11 -21 a11 11 0 0 1 22 0 C 11 -13 4 -8 0 0z" }),
    s("circle", { cx: 0, cy: -21, r: 4.2 }),
  );
  shape.setAttribute("transform", `translate(${x} ${y})`);
  return shape;
}

/** The piece of town around a place, for a bubble. */
export function smallMap(where) {
  const at = unit(where);
  const left = Math.min(Math.max(at.x - 110, 0), WIDTH - 220);
  const top = Math.min(Math.max(at.y - 70, 0), HEIGHT - 120);
  const box = `${left} ${top} 220 120`;
  return s("svg", { class: "map", viewBox: box, "aria-hidden": "true" }, town(left, top, 220, 120), pin(at));
}

/** A map to press on; `where()` gives the pressed place. */
export function mapToPress() {
  let at = { x: 214, y: 150 };
  let mark = pin(at);
  const drawing = s("svg", { class: "map", viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, town(), mark);
  const node = h("div.map-press", { tabIndex: 0, role: "application", label: "map_label" }, drawing);
  const move = (x, y) => {
    at = { x: Math.min(Math.max(x, 6), WIDTH - 6), y: Math.min(Math.max(y, 30), HEIGHT - 4) };
    const next = pin(at);
    mark.replaceWith(next);
    mark = next;
  };
  drawing.addEventListener("click", (event) => {
    const box = drawing.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT);
  });
  const steps = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8] };
  node.addEventListener("keydown", (event) => {
    if (!steps[event.key]) return;
    event.preventDefault();
    move(at.x + steps[event.key][0], at.y + steps[event.key][1]);
  });
  return { node, where: () => place(at) };
}
