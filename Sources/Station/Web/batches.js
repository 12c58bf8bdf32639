// 今日: what came in, and what became of every page.
import { call, send, say, make, put, toast, time, number, Fault } from "./common.js";

const open = new Set();
const details = new Map();
let listing = null;
let limit = 0;

function bar(status) {
  const total = Math.max(1, status.pages);
  const waiting = status.review + status.in_doubt;
  const documents = status.queued + status.working + waiting + status.done + status.rejected + status.failed;
  const share = (count) => documents ? status.document_pages * count / documents : 0;
  const parts = [
    ["done", share(status.done), `${say("done")} ${number(status.done)}`],
    ["review", share(waiting), `${say("in-review")} ${number(waiting)}`],
    ["aside", status.set_aside, `${say("set-aside")} ${number(status.set_aside)}`],
    ["blank", status.blank, `${say("blank")} ${number(status.blank)}`],
    ["failed", share(status.failed + status.rejected), `${say("failed")} ${number(status.failed)} ${say("rejected")} ${number(status.rejected)}`],
  ];
  const law = make("div", { class: "law", role: "img", "aria-label": parts.map((part) => part[2]).join("、") });
  for (const [name, pages] of parts) {
    const piece = make("i", { class: name });
    piece.style.width = `${100 * pages / total}%`;
    law.append(piece);
  }
  const legend = make("div", { class: "legend law-legend" }, parts.filter((part) => part[1] > 0).map(([name, , text]) => {
    const mark = make("i", { class: name });
    mark.style.background = colours[name];
    return make("span", {}, mark, text);
  }));
  const left = status.waiting + status.queued + status.working;
  if (left > 0) legend.append(make("span", {}, `${say("waiting")} ${number(left)}`));
  return [law, legend];
}

const colours = { done: "#0b6b62", review: "#d9a021", aside: "#7b6ab0", blank: "#b9c4bf", failed: "#a3231b" };

function progress(row) {
  const status = row.status;
  if (status.failure) return make("span", { class: "wrong" }, status.failure);
  if (row.isFinished) return make("span", { class: "quiet" }, say(row.exports.length ? "finished" : "finished-none"));
  if (status.estimate) return make("span", { class: "quiet" }, `${say("finish-at")} ${time(status.estimate)}`);
  if (status.export_held) return make("span", { class: "quiet" }, say("held"));
  return null;
}

function card(row) {
  const status = row.status;
  const waiting = status.review + status.in_doubt;
  const id = status.id;
  const more = make("div", { class: "more", id: `more-${id}` });
  if (open.has(id)) fill(more, id);
  const toggle = make("button", {
    class: "plain", "aria-expanded": open.has(id) ? "true" : "false", "aria-controls": `more-${id}`,
    onclick: () => { if (open.has(id)) open.delete(id); else { open.add(id); details.delete(id); } draw(); },
  }, `${say("pages")} ${number(status.pages)}`);
  return make("article", { class: "batch", "data-id": id },
    make("div", { class: "top" }, make("b", {}, status.file), make("span", {}, row.title),
      make("span", { class: "quiet" }, time(status.received)),
      make("div", { class: "right" }, progress(row),
        row.exports.map((path, index) => make("a", { href: `/api/batches/${encodeURIComponent(id)}/exports/${index}`, download: true }, path.split("/").pop())),
        waiting > 0 && listing.mayReview ? make("a", { href: `/review?batch=${encodeURIComponent(id)}` }, `${say("open-review")} (${number(waiting)})`) : null,
        toggle)),
    bar(status), more);
}

// A page that was set aside: why, its picture, and what to do with it.
function aside(id, page, detail) {
  const note = make("div", { class: "note" }, make("div", {}, `${say("page")} ${page.number}: ${page.reason} `,
    detail.hasPictures ? make("a", { href: `/api/pages/${encodeURIComponent(id)}/${page.number}`, target: "_blank" }, say("show")) : null));
  if (page.answer) { note.append(make("div", { class: "quiet" }, page.answer)); return note; }
  const workflow = make("select", { "aria-label": say("workflow") }, listing.inboxes.map((inbox) => make("option", { value: inbox.workflow }, inbox.title)));
  const turns = make("select", { "aria-label": say("turn") }, [0, 1, 2, 3].map((quarter) => make("option", { value: quarter }, `${say("turn")} ${quarter * 90}°`)));
  const answer = async (body) => {
    try { await call(`/api/batches/${encodeURIComponent(id)}/pages/${page.number}`, body); } catch (fault) { toast(fault.message, 8); }
    details.delete(id);
    draw();
  };
  note.append(make("div", { class: "inline" }, detail.hasPictures ? [workflow, turns,
    make("button", { onclick: () => answer({ workflow: workflow.value, turns: Number(turns.value) }) }, say("drop-again"))] : null,
  make("button", { class: "plain", onclick: () => { const reason = prompt(say("dismiss-reason")); if (reason?.trim()) answer({ reason }); } }, say("dismiss"))));
  return note;
}

async function fill(more, id) {
  if (!details.has(id)) {
    try { details.set(id, await call(`/api/batches/${encodeURIComponent(id)}`)); } catch (fault) { toast(fault.message); return; }
  }
  const detail = details.get(id);
  const asides = detail.pages.filter((page) => page.outcome === "set_aside");
  const rows = detail.documents.map((document) => [
    { n: String(document.number) }, document.form, document.words, document.pages.join(", "),
    document.state === "review" && listing.mayReview
      ? make("a", { href: `/review?document=${encodeURIComponent(document.id)}` }, say("open-review")) : document.reasons.join(" "),
  ]);
  put(more,
    asides.map((page) => aside(id, page, detail)),
    make("p", {}, make("a", { href: `/api/batches/${encodeURIComponent(id)}/original`, download: true }, say("original"))),
    rows.length ? make("table", {},
      make("thead", {}, make("tr", {}, [say("documents"), say("forms"), say("state"), say("pages"), say("reason")].map((head) => make("th", {}, head)))),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell) => make("td", {}, cell.n ?? cell)))))) : null);
}

function draw() {
  const call_ = document.getElementById("call");
  call_.hidden = listing.waiting === 0;
  if (listing.waiting > 0) {
    put(call_, make("a", { href: "/review" }, toReview(listing.waiting)));
  }
  put("notices",
    listing.workers === 0 ? make("p", { class: "note" }, say("no-workers")) : null,
    listing.pauses.map((pause) => make("p", { class: "note" }, `${say("pauses")}: ${pause.workflow} – ${pause.reason}`)),
    listing.lying.filter((item) => item.reason).map((item) => make("p", { class: "note" }, `${item.file}: ${item.reason}`)));
  put("list", listing.batches.length ? listing.batches.map(card) : make("p", { class: "quiet" }, say("no-batches")));
}

function toReview(count) {
  const shown = count > 1000 ? `${number(1000)}+` : number(count);
  return document.documentElement.lang === "ja" ? `${shown}${say("review-n")}` : `${shown} ${say("review-n")}`;
}

let loading = false;
let again = false;
async function load() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    listing = await call("/api/batches");
    limit = listing.limitMegabytes;
    const select = document.getElementById("drop-workflow");
    if (select.options.length !== listing.inboxes.length) {
      put(select, listing.inboxes.map((inbox) => make("option", { value: inbox.workflow }, inbox.title)));
      document.getElementById("drop").hidden = listing.inboxes.length === 0;
    }
    for (const row of listing.batches) if (open.has(row.status.id) && !row.isFinished) details.delete(row.status.id);
    draw();
  } catch (fault) {
    if (fault instanceof Fault) toast(fault.message);
  }
  loading = false;
  if (again) { again = false; load(); }
}

async function upload(files) {
  await ready;
  const workflow = document.getElementById("drop-workflow").value;
  for (const file of files) {
    const line = make("li", {}, `${file.name}: ${say("uploading")}`);
    document.getElementById("uploads").append(line);
    if (limit && file.size > limit * 1e6) { line.textContent = `${file.name}: ${say("upload-failed")} (> ${limit} MB)`; continue; }
    try {
      const path = `/api/uploads?workflow=${encodeURIComponent(workflow)}&name=${encodeURIComponent(file.name)}`;
      const taken = await send(path, file, (share) => { line.textContent = `${file.name}: ${say("uploading")} ${Math.round(100 * share)} %`; });
      line.textContent = `${taken.file}: ${say("uploaded")}`;
      setTimeout(() => line.remove(), 15000);
    } catch (fault) {
      line.className = "wrong";
      line.textContent = `${file.name}: ${fault.message}`;
    }
  }
}

// Files that were chosen before the page knew of workflows, or before this was heard, are taken too.
const ready = load();
const pad = document.querySelector(".pad");
const chooser = document.getElementById("drop-file");
const take = () => { upload([...chooser.files]); chooser.value = ""; };
chooser.addEventListener("change", take);
if (chooser.files.length) take();
for (const name of ["dragenter", "dragover"]) pad.addEventListener(name, (event) => { event.preventDefault(); pad.classList.add("over"); });
for (const name of ["dragleave", "drop"]) pad.addEventListener(name, () => pad.classList.remove("over"));
pad.addEventListener("drop", (event) => { event.preventDefault(); upload([...event.dataTransfer.files]); });
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => event.preventDefault());

await ready;
new EventSource("/api/events").onmessage = () => load();
