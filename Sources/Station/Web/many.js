// What the ways of looking at many documents at once share: the documents in hand, pieces of their pages, settling.
import { call, toast, say } from "./common.js";
import { Clock } from "./clock.js";

const pixelsPerMillimetre = 200 / 25.4;
export const clock = new Clock();
export const isOpen = (field) => field.state === "doubt" || field.state === "second";

// Takes the documents that wait into hand.
export async function load() {
  const query = new URLSearchParams(location.search);
  const parameters = new URLSearchParams();
  for (const name of ["workflow", "batch"]) if (query.get(name)) parameters.set(name, query.get(name));
  const answer = await call(`/api/review/many?${parameters}`);
  const documents = answer.documents;
  setInterval(() => documents.forEach((view) => hold(view, "renew")), 240000);
  window.addEventListener("pagehide", () => documents.forEach((view) => hold(view, "back", true)));
  return documents;
}

function hold(view, action, keepalive = false) {
  const proof = document.querySelector("meta[name=proof]").content;
  return fetch("/api/review/hold", { method: "POST", keepalive, headers: { "Content-Type": "application/json", "X-Tema-Proof": proof },
    body: JSON.stringify({ document: view.id, token: view.token, action }) }).catch(() => {});
}

// Fetches pieces of pages: one picture for all pieces of a page. Each unit gets `strip` {url, top, width, height}.
export async function cut(units) {
  const pages = new Map();
  for (const unit of units) {
    const page = unit.view.pages.find((each) => each.formPage === unit.zone[0]) ?? unit.view.pages[0];
    const key = `${unit.view.batch}/${page.number}`;
    if (!pages.has(key)) pages.set(key, []);
    pages.get(key).push(unit);
  }
  await Promise.all([...pages.entries()].map(async ([key, members]) => {
    const [batch, page] = key.split("/");
    for (let first = 0; first < members.length; first += 100) {
      const part = members.slice(first, first + 100);
      const zones = part.map((unit) => unit.zone.slice(1).map((side) => Math.round(side * 100) / 100).join(",")).join(";");
      const response = await fetch(`/api/pages/${encodeURIComponent(batch)}/${page}/strip?zones=${encodeURIComponent(zones)}`);
      const url = response.ok ? URL.createObjectURL(await response.blob()) : null;
      let top = 0;
      for (const unit of part) {
        const [width, height] = unit.zone.slice(3).map((side) => Math.max(1, Math.round(side * pixelsPerMillimetre)));
        unit.strip = { url, top, width, height };
        top += height;
      }
    }
  }));
}

// An element that shows a unit's piece, not larger than so many pixels.
export function ink(unit, width, height) {
  const element = document.createElement("span");
  element.className = "ink";
  const { strip } = unit;
  if (!strip?.url) return element;
  const scale = Math.min(width / strip.width, height / strip.height, 1.5);
  Object.assign(element.style, {
    width: `${strip.width}px`, height: `${strip.height}px`, backgroundImage: `url(${strip.url})`, backgroundPosition: `0 -${strip.top}px`,
    transform: `translate(${(width - strip.width * scale) / 2}px, ${(height - strip.height * scale) / 2}px) scale(${scale})`,
  });
  return element;
}

// Settles a field; what the station says against it leaves it to review by document. True where it is settled.
export async function settle(view, field, text, mode, seconds) {
  if (view.isGone) return false;
  try {
    const answer = await call("/api/review/settle", { document: view.id, token: view.token, field: field.name, text, force: false, seconds, mode });
    if (answer.outcome === "contradicted") { toast(`${field.label}: ${answer.problem}`, 6); return false; }
    if (answer.outcome !== "open") view.isGone = true;
    field.state = "settled";
    return true;
  } catch (fault) {
    toast(fault.message, 6);
    if (fault.status === 409) view.isGone = true;
    return false;
  }
}

export function nothing() {
  document.getElementById("hint").hidden = true;
  document.getElementById("nothing").hidden = false;
}
