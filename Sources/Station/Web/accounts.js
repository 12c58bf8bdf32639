// 利用者: who may do what.
import { call, say, make, put, table, toast } from "./common.js";

let answer = null;
const form = document.getElementById("add");
const departments = (text) => text.split(/[,、]/).map((each) => each.trim()).filter(Boolean);

async function change(row, values) {
  try {
    await call(`/api/accounts/${encodeURIComponent(row.name)}`, { display: row.display, role: row.role, departments: row.departments, isClosed: row.isClosed, ...values });
    toast(say("saved-ok"));
  } catch (fault) { toast(fault.message, 8); }
  await load();
}

function roles(chosen, attributes = {}) {
  const select = make("select", attributes, Object.entries(answer.roles).map(([id, name]) => make("option", { value: id }, name)));
  select.value = chosen;
  return select;
}

function line(row) {
  const role = roles(row.role, { "aria-label": `${say("role")} ${row.name}` });
  const where = make("input", { value: row.departments.join("、"), list: "departments", "aria-label": `${say("departments")} ${row.name}` });
  const password = make("input", { type: "password", minlength: 10, autocomplete: "new-password", size: 14, "aria-label": `${say("new-password")} ${row.name}` });
  return [row.name, row.display, role, where, password, row.isClosed ? make("span", { class: "wrong" }, say("closed")) : "",
    make("span", {},
      make("button", { onclick: () => change(row, { role: role.value, departments: departments(where.value), password: password.value || null }) }, say("save")), " ",
      make("button", { class: "plain", onclick: () => change(row, { isClosed: !row.isClosed }) }, say(row.isClosed ? "reopen-account" : "close-account")))];
}

async function load() {
  try {
    answer = await call("/api/accounts");
    put("list", table([say("name"), say("display"), say("role"), say("departments"), say("new-password"), say("state"), ""], answer.accounts.map(line)));
    put("departments", answer.departments.map((each) => make("option", { value: each })));
    if (!form.elements.role.options.length) { put(form.elements.role, [...roles("clerk").children]); form.elements.role.value = "clerk"; }
  } catch (fault) { toast(fault.message, 8); }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await call("/api/accounts", { name: form.elements.name.value, display: form.elements.display.value, role: form.elements.role.value, departments: departments(form.elements.departments.value), password: form.elements.password.value });
    form.reset();
    toast(say("saved-ok"));
  } catch (fault) { toast(fault.message, 8); }
  await load();
});
await load();
