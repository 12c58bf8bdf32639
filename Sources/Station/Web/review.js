// 確認: settles the documents that wait, one field after the other, by the keyboard. What comes next is there before it is
// asked for, and moving on does not wait for the station's answer.
import { call, say, make, number, put, toast, Fault } from "./common.js";
import { Clock } from "./clock.js";
import { FieldEditor } from "./field.js";
import { Sheet, picture } from "./sheet.js";

const query = new URLSearchParams(location.search);
const clock = new Clock();
const sheet = new Sheet();
const editor = new FieldEditor(document.getElementById("field"), (text) => settle(text));
const ahead = [];
const ready = 2;
let doc = null;
let index = 0;
let waiting = 0;
let sending = Promise.resolve();
let fetching = null;
// Documents that are settled here, and of which the station has not said so yet; and those to pass over.
const leaving = new Set();
const passed = [];
const objections = new Map();

const isOpen = (field) => field.state === "doubt" || field.state === "second";
const inHand = () => [doc, ...ahead].filter(Boolean);

// Keeps the next documents and their pictures ready.
function prepare() {
  if (fetching || ahead.length >= ready || query.get("document")) return fetching ?? Promise.resolve();
  fetching = (async () => {
    const parameters = new URLSearchParams({ besides: [...inHand().map((each) => each.id), ...leaving, ...passed].join(",") });
    for (const name of ["workflow", "batch"]) if (query.get(name)) parameters.set(name, query.get(name));
    try {
      const answer = await call(`/api/review/next?${parameters}`);
      waiting = answer.waiting;
      if (answer.document) {
        ahead.push(answer.document);
        for (const page of answer.document.pages) picture(answer.document.batch, page.number);
      }
      counts();
      return Boolean(answer.document);
    } catch (fault) {
      if (fault instanceof Fault) toast(fault.message);
      return false;
    } finally { fetching = null; }
  })();
  return fetching.then((found) => { if (found && doc) prepare(); });
}

async function next() {
  doc = null;
  if (!ahead.length) await (fetching ?? prepare());
  if (!ahead.length) { await sending; if (!doc && !ahead.length) { await prepare(); } }
  if (doc) return;
  const upcoming = ahead.shift();
  if (!upcoming) { nothing(); return; }
  show(upcoming);
  prepare();
}

// What comes later shows by itself.
let news = null;
function nothing() {
  document.getElementById("desk").hidden = true;
  document.getElementById("nothing").hidden = false;
  if (news) return;
  news = new EventSource("/api/events");
  news.onmessage = async () => { if (!doc && !fetching) await next(); };
}

function show(view, field) {
  doc = view;
  document.getElementById("nothing").hidden = true;
  document.getElementById("desk").hidden = false;
  document.getElementById("doc-title").textContent = view.title;
  document.getElementById("doc-file").textContent = `${view.file} #${view.number}`;
  const wanted = field ? view.fields.findIndex((each) => each.name === field) : -1;
  index = wanted >= 0 ? wanted : Math.max(0, view.fields.findIndex(isOpen));
  problems();
  render();
  document.querySelector(".work").scrollTop = 0;
}

function render() {
  const field = doc.fields[index];
  counts();
  put("fields", doc.fields.map((each, place) => {
    const line = make("li", { class: `${each.state} ${place === index ? "here" : ""}`, onclick: () => go(place) },
      make("span", { class: "s", title: say(each.state === "doubt" ? "in-review" : each.state) }, { doubt: "●", second: "◆", settled: "✓", proved: "·", waits: "◇" }[each.state]),
      make("span", { class: "quiet" }, each.label), make("span", { class: "v" }, each.state === "second" ? "" : each.shown || "–"));
    return line;
  }));
  document.querySelector("#fields li.here")?.scrollIntoView({ block: "nearest" });
  if (!field) { put("field"); return; }
  editor.show(doc, field, sheet.shown(doc, field), objections.get(key(field)));
  const current = doc;
  sheet.show(doc, field).then((url) => { if (url && doc === current && editor.field?.name === field.name) editor.picture(url); });
}

const key = (field) => `${doc.id} ${field.name}`;

function counts() {
  document.getElementById("open-count").textContent = doc ? String(doc.fields.filter(isOpen).length) : "0";
  document.getElementById("left-count").textContent = waiting > 1000 ? `${number(1000)}+` : number(Math.max(waiting, inHand().length));
}

// Made anew only where they are other ones: a button that is being pressed stays.
let shownProblems = "";
function problems() {
  const register = doc.register;
  const wanted = JSON.stringify([doc.id, doc.problems, register]);
  if (wanted === shownProblems) return;
  shownProblems = wanted;
  put("problems", doc.problems.map((problem) => {
    const isRegister = problem.rule === "register" && register;
    return make("div", { class: "problem" }, make("div", {}, problem.message),
      isRegister ? make("div", { class: "records" }, register.candidates.map((record) => make("button", { type: "button", onclick: () => choose(register.name, record.key) },
        make("b", {}, record.key), record.values.map((each) => make("span", { class: each.differs ? "other" : "same", title: each.column }, `　${each.value}`)))),
      make("button", { type: "button", onclick: () => choose(register.name, "") }, say("no-record"))) : null,
      isRegister ? null : make("button", { type: "button", class: "waive", onclick: () => post("/api/review/waive", { rule: problem.rule, field: null }) }, say("waive")));
  }));
}

function go(place) {
  if (place < 0 || place >= doc.fields.length) return;
  index = place;
  render();
}

function nextOpen() {
  const after = doc.fields.findIndex((each, place) => place > index && isOpen(each));
  return after >= 0 ? after : doc.fields.findIndex(isOpen);
}

// Settles the field in hand and goes on at once; what the station says against it brings it back.
function settle(text) {
  const field = doc.fields[index];
  const view = doc;
  const body = { document: view.id, token: view.token, field: field.name, text, force: objections.has(key(field)), seconds: clock.take(), mode: "document" };
  objections.delete(key(field));
  field.state = "settled";
  (view.pending ??= new Set()).add(field.name);
  if (text !== null) { field.text = text; field.shown = text; }
  const place = nextOpen();
  const isLast = place < 0;
  sending = sending.then(() => send(view, field, body));
  if (!isLast) { index = place; render(); return; }
  if (view.problems.length) { render(); document.querySelector("#problems button")?.focus(); return; }
  leaving.add(view.id);
  sending.then(() => leaving.delete(view.id));
  next();
}

async function send(view, field, body) {
  try {
    answered(view, field, await call("/api/review/settle", body));
  } catch (fault) { failed(view, fault); }
}

function answered(view, field, answer) {
  if (field) view.pending?.delete(field.name);
  if (answer.outcome === "contradicted") {
    field.state = "doubt";
    const back = () => { objections.set(`${view.id} ${field.name}`, answer.problem); };
    back();
    bringBack(view, field.name);
    return;
  }
  if (answer.outcome === "open") {
    const open = answer.document;
    // What is settled here and on its way is not asked for again.
    const local = new Map(view.fields.map((each) => [each.name, each]));
    open.fields = open.fields.map((each) => (view.pending?.has(each.name) ? local.get(each.name) : each));
    Object.assign(view, open);
    const isWaiting = open.fields.some(isOpen) || open.problems.length > 0;
    if (doc === view) {
      if (!open.fields.some(isOpen) && open.problems.length) { problems(); render(); document.querySelector("#problems button")?.focus(); }
      else if (!open.fields.some(isOpen)) next();
      else { keepPlace(); problems(); }
    } else if (isWaiting) bringBack(view, open.fields.find(isOpen)?.name);
    return;
  }
  if (answer.outcome === "waits") toast(say("waits-for-another"));
  waiting = Math.max(0, waiting - 1);
  const at = ahead.findIndex((each) => each.id === view.id);
  if (at >= 0) ahead.splice(at, 1);
  counts();
  if (doc?.id === view.id) next();
}

// The station's answer to an earlier field came while another is in hand: what is typed there stays.
function keepPlace() {
  const name = editor.field?.name;
  const place = doc.fields.findIndex((each) => each.name === name);
  if (place >= 0) { index = place; editor.field = doc.fields[place]; }
  counts();
}

function bringBack(view, name) {
  if (doc !== view) { if (doc) ahead.unshift(doc); const at = ahead.indexOf(view); if (at >= 0) ahead.splice(at, 1); }
  show(view, name);
}

function failed(view, fault) {
  view.pending = new Set();
  toast(fault.message, 8);
  if (fault.status === 409) {
    passed.push(view.id);
    const at = ahead.indexOf(view);
    if (at >= 0) ahead.splice(at, 1);
    if (doc === view) next();
  } else if (fault.status === 0) {
    reload(view);
  }
}

// Once the station answers again, the document is taken up as it stands there.
async function reload(view) {
  try {
    const answer = await call(`/api/review/documents/${encodeURIComponent(view.id)}`);
    Object.assign(view, answer.document);
    bringBack(view);
  } catch { setTimeout(() => reload(view), 3000); }
}

// After what was settled before it, so that the station hears of things in the order in which they were done.
function post(path, values) {
  const view = doc;
  const body = { document: view.id, token: view.token, seconds: clock.take(), ...values };
  sending = sending.then(async () => {
    try { answered(view, null, await call(path, body)); } catch (fault) { failed(view, fault); }
  });
  return sending;
}

const choose = (register, record) => post("/api/review/choose", { register, key: record });

async function settleAll() {
  const view = doc;
  while (doc === view && nextOpen() >= 0) {
    index = isOpen(doc.fields[index]) ? index : nextOpen();
    const text = editor.field === doc.fields[index] && !editor.isFresh ? editor.text : null;
    if (doc.fields[index].state === "second") { render(); return; }
    settle(text);
  }
}

async function undo() {
  await sending;
  try {
    const answer = await call("/api/review/undo", {});
    if (!answer.document) { toast(say("nothing-to-undo")); return; }
    const known = inHand().find((each) => each.id === answer.document.id);
    const view = known ? Object.assign(known, answer.document) : answer.document;
    if (doc !== view && doc) ahead.unshift(doc);
    const at = ahead.indexOf(view);
    if (at >= 0) ahead.splice(at, 1);
    show(view, answer.field);
  } catch (fault) { toast(fault.message); }
}

async function later() {
  const view = doc;
  next();
  passed.push(view.id);
  try { await call("/api/review/hold", { document: view.id, token: view.token, action: "later" }); } catch (fault) { toast(fault.message); }
}

async function reject() {
  const reason = prompt(say("reject-reason"));
  if (reason?.trim()) await post("/api/review/reject", { reason });
}

document.getElementById("reject").addEventListener("click", reject);
window.addEventListener("keydown", (event) => {
  if (!doc || event.isComposing || event.keyCode === 229) return;
  const isButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
  const act = (work) => { event.preventDefault(); work(); };
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return act(settleAll);
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && editor.isFresh) return act(undo);
  if (event.key === "F2") return act(() => sheet.toggle());
  if (isButton) return undefined;
  if (event.key === "Enter") return act(() => { if (doc.fields[index]) settle(editor.isFresh && doc.fields[index].state !== "second" ? null : editor.text); });
  if (event.key === "Escape") return act(() => (editor.isFresh ? undo() : editor.restore()));
  if (event.key === "ArrowDown") return act(() => go(index + 1));
  if (event.key === "ArrowUp") return act(() => go(index - 1));
  if (event.key === " " && editor.isFresh && !editor.cells && editor.field?.type !== "mark-grid") return act(later);
  if (event.key === "Tab" && !event.shiftKey && editor.nextUnsure()) return act(() => {});
  if (editor.field?.type === "mark-grid" && /^[1-9]$/.test(event.key)) {
    const box = editor.boxes[Number(event.key) - 1];
    if (box) return act(() => { box.checked = !box.checked; });
  }
  const choice = editor.choice(event);
  if (choice) return act(() => settle(choice.text));
  return undefined;
});

setInterval(() => {
  for (const view of inHand()) call("/api/review/hold", { document: view.id, token: view.token, action: "renew" }).catch(() => {});
}, 120000);
window.addEventListener("pagehide", () => {
  const proof = document.querySelector("meta[name=proof]").content;
  for (const view of inHand()) {
    fetch("/api/review/hold", { method: "POST", keepalive: true, headers: { "Content-Type": "application/json", "X-Tema-Proof": proof },
      body: JSON.stringify({ document: view.id, token: view.token, action: "back" }) });
  }
});

if (query.get("document")) {
  try {
    const answer = await call(`/api/review/documents/${encodeURIComponent(query.get("document"))}`);
    waiting = answer.waiting;
    query.delete("document");
    show(answer.document);
    prepare();
  } catch (fault) { toast(fault.message, 8); query.delete("document"); await next(); }
} else await next();
