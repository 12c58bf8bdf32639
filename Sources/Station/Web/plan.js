// 計画: the indicators of the plan, their targets, and how far they are.
import { call, say, make, put, number, table, toast } from "./common.js";

const year = document.getElementById("year");

function draw(answer) {
  if (!year.options.length) put(year, answer.years.map((each) => make("option", { value: each.short }, each.name)));
  year.value = answer.year;
  document.getElementById("title").textContent = answer.plan;
  for (const id of ["pdf", "csv"]) document.getElementById(id).href = `/api/plan.${id}?year=${encodeURIComponent(answer.year)}`;
  const figure = (value) => (value === undefined || value === null ? "–" : number(value, Number.isInteger(value) ? 0 : 1));
  const bar = (share) => {
    const meter = make("meter", { min: 0, max: 1, value: Math.max(0, Math.min(1, share ?? 0)), "aria-label": say("of-target") });
    return make("span", {}, meter, ` ${share === undefined || share === null ? "–" : `${number(100 * share, 0)} %`}`);
  };
  put("indicators", table([say("indicator"), { n: say("start-value") }, { n: say("present-value") }, { n: say("target") }, say("year"), say("of-target"), say("note")],
    answer.rows.map((row) => [`${row.name} (${row.unit})`, { n: figure(row.start) }, { n: figure(row.value) }, { n: figure(row.target) }, row.target_year ?? "", bar(row.share), row.is_from_ledger ? say("from-ledger") : row.note ?? ""])));
  const form = document.getElementById("set");
  form.hidden = !answer.mayChange;
  put("indicator", answer.rows.filter((row) => !row.is_from_ledger).map((row) => make("option", { value: row.id }, row.name)));
}

async function load() {
  try { draw(await call(`/api/plan${year.value ? `?year=${encodeURIComponent(year.value)}` : ""}`)); } catch (fault) { toast(fault.message, 8); }
}

async function change(values) {
  try {
    await call("/api/plan", { year: year.value, ...values });
    toast(say("saved-now"));
    await load();
  } catch (fault) { toast(fault.message, 8); }
}

document.getElementById("set").addEventListener("submit", (event) => {
  event.preventDefault();
  const value = (id) => document.getElementById(id).value;
  change({ csv: `indicator,value,note\n${value("indicator")},${value("value")},"${value("note").replaceAll('"', '""')}"\n` });
});
document.getElementById("file").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (file) await change({ csv: await file.text() });
  event.target.value = "";
});
year.addEventListener("change", load);
document.getElementById("print").addEventListener("click", () => window.print());
await load();
