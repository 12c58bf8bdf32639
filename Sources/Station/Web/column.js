// 項目ごと: one field of many documents, one below the other: all dates, then all amounts.
import { call, say, make, put, number } from "./common.js";
import { clock, cut, ink, isOpen, load, nothing, settle } from "./many.js";

let groups = [];
let group = null;
let here = 0;

function draw() {
  document.getElementById("column").hidden = false;
  document.getElementById("group").textContent = group.name;
  document.getElementById("progress").textContent = `${number(group.units.length)} / ${number(groups.length + 1)} ${say("groups")}`;
  put("rows", group.units.map((unit, place) => {
    const piece = ink(unit, 460, 56);
    const box = make("td", {}, make("div", { class: "piece" }, piece));
    Object.assign(box.firstChild.style, { position: "relative", overflow: "hidden", width: "460px", height: "56px" });
    unit.input = make("input", { "aria-label": `${group.name} ${unit.view.file} #${unit.view.number}`, autocomplete: "off", spellcheck: "false" });
    unit.input.value = unit.field.text;
    unit.input.addEventListener("focus", () => { here = place; mark(); unit.input.select(); });
    unit.says = make("div", { class: "quiet" }, unit.field.shown !== unit.field.text ? unit.field.shown : "");
    unit.row = make("tr", {}, box, make("td", {}, unit.input, unit.says), make("td", { class: "quiet" }, `${unit.view.file} #${unit.view.number}`), make("td", { class: "quiet" }, unit.field.reason));
    return unit.row;
  }));
  here = 0;
  group.units[0].input.focus();
}

function mark() {
  group.units.forEach((unit, place) => { unit.row.className = `${place === here ? "here" : ""} ${isOpen(unit.field) ? "" : "settled"}`; });
}

function take() {
  const unit = group.units[here];
  const text = unit.input.value === unit.field.text ? null : unit.input.value;
  const seconds = clock.take();
  settle(unit.view, unit.field, text, "column", seconds).then((isSettled) => { if (!isSettled) { unit.row.className = ""; } });
  unit.field.state = "settled";
  const next = group.units.findIndex((each, place) => place > here && isOpen(each.field));
  if (next >= 0) group.units[next].input.focus();
  else follow();
}

function follow() {
  group = groups.shift() ?? null;
  if (group) draw();
  else { document.getElementById("column").hidden = true; nothing(); }
}

window.addEventListener("keydown", (event) => {
  if (!group || event.isComposing) return;
  const move = (place) => { event.preventDefault(); group.units[Math.max(0, Math.min(group.units.length - 1, place))].input.focus(); };
  if (event.key === "Enter") { event.preventDefault(); take(); }
  else if (event.key === "ArrowDown") move(here + 1);
  else if (event.key === "ArrowUp") move(here - 1);
  else if (event.key === "Escape") { event.preventDefault(); group.units[here].input.value = group.units[here].field.text; group.units[here].input.select(); }
});

const units = [];
for (const view of await load()) {
  for (const field of view.fields.filter(isOpen)) {
    if (field.zone && !field.columns.length && field.type !== "mark-grid") units.push({ view, field, zone: field.zone });
  }
}
await cut(units);
const byName = new Map();
for (const unit of units) {
  const key = `${unit.view.workflow} ${unit.field.name}`;
  if (!byName.has(key)) byName.set(key, { name: `${unit.view.title} – ${unit.field.label}`, units: [] });
  byName.get(key).units.push(unit);
}
groups = [...byName.values()];
clock.reset();
follow();
