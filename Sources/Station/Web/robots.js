// ロボット: where each stands, what it needs a person for, and what became of each entry.
import { Clock } from "./clock.js";
import { call, say, make, put, number, table, time, toast } from "./common.js";

const clock = new Clock();
const older = new Map();
let listing = null;
let shown = "";

const path = (robot, rest) => `/api/robots/${encodeURIComponent(robot.id)}/${rest}`;
const place = (entry, rest) => `/api/entries/${encodeURIComponent(entry.document)}/${entry.step}/${rest}`;

async function act(address, body, done) {
  try {
    listing = await call(address, body);
    older.clear();
    draw();
    toast(say(done));
  } catch (fault) { toast(fault.message, 8); await load(); }
}

// A page of the other system: small here, whole in a window of its own.
function page(address, alt, isThere) {
  if (!isThere) return make("span", { class: "quiet" }, say("robot-no-picture"));
  return make("a", { href: address, target: "_blank", rel: "noopener" }, make("img", { src: address, alt, loading: "lazy" }));
}

function stopped(robot) {
  const change = robot.repair;
  return make("section", { class: "changed-page" },
    make("p", { class: "note" }, robot.reason ?? "", robot.document ? ` ${say("robot-at-document")}: ${robot.document}` : ""),
    make("div", { class: "side-by-side" },
      ["expected", "found"].map((which) => make("figure", {}, make("figcaption", {}, say(`robot-${which}`)),
        page(path(robot, which), say(`robot-${which}`), which === "expected" ? robot.hasExpected : robot.hasFound)))),
    !listing.mayOpen ? make("p", { class: "quiet" }, say("robot-not-it")) : [
      change ? make("div", {}, make("h3", {}, say("robot-proposal")), make("pre", { tabindex: "0", "aria-label": say("robot-proposal") },
        make("span", { class: "line removed" }, `− ${change.before.trim()}\n`), make("span", { class: "line added" }, `+ ${change.after.trim()}\n`)))
        : make("p", {}, say("robot-no-proposal")),
      make("p", { class: "inline" },
        change ? make("button", { class: "main", "data-act": "repair", onclick: () => act(path(robot, "repair"), change, "robot-opened") }, say("robot-accept")) : null,
        make("button", { "data-act": "open", onclick: () => act(path(robot, "open"), {}, "robot-opened") }, say("robot-open")))]);
}

function doubt(entry) {
  const settle = (entered) => {
    if (!entered && !confirm(say("robot-sure"))) return;
    act(place(entry, "settle"), { entered, seconds: clock.take() }, "robot-settled");
  };
  return make("article", { class: "doubt", "data-document": entry.document },
    page(place(entry, "picture"), `${say("robot-picture")} ${entry.document}`, entry.hasPicture),
    make("div", {},
      make("b", {}, entry.document), make("div", { class: "quiet" }, entry.file),
      make("div", {}, `${say("robot-sent")}: ${entry.sent ? time(entry.sent, true) : "–"} · ${say("robot-account")}: ${entry.account || "–"}`),
      make("div", { class: "quiet" }, entry.request),
      listing.maySettle ? make("p", { class: "inline" },
        make("button", { "data-act": "there", onclick: () => settle(true) }, say("robot-is-there")),
        make("button", { "data-act": "absent", onclick: () => settle(false) }, say("robot-is-absent"))) : null));
}

const link = (entry) => (entry.hasPicture ? make("a", { href: place(entry, "picture"), target: "_blank", rel: "noopener" }, say("robot-picture")) : "–");
const kept = (entry) => entry.kept.map((each) => `${each.name}: ${each.value}`).join("、") || "–";

function evidence(robot) {
  const more = older.get(robot.id) ?? [];
  const entries = [...robot.latest, ...more];
  if (!entries.length) return null;
  const last = entries[entries.length - 1];
  // Times come in whole seconds: those of the last one's second are asked for again.
  const before = new Date(Date.parse(last.answered ?? last.sent) + 1000).toISOString().replace(/\.\d+Z$/, "Z");
  const fetchOlder = async () => {
    try {
      const next = await call(path(robot, `entries?before=${encodeURIComponent(before)}`));
      const known = new Set(entries.map((each) => each.document));
      older.set(robot.id, [...more, ...next.filter((each) => !known.has(each.document))]);
      draw();
    } catch (fault) { toast(fault.message, 8); }
  };
  return make("section", { class: "wide" }, make("h3", {}, say("robot-evidence")),
    table([say("document"), say("file"), say("robot-sent"), say("robot-answered"), say("robot-account"), say("robot-kept"), say("robot-picture")],
      entries.map((entry) => [entry.document, entry.file, entry.sent ? time(entry.sent, true) : "–", entry.answered ? time(entry.answered, true) : "–",
        entry.account || "–", kept(entry), link(entry)])),
    entries.length >= 20 && entries.length < robot.entered ? make("button", { class: "plain", onclick: fetchOlder }, say("older")) : null);
}

function card(robot) {
  const fact = (key, value) => make("div", {}, make("span", { class: "quiet" }, `${say(key)} `), value);
  return make("section", { class: "robot", "data-robot": robot.id },
    make("div", { class: "heading" }, make("h2", {}, robot.title), make("span", { class: `badge ${robot.state}` }, say(`robot-${robot.state}`)),
      make("span", { class: "quiet" }, robot.workflows.join("、"))),
    make("div", { class: "facts" }, fact("robot-waiting", make("b", { class: "waiting" }, number(robot.waiting))), fact("robot-entered", make("b", {}, number(robot.entered))),
      robot.hours ? fact("robot-hours", robot.hours) : null, robot.until && robot.state !== "works" ? fact("robot-until", time(robot.until)) : null),
    robot.reason && robot.state !== "stopped" ? make("p", { class: "note" }, robot.reason) : null,
    robot.state === "stopped" ? stopped(robot) : null,
    robot.doubts.length ? make("section", {}, make("h3", {}, `${say("robot-doubts")} (${number(robot.doubts.length)})`), make("p", { class: "quiet" }, say("robot-doubts-text")), robot.doubts.map(doubt)) : null,
    robot.refused.length ? make("section", { class: "wide refused" }, make("h3", {}, `${say("robot-refused")} (${number(robot.refused.length)})`),
      table([say("document"), say("file"), say("robot-said"), say("robot-answered"), say("robot-account"), say("robot-picture"), ""],
        robot.refused.map((entry) => [entry.document, entry.file, make("b", {}, entry.message ?? ""), entry.answered ? time(entry.answered, true) : "–", entry.account || "–", link(entry),
          listing.mayReview ? make("a", { href: `/review?batch=${encodeURIComponent(entry.batch)}` }, say("open-review")) : ""]))) : null,
    evidence(robot));
}

const urgency = (robot) => (robot.state === "stopped" ? 0 : robot.doubts.length ? 1 : robot.refused.length ? 2 : 3);

function draw() {
  const robots = [...listing.robots].sort((a, b) => urgency(a) - urgency(b));
  put("list", robots.length ? robots.map(card) : make("p", { class: "quiet" }, say("robots-none")));
}

let loading = false;
async function load() {
  if (loading) return;
  loading = true;
  try {
    const answer = await call("/api/robots");
    const text = JSON.stringify(answer);
    // What nobody changed stays under the hand.
    if (text !== shown) { listing = answer; shown = text; draw(); }
  } catch (fault) { toast(fault.message); }
  loading = false;
}

await load();
new EventSource("/api/events").onmessage = () => load();
