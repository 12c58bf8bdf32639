// Past batches, read again under the present version: what would differ is looked at before it is taken.
import { call, say, make, number, put, table, time, toast } from "./common.js";

const path = (id) => `/api/batches/${encodeURIComponent(id)}/trial`;
let watching = 0;

async function act(workflow, batch, action, question) {
  if (question && !confirm(question)) return;
  try {
    await call(path(batch), { action });
    toast(say(`trial-${action}`));
    await trials(workflow, action === "begin" ? batch : null);
  } catch (fault) { toast(fault.message, 8); }
}

function value(text, accepted) {
  return make("span", { class: accepted === false ? "unsure" : "" }, text === null || text === undefined ? "–" : text || say("empty"));
}

function difference(workflow, batch, standing) {
  const rows = standing.documents.flatMap((document) => {
    const place = `${say("page")} ${document.pages.join(", ")}`;
    const states = document.old !== document.new ? [[place, say("state"), document.old ?? "–", document.new ?? "–"]] : [];
    return [...states, ...document.fields.map((each) => [place, each.field, value(each.old, each.acceptedBefore), value(each.new, each.acceptedAfter)])];
  });
  const files = standing.exports.map((each) => `${each.file}${each.replaces ? ` (${say("trial-replaces")})` : ""}`).join(", ");
  return [
    make("p", {}, `${say("trial-differ")}: ${number(standing.documents.length)} · ${say("trial-same")}: ${number(standing.unchanged)}${files ? ` · ${say("exports")}: ${files}` : ""}`),
    rows.length ? table([say("document"), say("fields"), say("trial-old"), say("trial-new")], rows) : null,
    standing.waiting ? make("p", { class: "note" }, `${say("trial-waiting")}: ${number(standing.waiting)}`) : null,
    make("div", { class: "inline" },
      make("button", { class: "main", id: "trial-take", disabled: standing.waiting > 0, onclick: () => act(workflow, batch, "take", say("trial-sure")) }, say("trial-adopt")),
      make("button", { id: "trial-drop", onclick: () => act(workflow, batch, "drop") }, say("trial-leave"))),
  ];
}

// Shows how a trial stands, until nothing but persons can go on with it.
async function watch(workflow, batch) {
  const turn = ++watching;
  const target = document.getElementById("trials-difference");
  while (turn === watching) {
    const standing = await call(path(batch));
    if (turn !== watching) return;
    if (standing.documents) { put(target, difference(workflow, batch, standing)); return; }
    put(target, make("p", { class: "quiet", role: "status" }, `${say("trial-reading")} ${number(standing.done)} / ${number(standing.of)}`));
    await new Promise((done) => setTimeout(done, 1500));
  }
}

export async function trials(workflow, shown = null) {
  watching += 1;
  const rows = await call(`/api/workflows/${encodeURIComponent(workflow)}/trials`);
  const look = async (batch) => { try { await watch(workflow, batch); } catch (fault) { toast(fault.message, 8); } };
  put("trials-difference");
  put("trials-list", rows.length ? table([say("file"), say("received"), say("version"), { n: say("pages") }, ""],
    rows.map((row) => [row.file, time(row.received), row.version.slice(0, 10), { n: number(row.pages) },
      row.isOnTrial ? make("button", { class: "plain", onclick: () => look(row.id) }, say("trial-show")) : make("button", { onclick: () => act(workflow, row.id, "begin") }, say("trial-start"))]))
    : make("p", { class: "quiet" }, say("trials-none")));
  if (shown) look(shown);
}
