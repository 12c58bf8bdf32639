// 計測: a stopwatch for work by hand; what baselines come from.
import { call, say, make, put, number, table, time, toast } from "./common.js";

const select = document.getElementById("workflow");
const watch = document.getElementById("watch");
let begun = null;
// The answer to what was asked last counts.
let turn = 0;

function draw(answer) {
  begun = answer.running ? new Date(answer.running) : null;
  document.getElementById("start").hidden = begun !== null;
  document.getElementById("stop").hidden = begun === null;
  const { study } = answer;
  const seconds = (value) => (value === null || value === undefined ? "–" : `${number(value, 1)} ${say("seconds")}`);
  const figure = (title, text) => make("div", {}, make("span", {}, title), make("b", { class: "mid" }, text));
  put("figures", figure(say("samples"), number(study.samples)), figure(say("mean"), seconds(study.samples ? study.mean_seconds : null)), figure(say("median"), seconds(study.samples ? study.median_seconds : null)),
    figure(say("range"), study.low === undefined ? "–" : `${number(study.low, 1)} – ${number(study.high, 1)} ${say("seconds")}`),
    figure(say("missing-samples"), study.missing === undefined ? "–" : number(study.missing)));
  const lines = document.getElementById("lines");
  lines.hidden = !answer.lines;
  lines.textContent = answer.lines ?? "";
  put("samples", !answer.samples.length ? make("p", { class: "quiet" }, say("samples-none")) : table([say("when"), say("who"), { n: say("duration") }, say("version"), say("note"), ""],
    answer.samples.map((sample) => [time(sample.begun), sample.person, { n: seconds(sample.seconds) }, sample.form_version, sample.note,
      sample.is_discarded ? say("left-out") : make("button", { class: "plain", onclick: () => act("discard", { sample: sample.id }) }, say("leave-out"))]),
    (place) => (answer.samples[place].is_discarded ? "quiet" : "")));
}

async function act(action, more = {}) {
  const mine = ++turn;
  try {
    const answer = await call("/api/time/study", { workflow: select.value, action, note: document.getElementById("note").value, ...more });
    if (mine === turn) draw(answer);
    if (action !== "start") document.getElementById("note").value = "";
  } catch (fault) { toast(fault.message, 8); }
}

async function load() {
  const mine = ++turn;
  try {
    const answer = await call(`/api/time/study?workflow=${encodeURIComponent(select.value)}`);
    if (mine === turn) draw(answer);
  } catch (fault) { toast(fault.message, 8); }
}

setInterval(() => { watch.textContent = number(begun ? (Date.now() - begun) / 1000 : 0, 1); }, 100);
document.getElementById("start").addEventListener("click", () => act("start"));
document.getElementById("stop").addEventListener("click", () => act("stop"));
select.addEventListener("change", load);
const { workflows } = await call("/api/workflows");
put(select, workflows.map((each) => make("option", { value: each.id }, each.title)));
if (workflows.length) {
  await load();
  document.getElementById("start").disabled = false;
}
