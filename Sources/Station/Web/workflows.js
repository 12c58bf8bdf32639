// 業務: the site's workflows as their files are now.
import { call, say, make, put, number, table, toast } from "./common.js";

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
      make("button", { class: "plain", onclick: () => show(row) }, say("job-file"))])));
} catch (fault) { toast(fault.message, 8); }
