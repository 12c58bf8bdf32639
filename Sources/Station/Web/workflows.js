// 業務: the site's workflows as their files are now.
import { call, say, make, put, number, table, toast } from "./common.js";

const share = (each) => (each ? { n: `${number(100 * each.count / each.of, 1)} % (${number(100 * each.low, 1)}–${number(100 * each.high, 1)}), n ${number(each.of)}` } : { n: "–" });

// How each field fares: what passes unseen, and of what people looked at how much they put right.
async function fields(row) {
  try {
    const rows = await call(`/api/workflows/${encodeURIComponent(row.id)}/fields`);
    document.getElementById("fares-title").textContent = `${row.title} – ${say("fields")}`;
    put("fares-list", table([say("fields"), say("type"), { n: say("proved-share") }, { n: say("corrected-share") }, { n: say("seconds-each") }],
      rows.map((each) => [each.label, each.type, share(each.accepted), share(each.corrected), { n: each.seconds === null || each.seconds === undefined ? "–" : number(each.seconds, 1) }])));
    document.getElementById("fares").hidden = false;
    document.getElementById("fares").scrollIntoView();
  } catch (fault) { toast(fault.message, 8); }
}

const percent = (value) => `${new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 2 }).format(100 * value)} %`;

// What passes unseen on what grounds, and what is lacking for more.
async function grounds(row) {
  try {
    const report = await call(`/api/workflows/${encodeURIComponent(row.id)}/acceptance`);
    document.getElementById("grounds-title").textContent = `${row.title} – ${say("acceptance")}`;
    const isOwn = report.threshold !== undefined && report.threshold !== null;
    const passes = isOwn || !report.trustsOwnOnly
      ? `${say("acceptance-passes")} ${percent(isOwn ? report.threshold : report.budget)} (${say(isOwn ? "acceptance-own" : "acceptance-shipped")})`
      : say("acceptance-nothing");
    const { looked, wrong, low, high } = report.sample;
    put("grounds-facts",
      report.stops.map((stop) => make("div", { class: "note" }, stop.because[document.documentElement.lang] ?? stop.because.en)),
      make("p", {}, passes),
      make("p", { class: "quiet" }, `${say("acceptance-known")}: ${number(report.values)} · ${say("acceptance-next")}: ${number(report.fewestValues)} · ${say("acceptance-sample")}: ${number(looked)}, ${number(wrong)}${looked ? `, ${percent(low)}–${percent(high)}` : ""}`));
    put("grounds-list", table(
      [say("ground"), { n: say("acceptance-known") }, { n: say("acceptance-wrong") }, { n: say("acceptance-bound") }, { n: say("acceptance-passing") }, { n: say("acceptance-more") }, { n: say("acceptance-frees") }],
      report.strata.map((each) => [say(`ground-${each.ground}`), { n: number(each.values) }, { n: number(each.errors) }, { n: each.values ? percent(each.bound) : "–" },
        { n: `${number(each.passing)} / ${number(each.decided)}` }, { n: number(each.more) }, { n: percent(each.frees) }])));
    document.getElementById("grounds").hidden = false;
    document.getElementById("grounds").scrollIntoView();
  } catch (fault) { toast(fault.message, 8); }
}

async function show(row) {
  const response = await fetch(`/api/workflows/${encodeURIComponent(row.id)}/job`);
  document.getElementById("job-title").textContent = `${row.title} – ${say("job-file")}`;
  document.getElementById("job-text").textContent = await response.text();
  document.getElementById("job").hidden = false;
  document.getElementById("job").scrollIntoView();
}

try {
  const answer = await call("/api/workflows");
  put("mistakes", answer.mistakes.length ? make("div", { class: "note" }, make("b", {}, say("mistakes")), answer.mistakes.map((line) => make("div", {}, line))) : null);
  put("list", table(
    [say("title"), say("department"), say("version"), say("forms"), { n: say("fields") }, { n: say("baseline") }, { n: say("batch") }, { n: say("in-review") }, ""],
    answer.workflows.map((row) => [make("b", {}, row.title), row.department, row.version, row.forms.join(", "), { n: number(row.fields) },
      { n: row.baselineMinutes ? `${number(row.baselineMinutes, 1)} ${say("minutes")}` : say("none") }, { n: number(row.batches) }, { n: number(row.waiting) },
      make("span", {}, make("button", { class: "plain", onclick: () => fields(row) }, say("fields")),
        make("button", { class: "plain", onclick: () => grounds(row) }, say("acceptance")),
        make("button", { class: "plain", onclick: () => show(row) }, say("job-file")))])));
} catch (fault) { toast(fault.message, 8); }
