// 業務: the site's workflows as their files are now, how they fare, and what their versions changed.
import { call, say, make, put, number, table, time, toast } from "./common.js";
import { months } from "./months.js";
import { trials } from "./trials.js";

const share = (each) => (each ? { n: `${number(100 * each.count / each.of, 1)} % (${number(100 * each.low, 1)}–${number(100 * each.high, 1)}), n ${number(each.of)}` } : { n: "–" });
const percent = (value) => `${new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 2 }).format(100 * value)} %`;

// How each field fares: what passes unseen, and of what people looked at how much they put right.
async function fields(row) {
  const base = `/api/workflows/${encodeURIComponent(row.id)}`;
  const [rows, past] = await Promise.all([call(`${base}/fields`), call(`${base}/months`)]);
  const list = document.getElementById("months");
  put("fares-list", table([say("fields"), say("type"), { n: say("proved-share") }, { n: say("corrected-share") }, { n: say("seconds-each") }],
    rows.map((each) => [make("button", { class: "plain drill", onclick: () => months(list, past, each.name, each.label) }, each.label), each.type, share(each.accepted), share(each.corrected), { n: each.seconds === null || each.seconds === undefined ? "–" : number(each.seconds, 1) }])));
  months(list, past, null, say("all-documents"));
}

// What passes unseen on what grounds, and what is lacking for more.
async function grounds(row) {
  const report = await call(`/api/workflows/${encodeURIComponent(row.id)}/acceptance`);
  const isOwn = report.threshold !== undefined && report.threshold !== null;
  const passes = isOwn || !report.trustsOwnOnly
    ? `${say("acceptance-passes")} ${percent(isOwn ? report.threshold : report.budget)} (${say(isOwn ? "acceptance-own" : "acceptance-shipped")})`
    : say("acceptance-nothing");
  const { looked, wrong, low, high } = report.sample;
  put("grounds-facts",
    report.stops.map((stop) => make("div", { class: "note" }, stop.because[document.documentElement.lang] ?? stop.because.en)),
    make("p", {}, passes),
    make("p", { class: "quiet" }, `${say("acceptance-known")}: ${number(report.values)} · ${say("acceptance-next")}: ${number(report.fewestValues)} · ${say("acceptance-sample")}: ${number(looked)}, ${number(wrong)}${looked ? `, ${percent(low)}–${percent(high)}` : ""}`));
  put("grounds-list", !report.strata.length ? make("p", { class: "quiet" }, say("grounds-none")) : table(
    [say("ground"), { n: say("acceptance-known") }, { n: say("acceptance-wrong") }, { n: say("acceptance-bound") }, { n: say("acceptance-passing") }, { n: say("acceptance-more") }, { n: say("acceptance-frees") }],
    report.strata.map((each) => [say(`ground-${each.ground}`), { n: number(each.values) }, { n: number(each.errors) }, { n: each.values ? percent(each.bound) : "–" },
      { n: `${number(each.passing)} / ${number(each.decided)}` }, { n: number(each.more) }, { n: percent(each.frees) }])));
}

// The golden cases, and what reading them again gives.
async function cases(row) {
  const path = `/api/workflows/${encodeURIComponent(row.id)}/cases`;
  const listing = await call(path);
  put("cases-list",
    listing.mistakes.length ? make("div", { class: "note" }, listing.mistakes.map((line) => make("div", {}, line))) : null,
    listing.cases.length ? table([say("golden-case"), say("file"), { n: say("documents") }, { n: say("values") }],
      listing.cases.map((each) => [each.name, each.scan, { n: number(each.documents) }, { n: number(each.values) }]))
      : make("p", { class: "quiet" }, say("cases-none")));
  const run = document.getElementById("cases-run");
  run.hidden = !answer.mayRun || listing.cases.length === 0;
  run.onclick = async () => {
    run.disabled = true;
    put("cases-result", make("p", { class: "quiet", role: "status" }, say("cases-running")));
    try { result(await call(path, {}), listing.accepted); } catch (fault) { put("cases-result", make("p", { class: "note" }, fault.message)); }
    run.disabled = false;
  };
  put("cases-result");
}

function result(report, accepted) {
  const worse = (name, score) => accepted?.[name] && score.right * accepted[name].of < accepted[name].right * score.of;
  const rows = Object.entries(report.scores).sort((a, b) => a[1].right / a[1].of - b[1].right / b[1].of || a[0].localeCompare(b[0]));
  const of = (score) => ({ n: score ? `${number(score.right)} / ${number(score.of)}` : "–" });
  put("cases-result",
    table([say("fields"), { n: say("cases-right") }, { n: say("cases-accepted") }], rows.map(([name, score]) => [name, of(score), of(accepted?.[name])]), (place) => (worse(...rows[place]) ? "worse" : "")),
    report.misses.length ? table([say("golden-case"), say("fields"), say("cases-expected"), say("reading")],
      report.misses.map((each) => [each.case, each.field ?? say("document"), each.expected, each.read || say("empty")])) : make("p", {}, say("cases-all-right")));
}

// The job file as it is, and what each version changed in it and in its templates.
async function job(row) {
  const base = `/api/workflows/${encodeURIComponent(row.id)}`;
  const versions = await call(`${base}/versions`);
  const show = async (version) => {
    try {
      const change = await call(`${base}/versions/${version}`);
      const isFirst = !change.before;
      put("job-text", change.files.map((file) => {
        const isChanged = file.lines.some((line) => line.kind !== "same");
        return make("details", { open: isFirst ? file === change.files[0] : isChanged }, make("summary", {}, `${file.path}${!isFirst && !isChanged ? ` – ${say("version-same")}` : ""}`),
          make("pre", { tabindex: "0", "aria-label": file.path }, file.lines.map((line) => make("span", { class: `line ${line.kind}` }, `${{ same: " ", added: "+", removed: "−" }[line.kind]} ${line.text}\n`))));
      }));
    } catch (fault) { toast(fault.message, 8); }
  };
  put("job-versions", table([say("version"), say("version-first"), say("version-last"), { n: say("batch") }],
    versions.map((each) => [make("button", { class: "plain drill", onclick: () => show(each.version) }, each.version.slice(0, 10), each.isPresent ? ` (${say("version-present")})` : ""),
      each.first ? time(each.first) : "–", each.last ? time(each.last) : "–", { n: number(each.batches) }])));
  if (versions.length) await show(versions[0].version);
}

const parts = { fares: fields, grounds, cases, trials: (row) => trials(row.id), job };

// Opens one part of one workflow; the others close.
async function open(row, name, head) {
  try {
    await parts[name](row);
    for (const each of Object.keys(parts)) document.getElementById(each).hidden = each !== name;
    document.getElementById(`${name}-title`).textContent = `${row.title} – ${say(head)}`;
    document.getElementById(name).scrollIntoView();
    document.getElementById(`${name}-title`).focus();
  } catch (fault) { toast(fault.message, 8); }
}

let answer = { workflows: [], mistakes: [], mayRun: false };
try {
  answer = await call("/api/workflows");
  put("mistakes", answer.mistakes.length ? make("div", { class: "note" }, make("b", {}, say("mistakes")), answer.mistakes.map((line) => make("div", {}, line))) : null);
  const part = (row, name, head) => make("button", { class: "plain", "data-part": name, onclick: () => open(row, name, head) }, say(head));
  put("list", table(
    [say("title"), say("department"), say("version"), say("forms"), { n: say("fields") }, { n: say("baseline") }, { n: say("batch") }, { n: say("in-review") }, ""],
    answer.workflows.map((row) => [make("b", {}, row.title), row.department, row.version, row.forms.join(", "), { n: number(row.fields) },
      { n: row.baselineMinutes ? `${number(row.baselineMinutes, 1)} ${say("minutes")}` : say("none") }, { n: number(row.batches) }, { n: number(row.waiting) },
      make("span", { class: "parts" }, part(row, "fares", "fields"), part(row, "grounds", "acceptance"), part(row, "cases", "golden-cases"),
        answer.mayRun ? part(row, "trials", "reprocess") : null, part(row, "job", "job-file"))])));
} catch (fault) { toast(fault.message, 8); }
