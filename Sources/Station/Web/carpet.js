// 文字ごと: pieces that were read as the same, side by side; the odd ones are put right, and Enter takes the rest.
import { say, make, put, number } from "./common.js";
import { clock, cut, ink, isOpen, load, nothing, settle } from "./many.js";

const most = 500;
let groups = [];
let group = null;
let here = 0;

// A field's pieces: its unsure characters in their boxes, or all of them where none is unsure; a mark is one piece.
function pieces(view, field) {
  if (!field.zone) return [];
  if (["choice", "circled", "checkbox", "seal", "signature"].includes(field.type)) {
    return [{ view, field, zone: field.zone, text: field.text, shown: `${field.label}: ${field.shown || say("empty")}`, isMark: true }];
  }
  if (!field.cells.length || field.characters.length !== field.cells.length) return [];
  const unsure = field.characters.map((each, index) => index).filter((index) => !field.characters[index].isSure);
  const looked = unsure.length ? unsure : field.characters.map((each, index) => index).filter((index) => field.characters[index].text);
  return looked.map((index) => ({ view, field, index, zone: field.cells[index], text: field.characters[index].text, shown: field.characters[index].text || say("empty") }));
}

function draw() {
  document.getElementById("carpet").hidden = false;
  document.getElementById("group").textContent = group.name;
  document.getElementById("progress").textContent = `${number(group.units.length)} / ${number(groups.length + 1)} ${say("groups")}`;
  const [width, height] = group.isMark ? [230, 64] : [58, 58];
  const tiles = document.getElementById("tiles");
  tiles.style.setProperty("--tile", `${width}px`);
  tiles.style.setProperty("--high", `${height}px`);
  put(tiles, group.units.map((unit, place) => {
    unit.tile = make("button", { class: "tile", type: "button", role: "option", tabindex: "-1", "aria-label": unit.shown, onclick: () => { here = place; mark(); } });
    unit.tile.append(ink(unit, width, height));
    return unit.tile;
  }));
  here = 0;
  mark();
  document.getElementById("take").focus({ preventScroll: true });
}

function mark() {
  group.units.forEach((unit, place) => {
    unit.tile.className = `tile ${place === here ? "here" : ""} ${unit.isLeft ? "left" : unit.answer !== undefined ? "changed" : ""}`;
    unit.tile.querySelector("b")?.remove();
    if (unit.answer !== undefined && !unit.isLeft) unit.tile.append(make("b", {}, unit.answer || say("empty")));
    unit.tile.setAttribute("aria-selected", place === here ? "true" : "false");
  });
  group.units[here]?.tile.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  here = Math.max(0, Math.min(group.units.length - 1, here + step));
  mark();
}

function perRow() {
  const tops = group.units.map((unit) => unit.tile.offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}

// What is typed stands for the piece in hand; for a mark, the number of its option.
function type(letter) {
  const unit = group.units[here];
  if (unit.isMark) {
    const choice = unit.field.alternatives[Number(letter) - 1];
    if (!choice) return;
    unit.answer = choice.text;
  } else unit.answer = letter;
  unit.isLeft = false;
  walk(1);
}

// All pieces of the group are taken; a field is settled when all its pieces are.
async function take() {
  const taken = group;
  const seconds = clock.take() / Math.max(1, taken.units.length);
  for (const unit of taken.units) unit.isDone = true;
  follow();
  const fields = new Map();
  for (const unit of taken.units) fields.set(unit.field, unit);
  for (const [field, { view }] of fields) {
    field.seconds = (field.seconds ?? 0) + seconds * taken.units.filter((unit) => unit.field === field).length;
    const mine = field.units;
    if (!mine.every((unit) => unit.isDone) || mine.some((unit) => unit.isLeft) || !isOpen(field)) continue;
    await settle(view, field, answer(field, mine), "carpet", field.seconds);
  }
}

function answer(field, units) {
  if (units.every((unit) => unit.answer === undefined || unit.answer === unit.text)) return null;
  if (units[0].isMark) return units[0].answer;
  const letters = field.characters.map((each) => each.text);
  for (const unit of units) if (unit.answer !== undefined) letters[unit.index] = unit.answer;
  return letters.join("");
}

function follow() {
  group = groups.shift() ?? null;
  if (group) draw();
  else { document.getElementById("carpet").hidden = true; nothing(); }
}

document.getElementById("take").addEventListener("click", take);
window.addEventListener("keydown", (event) => {
  if (!group || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = (work) => { event.preventDefault(); work(); };
  if (event.key === "Enter") return act(take);
  if (event.key === "ArrowRight") return act(() => walk(1));
  if (event.key === "ArrowLeft") return act(() => walk(-1));
  if (event.key === "ArrowDown") return act(() => walk(perRow()));
  if (event.key === "ArrowUp") return act(() => walk(-perRow()));
  if (event.key === "Delete") return act(() => { group.units[here].isLeft = true; walk(1); });
  if (event.key === "Escape") return act(() => { delete group.units[here].answer; group.units[here].isLeft = false; mark(); });
  if (event.key === "Backspace") return act(() => { if (!group.units[here].isMark) type(""); });
  if ([...event.key].length === 1 && event.key !== " ") return act(() => type(event.key));
  return undefined;
});

const units = [];
for (const view of await load()) {
  for (const field of view.fields.filter((each) => each.state === "doubt")) {
    field.units = pieces(view, field);
    if (units.length + field.units.length <= most) units.push(...field.units);
  }
}
await cut(units);
const byName = new Map();
for (const unit of units) {
  if (!byName.has(unit.shown)) byName.set(unit.shown, { name: unit.shown, isMark: Boolean(unit.isMark), units: [] });
  byName.get(unit.shown).units.push(unit);
}
groups = [...byName.values()].sort((first, second) => second.units.length - first.units.length);
clock.reset();
follow();
