// 監査: who did what, and whether the chain of records is whole.
import { call, say, make, put, number, table, time, toast } from "./common.js";

let rows = [];
const form = document.getElementById("filter");

function draw() {
  put("list", table([say("when"), say("who"), say("what"), say("where"), say("detail")], rows.map((row) => [
    time(row.at, true), row.actor ?? "", row.words, row.document ?? row.batch ?? "",
    [row.reason, ...Object.entries(row.detail).map(([key, value]) => `${key}: ${value}`)].filter(Boolean).join("  ")])));
  document.getElementById("older").hidden = rows.length === 0 || rows.length % 200 !== 0;
}

async function load(isOlder) {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) parameters.set(name, value.trim());
  if (isOlder && rows.length) parameters.set("before", String(Date.parse(rows.at(-1).at) / 1000));
  try {
    const found = await call(`/api/audit?${parameters}`);
    rows = isOlder ? rows.concat(found) : found;
    draw();
  } catch (fault) { toast(fault.message, 8); }
}

form.addEventListener("submit", (event) => { event.preventDefault(); load(false); });
document.getElementById("older").addEventListener("click", () => load(true));
document.getElementById("verify").addEventListener("click", async () => {
  const place = document.getElementById("verified");
  place.textContent = say("verifying");
  try {
    const answer = await call("/api/audit/verify", {});
    put(place, answer.faults.length ? make("span", { class: "wrong" }, answer.faults.join(" / ")) : `${say("verified")}: ${number(answer.chains)} / ${number(answer.entries)}`);
  } catch (fault) { place.textContent = fault.message; }
});
await load(false);
