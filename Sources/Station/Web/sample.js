// 抜取: values that passed, typed blind one after the other; where two differ, another person says which it is.
import { call, say, make, put, number, toast } from "./common.js";
import { clock, cut, ink } from "./many.js";

const passed = [];
let value = null;
let ahead = null;

// The next value with its piece of the page.
async function fetched(besides) {
  const answer = await call(`/api/sample/next?besides=${besides.join(",")}`);
  if (!answer.value) return null;
  if (answer.value.zone && answer.value.page) {
    const view = { batch: answer.value.batch, pages: [{ number: answer.value.page, formPage: 1 }] };
    answer.value.unit = { view, zone: [1, ...answer.value.zone] };
    await cut([answer.value.unit]);
  }
  return answer.value;
}

function show(next) {
  value = next;
  document.getElementById("sample").hidden = !value;
  document.getElementById("nothing").hidden = Boolean(value);
  document.getElementById("hint").hidden = !value;
  if (!value) return;
  document.getElementById("label").textContent = `${value.title} – ${value.label}`;
  document.getElementById("left").textContent = `${say("left")} ${number(value.waiting)}`;
  put("ink", value.unit ? ink(value.unit, 900, 160) : make("p", { class: "quiet" }, say("sample-no-place")));
  document.getElementById("why").textContent = value.choices.length ? say("sample-which") : value.isRecall ? say("sample-recall") : "";
  const given = value.choices.length ? value.choices : value.options;
  put("choices", given.map((text, place) => make("button", { onclick: () => take(text) }, make("kbd", {}, String(place + 1)), ` ${text || say("empty")}`)));
  const input = document.getElementById("value");
  input.value = "";
  input.setAttribute("inputmode", value.isNumeric ? "numeric" : "text");
  input.focus();
  clock.reset();
  ahead = fetched([...passed, value.id]).catch(() => null);
}

async function take(text) {
  const { id } = value;
  passed.push(id);
  const seconds = clock.take();
  const next = ahead;
  try {
    const { outcome } = await call("/api/sample/answer", { id, text, seconds });
    toast(say(`sample-${outcome}`));
  } catch (fault) { toast(fault.message, 8); }
  show(await next);
}

document.getElementById("value").addEventListener("keydown", (event) => {
  if (!value || event.isComposing) return;
  const input = event.target;
  const given = value.choices.length ? value.choices : value.options;
  if (event.key === "Enter") { event.preventDefault(); take(input.value); }
  else if (event.key === "Escape") { event.preventDefault(); input.value = ""; }
  else if (event.key === " " && !input.value) { event.preventDefault(); passed.push(value.id); Promise.resolve(ahead).then(show); }
  else if (!input.value && given.length && given[Number(event.key) - 1] !== undefined) { event.preventDefault(); take(given[Number(event.key) - 1]); }
});

try { show(await fetched([])); } catch (fault) { toast(fault.message, 8); }
