// 様式: the list of templates, and one of them on its paper.
import { call, Fault, make, number, put, say, send, table, toast } from "./common.js";
import { FieldForm, listFields } from "./field-form.js";
import { Paper } from "./paper.js";
import { Template } from "./template.js";

const asked = new URLSearchParams(location.search);
const by = (id) => document.getElementById(id);
const proof = document.querySelector("meta[name=proof]").content;
let template = null;
let selected = null;
let part = null;
let isOption = false;

const paper = new Paper({ select, changed, drawn, take });
const form = new FieldForm({ changed, remove, select, drawOption: () => { isOption = true; paper.isDrawing = true; toast(say("draw-option-hint"), 6); } });
const base = () => `/api/templates/${encodeURIComponent(template.workflow)}/${encodeURIComponent(template.form)}`;

function select(field, itsPart, isQuiet = false) {
  [selected, part] = [field, itsPart];
  if (template.lastKey) template.lastKey = null;
  if (field && field.page !== paper.page && field.parts.length) turn(field.page);
  paper.select(field, itsPart);
  if (!isQuiet) form.show(template, field, itsPart);
  list();
}

function list() {
  listFields(template, selected, (field) => { select(field, null); paper.reveal(field); });
  document.querySelector("#fields .here")?.scrollIntoView({ block: "nearest" });
}

function changed() {
  by("save").disabled = !template.isChanged;
  by("undo").disabled = template.past.length === 0;
  paper.draw();
  form.follow();
  list();
}

function drawn(zone) {
  if (isOption && selected?.kind === "options") {
    template.remember();
    selected.parts.push({ zone, name: String(selected.parts.length + 1) });
    [isOption, paper.isDrawing] = [false, false];
    select(selected, selected.parts.length - 1);
    changed();
    const inputs = by("one").querySelectorAll(".options input");
    inputs[inputs.length - 1].select();
    return;
  }
  select(template.add(zone, paper.page), null);
  changed();
  by("field-name").select();
}

function take(found) {
  select(template.add(null, found.page, found), null);
  changed();
  by("field-name").select();
}

function remove(field) {
  template.remove(field);
  select(null, null);
  changed();
}

function undo() {
  const index = template.fields.indexOf(selected);
  if (!template.undo()) return;
  select(template.fields[index] ?? null, null);
  changed();
}

function turn(page) {
  paper.show(template, page);
  by("page").value = String(page);
}

function mistakes(found) {
  const order = template.inFileOrder;
  put("mistakes", found.length ? make("div", { class: "problem", role: "alert" }, make("b", {}, say("not-saved")), make("ul", {}, found.map((mistake) => {
    const field = order[mistake.field ?? -1];
    const text = `${mistake.line ? `${mistake.file}:${mistake.line} ` : ""}${mistake.message}`;
    return make("li", {}, field ? make("button", { type: "button", class: "plain", onclick: () => { select(field, null); paper.reveal(field); } }, text) : text);
  }))) : null);
}

async function save() {
  if (!template.isChanged) return;
  by("save").disabled = true;
  toast(say("saving"), 60);
  try {
    const answer = await call(base(), template.edit());
    mistakes(answer.mistakes);
    if (answer.mistakes.length) { toast(say("not-saved")); changed(); return; }
    const name = selected?.name;
    await load();
    select(template.fields.find((field) => field.name === name) ?? null, null);
    toast([say("saved-ok"), ...answer.warnings].join(" "));
  } catch (fault) {
    toast(fault.message, 10);
    changed();
  }
}

async function tryIt(file) {
  const status = by("try-status");
  status.className = "quiet";
  status.textContent = say("trying");
  try {
    const answer = await call(`${base()}/drafts`, template.edit());
    mistakes(answer.mistakes);
    if (!answer.draft) { status.textContent = ""; return; }
    const response = await fetch(`${base()}/drafts/${answer.draft}`, { method: "POST", body: file, headers: { "X-Tema-Proof": proof } });
    if (!response.ok) throw new Fault(response.status, (await response.json().catch(() => ({}))).error ?? say("upload-failed"));
    const picture = by("tried");
    if (picture.src) URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(await response.blob());
    status.textContent = file.name;
    by("try-result").showModal();
  } catch (fault) {
    status.className = "wrong";
    status.textContent = fault.message || say("connection-lost");
  }
}

async function load() {
  template = new Template(await call(`/api/templates/${encodeURIComponent(asked.get("workflow"))}/${encodeURIComponent(asked.get("form"))}`));
  [selected, part] = [null, null];
  by("form-title").textContent = `${template.title} – ${template.form}`;
  by("form-file").textContent = template.file;
  put("page", Array.from({ length: template.pages }, (_, index) => make("option", { value: index + 1 }, `${say("page")} ${index + 1}`)));
  by("page").hidden = template.pages === 1;
  document.body.classList.toggle("no-blank", !template.hasBlank);
  by("add-found").hidden = template.hasBlank;
  turn(Math.min(paper.page, template.pages));
  mistakes(template.mistakes);
  form.show(template, null, null);
  changed();
}

// What the program finds on the blank comes later: it takes seconds.
async function offer() {
  by("found-status").textContent = say("finding");
  try {
    paper.found = await call(`${base()}/found`);
    paper.draw();
    by("found-status").textContent = paper.open.length ? `${say("found-boxes")} ${number(paper.open.length)}` : "";
  } catch { by("found-status").textContent = ""; }
}

function press(event) {
  if (event.isComposing || by("try-result").open) return;
  const isTyping = event.target.matches("input, select, textarea");
  const isControl = event.ctrlKey || event.metaKey;
  if (isControl && event.key === "s") { event.preventDefault(); save(); return; }
  if (isControl && event.key === "z" && !(isTyping && event.target.type === "file")) { event.preventDefault(); undo(); return; }
  if (event.key === "Escape") { [isOption, paper.isDrawing] = [false, false]; document.activeElement?.blur?.(); select(null, null); return; }
  if (isTyping || isControl) return;
  const step = { ArrowLeft: [-0.5, 0], ArrowRight: [0.5, 0], ArrowUp: [0, -0.5], ArrowDown: [0, 0.5] }[event.key];
  if (step && selected) { if (paper.nudge(...step, event.shiftKey)) event.preventDefault(); } else if (event.key === "Delete" && selected) remove(selected);
}

async function openDesigner() {
  document.body.classList.add("designing");
  by("list-view").hidden = true;
  by("designer").hidden = false;
  await load();
  paper.fit(false);
  for (const [id, factor] of [["zoom-in", 1.25], ["zoom-out", 0.8]]) by(id).addEventListener("click", () => paper.setZoom(paper.zoom * factor));
  by("zoom-fit").addEventListener("click", () => paper.fit());
  by("page").addEventListener("change", () => { select(null, null); turn(Number(by("page").value)); });
  by("save").addEventListener("click", save);
  by("add-found").addEventListener("click", () => { select(template.addFound(), null); changed(); by("field-name").select(); });
  by("undo").addEventListener("click", undo);
  by("try-file").addEventListener("change", () => { const [file] = by("try-file").files; if (file) tryIt(file); by("try-file").value = ""; });
  by("try-close").addEventListener("click", () => by("try-result").close());
  document.addEventListener("keydown", press);
  window.addEventListener("beforeunload", (event) => { if (template.isChanged) event.preventDefault(); });
  if (template.hasBlank) offer();
}

// A new workflow out of a blank form.
async function begin(event) {
  event.preventDefault();
  const given = by("begin").elements;
  const [blank] = given.blank.files;
  const asking = new URLSearchParams({ workflow: given.workflow.value, title: given.title.value, department: given.department.value, name: blank.name });
  const button = event.submitter;
  button.disabled = true;
  put("begun", say("finding"));
  try {
    const begun = await send(`/api/templates?${asking}`, blank, () => {});
    put("begun", `${say("begun")} ${begun.folder} `, begun.remark ?? make("a", { href: `/templates?workflow=${begun.workflow}&form=${begun.workflow}` }, say("open")));
    by("begin").reset();
    await openList();
  } catch (fault) { put("begun", make("span", { class: "wrong" }, fault.message)); }
  button.disabled = false;
}

async function openList() {
  const rows = await call("/api/templates");
  const link = (row, each) => make("a", { href: `/templates?workflow=${encodeURIComponent(row.workflow)}&form=${encodeURIComponent(each.id)}` }, each.id);
  put("departments", [...new Set(rows.map((row) => row.department))].map((each) => make("option", { value: each })));
  put("list", table([say("form"), say("workflow"), say("department"), say("version"), { n: say("pages") }, { n: say("fields") }],
    rows.flatMap((row) => row.forms.map((each) => [link(row, each), row.title, row.department, each.version, { n: number(each.pages) }, { n: number(each.fields) }]))));
}

try {
  if (asked.get("workflow")) await openDesigner(); else {
    by("begin").addEventListener("submit", begin);
    await openList();
  }
} catch (fault) { toast(fault.message, 10); }
