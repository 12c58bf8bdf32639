// 時間: the hours saved, against the year's target.
import { call, say, make, put, number, table, toast } from "./common.js";

const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
let chart = null;

const hours = (seconds) => number(seconds / 3600, Math.abs(seconds) < 360000 ? 2 : 0);

function summed(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = row[key] ?? "";
    const sum = groups.get(name) ?? { documents: 0, baseline: 0, human: 0, net: 0, straight: 0, waiting: 0, uncounted: 0 };
    sum.documents += row.documents;
    sum.baseline += row.baseline_seconds;
    sum.human += row.human_seconds + row.overhead_seconds;
    sum.net += row.net_seconds;
    sum.straight += row.straight_through * row.documents;
    sum.waiting += row.waiting_documents;
    sum.uncounted += row.uncounted_documents;
    groups.set(name, sum);
  }
  return [...groups.entries()];
}

function group(rows, key, title, name = (each) => each, order = null) {
  const groups = summed(rows, key);
  groups.sort(order ?? ((a, b) => a[1].net - b[1].net));
  return table(
    [title, { n: say("documents") }, { n: say("before") }, { n: say("after") }, { n: say("saved") }, { n: say("rate") }, { n: say("straight-through") }, { n: say("per-document") }, { n: say("in-review") }],
    groups.map(([id, sum]) => [name(id), { n: number(sum.documents) }, { n: hours(sum.baseline) }, { n: hours(sum.human) }, { n: hours(sum.net) },
      { n: sum.baseline ? `${number(100 * sum.net / sum.baseline, 1)} %` : "–" }, { n: sum.documents ? `${number(100 * sum.straight / sum.documents, 1)} %` : "–" },
      { n: sum.documents ? `${number(sum.human / sum.documents, 1)} ${say("seconds")}` : "–" }, { n: number(sum.waiting) }]),
    (place) => (groups[place][1].net < 0 ? "loss" : ""));
}

// Before, after, saved, those that lose first; a row opens the entries behind it.
function workflows(answer) {
  const rows = answer.report.workflows;
  return table(
    [say("workflow"), { n: say("documents") }, { n: say("before") }, { n: say("after") }, { n: say("saved") }, { n: say("rate") }, { n: say("range") }, { n: say("straight-through") }, { n: say("per-document") }, say("advice")],
    rows.map((row) => [make("button", { class: "plain drill", onclick: () => entries(answer, row) }, row.title), { n: number(row.documents) }, { n: hours(row.before_seconds) }, { n: hours(row.after_seconds) }, { n: hours(row.saved_seconds) },
      { n: row.saved_share === null ? "–" : `${number(100 * row.saved_share, 1)} %` }, { n: `${hours(row.saved_low)} – ${hours(row.saved_high)}` }, { n: `${number(100 * row.straight_through, 1)} %` },
      { n: `${number(row.human_seconds_per_document, 1)} ${say("seconds")}` }, answer.recommendations[row.workflow] ?? ""]),
    (place) => (rows[place].saved_seconds < 0 ? "loss" : ""));
}

// The entries behind a workflow's figures: their net seconds add up to them.
let shown = [];
async function entries(answer, row, after = 0) {
  const year = encodeURIComponent(answer.report.fiscal_year);
  const lines = await call(`/api/time/entries?workflow=${encodeURIComponent(row.workflow)}&year=${year}&after=${after}`);
  shown = after ? shown.concat(lines) : lines;
  const section = document.getElementById("entries");
  section.hidden = false;
  document.getElementById("entries-title").textContent = `${say("entries")}: ${row.title}`;
  const kind = (line) => line.document ?? say(`kind-${line.kind.replace("_", "-")}`);
  put("entries-list", table(
    [say("date"), say("document"), say("state"), { n: say("before") }, { n: say("after") }, { n: say("saved") }, say("reason")],
    shown.map((line) => [line.day, kind(line), line.outcome ? say(line.outcome) : "", ...[line.baseline_seconds, line.human_seconds + line.overhead_seconds, line.baseline_seconds - line.human_seconds - line.overhead_seconds]
      .map((each) => ({ n: `${number(each, 1)} ${say("seconds")}` })), [line.reverses ? `${say("reverses")} ${line.reverses}` : "", line.reason ?? "", line.actor ?? ""].filter(Boolean).join(" ")])));
  const more = document.getElementById("entries-more");
  more.hidden = lines.length < 200;
  more.onclick = () => entries(answer, row, lines[lines.length - 1].id);
  if (!after) section.scrollIntoView({ block: "start" });
}

function curve(answer) {
  const { report } = answer;
  const months = [];
  let [year, month] = report.from.split("-").map(Number);
  for (let count = 0; count < 12; count++) {
    months.push(`${year}-${String(month).padStart(2, "0")}`);
    month += 1;
    if (month > 12) { month = 1; year += 1; }
  }
  const net = new Map(summed(report.rows, "month").map(([id, sum]) => [id, sum.net / 3600]));
  const present = answer.today.slice(0, 7);
  let total = 0;
  const reached = months.map((id) => { total += net.get(id) ?? 0; return id <= present ? total : null; });
  const last = months.findIndex((id) => id >= present);
  const line = (end) => months.map((id, place) => (place < last || end === null ? null : total + (end - total) * (place - last) / Math.max(1, months.length - 1 - last)));
  const spread = [report.forecast_low, report.forecast_high];
  const target = report.target_hours ? months.map((id, place) => report.target_hours * (place + 1) / 12) : null;
  const line_ = (label, data, more) => ({ label, data, pointRadius: 0, borderWidth: 2, tension: 0, ...more });
  chart?.destroy();
  chart = new Chart(document.getElementById("curve"), {
    type: "line",
    data: { labels: months.map((id) => `${Number(id.slice(5))}`), datasets: [
      line_(say("cumulative"), reached, { borderColor: accent, backgroundColor: accent, borderWidth: 3, pointRadius: 2 }),
      ...(report.forecast_hours === null ? [] : [
        line_(say("forecast"), line(report.forecast_hours), { borderColor: accent, borderDash: [5, 4] }),
        line_(say("range"), line(spread[0]), { borderColor: "transparent" }),
        line_("", line(spread[1]), { borderColor: "transparent", backgroundColor: "rgba(11,107,98,.14)", fill: "-1" })]),
      ...(target ? [line_(say("target"), target, { borderColor: "#8b9692", borderDash: [2, 3], borderWidth: 1.5 })] : []),
    ] },
    options: { animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
      plugins: { legend: { labels: { filter: (item) => item.text && item.text !== say("range"), boxHeight: 1 } } },
      scales: { y: { beginAtZero: true, title: { display: true, text: say("hours") } }, x: { grid: { display: false } } } },
  });
}

function draw(answer) {
  const { report } = answer;
  const net = report.net_seconds / 3600;
  put("sum",
    make("div", {}, make("span", {}, say("net-hours")), make("b", { class: "big", id: "net" }, `${number(net, net < 100 ? 2 : 0)} ${say("hours")}`)),
    report.target_hours ? make("div", {}, make("span", {}, `${say("target")} ${number(report.target_hours)} ${say("hours")}`),
      make("b", { class: "mid" }, `${number(100 * net / report.target_hours, 1)} %`)) : null,
    make("div", {}, make("span", {}, say("range")), make("b", { class: "mid" }, `${number(report.net_low / 3600, 2)} – ${number(report.net_high / 3600, 2)}`)),
    make("div", {}, make("span", {}, say("forecast")), make("b", { class: "mid" }, report.forecast_hours === null ? "–" : `${number(report.forecast_hours, 0)} ${say("hours")}`),
      report.forecast_hours === null ? null : make("small", { class: "quiet" }, `${number(report.forecast_low, 0)} – ${number(report.forecast_high, 0)} ${answer.basis}`)),
    make("div", {}, make("span", {}, say("documents")), make("b", { class: "mid" }, number(report.rows.reduce((sum, row) => sum + row.documents, 0)))));
  const rows = report.rows;
  if (!rows.length) {
    for (const id of ["by-workflow", "by-department", "by-month"]) put(id, make("p", { class: "quiet" }, say("no-hours")));
  } else {
    put("by-workflow", workflows(answer));
    put("by-department", group(rows, "department", say("department")));
    put("by-month", group(rows, "month", say("month"), (id) => id, (a, b) => (a[0] < b[0] ? -1 : 1)));
  }
  document.getElementById("beside").hidden = answer.besides.length === 0;
  put("beside-list", answer.besides.map((line) => make("li", {}, line)));
  curve(answer);
}

// How well people check: of the wrong values that they were shown on purpose, how many they let pass.
function checked(rows) {
  document.getElementById("checked").hidden = rows.length === 0;
  put("checked-list", table([say("way"), { n: say("planted") }, { n: say("missed") }, { n: say("miss-rate") }],
    rows.map((row) => [say(`mode-${row.mode}`), { n: number(row.planted) }, { n: number(row.missed) }, { n: `${number(100 * row.missed / row.planted, 1)} %` }])));
}

async function load(year) {
  try {
    const answer = await call(`/api/time${year ? `?year=${encodeURIComponent(year)}` : ""}`);
    const select = document.getElementById("year");
    if (!select.options.length) put(select, answer.years.map((each) => make("option", { value: each.short }, each.name)));
    select.value = answer.report.fiscal_year;
    for (const [id, path] of [["csv", "/api/time.csv"], ["xlsx", "/api/time.xlsx"], ["pdf", "/api/time.pdf"], ["open", "/api/time/open-data.csv"]]) {
      document.getElementById(id).href = `${path}?year=${encodeURIComponent(answer.report.fiscal_year)}`;
    }
    draw(answer);
    checked(await call("/api/review/quality"));
  } catch (fault) { toast(fault.message, 8); }
}

document.getElementById("year").addEventListener("change", (event) => load(event.target.value));
document.getElementById("print").addEventListener("click", () => window.print());
await load();
new EventSource("/api/events").addEventListener("message", () => load(document.getElementById("year").value));
