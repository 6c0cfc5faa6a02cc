/** A picture for those who have none at hand: a tidy stairwell, painted on the spot. */
export function samplePhoto() {
  const canvas = document.createElement("canvas");
  canvas.width = 960;
  canvas.height = 720;
  paint(canvas.getContext("2d"));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(new File([blob], "photo.jpg", { type: "image/jpeg" })) : reject(new Error("canvas"))), "image/jpeg", 0.86);
  });
}

function paint(on) {
  wash(on, [[0, "#e9e6dc"], [1, "#c9cabd"]], [0, 0, 960, 720]);
  on.fillStyle = "#7fa08c";
  on.fillRect(0, 300, 960, 420);
  on.fillStyle = "#93b29e";
  on.fillRect(0, 300, 960, 10);
  window_(on);
  for (let step = 0; step < 8; step += 1) stair(on, step);
  rail(on);
  on.fillStyle = "#b83a26";
  on.fillRect(92, 186, 74, 96);
  on.fillStyle = "#f6e6c8";
  on.fillRect(102, 196, 54, 8);
  on.fillRect(102, 212, 40, 6);
  on.fillRect(102, 226, 48, 6);
}

function wash(on, stops, [x, y, width, height]) {
  const fill = on.createLinearGradient(0, y, width / 3, y + height);
  for (const [at, colour] of stops) fill.addColorStop(at, colour);
  on.fillStyle = fill;
  on.fillRect(x, y, width, height);
}

function window_(on) {
  on.fillStyle = "#f4f3ec";
  on.fillRect(286, 54, 236, 210);
  wash(on, [[0, "#b9d9ea"], [1, "#eaf3f2"]], [298, 66, 212, 186]);
  on.fillStyle = "#f4f3ec";
  on.fillRect(398, 66, 10, 186);
  on.fillRect(298, 152, 212, 8);
}

function stair(on, step) {
  const x = 250 + step * 92;
  const y = 640 - step * 62;
  on.fillStyle = step % 2 ? "#b6b3a8" : "#bdbab0";
  on.fillRect(x, y, 960 - x, 720 - y);
  on.fillStyle = "#d9d6cc";
  on.fillRect(x, y, 960 - x, 14);
}

function rail(on) {
  on.strokeStyle = "#3f5a4e";
  on.lineWidth = 12;
  on.lineCap = "round";
  on.beginPath();
  on.moveTo(232, 500);
  on.lineTo(960, 8);
  on.stroke();
  on.lineWidth = 6;
  for (let post = 0; post < 8; post += 1) {
    const x = 260 + post * 92;
    on.beginPath();
    on.moveTo(x, 640 - post * 62);
    on.lineTo(x, 482 - post * 62);
    on.stroke();
  }
}
