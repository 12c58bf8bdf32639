// How a field, or all documents of a workflow, fared month by month: shares with the bounds that are compatible with them.
import { say, make, number, put, table } from "./common.js";

const figure = (share) => (share ? { n: `${number(100 * share.count / share.of, 1)} % (${number(100 * share.low, 1)}–${number(100 * share.high, 1)}), n ${number(share.of)}` } : { n: "–" });
const [width, height, left, bottom] = [560, 150, 42, 20];

// An element of a drawing.
function draw(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// The share that passed unseen, with its bounds as a band.
function curve(rows, title) {
  const known = rows.filter((row) => row.passed);
  if (known.length < 2) return null;
  const x = (place) => left + (width - left - 8) * place / (known.length - 1);
  const y = (value) => 6 + (height - bottom - 6) * (1 - value);
  const line = (value) => known.map((row, place) => `${x(place).toFixed(1)},${y(value(row.passed)).toFixed(1)}`);
  const text = (at, down, words, anchor) => draw("text", { x: at, y: down, "text-anchor": anchor, class: "axis" }, words);
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "months", role: "img", "aria-label": `${title}: ${say("proved-share")}` },
    ...[0, 0.5, 1].flatMap((value) => [draw("line", { x1: left, x2: width - 8, y1: y(value), y2: y(value), class: "grid" }), text(left - 6, y(value) + 4, `${100 * value} %`, "end")]),
    draw("polygon", { points: [...line((share) => share.high), ...line((share) => share.low).reverse()].join(" "), class: "band" }),
    draw("polyline", { points: line((share) => share.count / share.of).join(" "), class: "curve" }),
    text(left, height - 4, known[0].month, "start"), text(width - 8, height - 4, known.at(-1).month, "end"));
}

export function months(target, all, field, title) {
  const rows = all.filter((row) => (row.field ?? null) === field);
  put(target, make("h3", {}, `${title} – ${say("by-month")}`),
    rows.length ? curve(rows, title) : make("p", { class: "quiet" }, say("months-none")),
    rows.length ? table([say("month"), { n: say(field === null ? "straight-through" : "proved-share") }, ...(field === null ? [] : [{ n: say("sampled-right") }, { n: say("settled-right") }])],
      [...rows].reverse().map((row) => [row.month, figure(row.passed), ...(field === null ? [] : [figure(row.sampled), figure(row.settled)])])) : null);
}
