// One field: its crop, what was read with unsure characters marked, what else it may be, and the box to type into.
import { call, say, make, put, toast } from "./common.js";
import { crop } from "./sheet.js";

export class FieldEditor {
  // `settle(text)` is called with null where the value is right as it stands.
  constructor(root, settle) {
    this.root = root;
    this.settle = settle;
    this.checking = 0;
  }

  show(document_, field, url, objection) {
    this.document = document_;
    this.field = field;
    this.objection = objection ?? null;
    this.original = field.text;
    this.unsure = field.characters.map((each, index) => (each.isSure ? -1 : index)).filter((index) => index >= 0);
    const box = make("div", { class: "crop" });
    this.shown = make("div", { class: "shown" });
    put(this.root,
      make("div", { class: "label" }, make("label", { for: "value" }, make("b", {}, field.label)), make("span", {}, field.state === "doubt" ? "" : say(field.state))),
      field.zone ? box : null,
      this.characters(field),
      this.editor(field),
      field.isMasked ? make("div", { class: "unmask" }, make("button", { type: "button", id: "unmask", onclick: () => this.unmask() }, say("unmask")), make("span", { class: "quiet" }, say("unmask-hint"))) : null,
      this.shown,
      this.choices(field),
      this.registered(field),
      this.objection ? make("div", { class: "against", role: "alert" }, `${this.objection} `, make("span", { class: "quiet" }, say("force-again"))) : null,
      field.reason ? make("div", { class: "why" }, make("span", { class: "hidden" }, say("why")), field.reason) : null);
    this.box = field.zone ? box : null;
    this.url = null;
    if (url) this.picture(url);
    this.focus();
    this.shown.textContent = field.shown !== field.text ? field.shown : "";
  }

  // Lays the field's place into its box, once the page's picture is there; what is typed stays.
  picture(url) {
    this.url = url;
    if (this.box && !this.box.firstChild) crop(this.box, url, this.field.zone);
  }

  // Has a masked value shown, which the station writes down.
  async unmask() {
    const { document: document_, field } = this;
    try {
      const shown = await call("/api/review/unmask", { document: document_.id, field: field.name });
      Object.assign(field, shown);
      if (this.field === field) this.show(document_, field, this.url, this.objection);
    } catch (fault) { toast(fault.message, 8); }
  }

  characters(field) {
    if (this.unsure.length === 0 || field.characters.length > 80) return null;
    return make("div", { class: "chars", "aria-hidden": "true" },
      field.characters.map((each) => (each.isSure ? each.text : make("u", { title: each.others.join(" ") }, each.text || "␣"))));
  }

  editor(field) {
    this.input = null;
    this.cells = null;
    if (field.columns.length) return this.grid(field);
    if (field.type === "mark-grid") return this.marks(field);
    this.input = make("input", { id: "value", class: "value", value: field.text, autocomplete: "off", spellcheck: "false",
      "aria-label": field.label, inputmode: field.isNumeric ? "numeric" : false });
    this.input.value = field.text;
    this.input.addEventListener("input", () => this.check());
    return this.input;
  }

  grid(field) {
    const rows = field.text ? field.text.split("\n").map((line) => line.split("\t")) : [];
    while (rows.length < 1 || rows.at(-1).some((cell) => cell)) rows.push(field.columns.map(() => ""));
    this.cells = rows.map((row) => field.columns.map((name, column) => make("input", { value: row[column] ?? "", "aria-label": name, size: 8 })));
    this.input = this.cells[0][0];
    this.input.id = "value";
    return make("table", {}, make("thead", {}, make("tr", {}, field.columns.map((name) => make("th", {}, name)))),
      make("tbody", {}, this.cells.map((row) => make("tr", {}, row.map((cell) => make("td", {}, cell))))));
  }

  marks(field) {
    const marked = new Set(field.text.split(";").filter(Boolean));
    this.boxes = field.options.map((name) => {
      const box = make("input", { type: "checkbox", value: name });
      box.checked = marked.has(name);
      return box;
    });
    this.input = this.boxes[0];
    return make("div", {}, field.options.map((name, index) => make("label", { class: "inline" }, make("kbd", {}, String(index + 1)), this.boxes[index], name)));
  }

  choices(field) {
    if (!field.alternatives.length || field.type === "mark-grid") return null;
    const modifier = field.isNumeric ? "Alt+" : "";
    return make("ol", { class: "choices", "aria-label": say("candidates") }, field.alternatives.slice(0, 9).map((each, index) =>
      make("li", {}, make("button", { type: "button", onclick: () => this.settle(each.text) }, make("kbd", {}, `${modifier}${index + 1}`), ` ${each.shown || say("empty")}`))));
  }

  registered(field) {
    if (!field.registered) return null;
    const written = [...field.text];
    return make("div", { class: "registered" }, make("span", { class: "quiet" }, `${say("register")}: `),
      [...field.registered].map((letter, index) => make("span", { class: letter === written[index] ? "same" : "other" }, letter)));
  }

  // The first unsure character is taken in hand, so that one key puts it right; else the whole value.
  focus() {
    if (!this.input) return;
    this.input.focus({ preventScroll: true });
    if (this.input.type === "checkbox" || this.cells) return;
    const place = this.unsure.length ? this.field.characters.slice(0, this.unsure[0]).map((each) => each.text).join("").length : -1;
    const typed = this.field.characters.map((each) => each.text).join("") === this.field.text;
    if (this.field.isNumeric && place >= 0 && typed) this.input.setSelectionRange(place, place + 1);
    else this.input.select();
  }

  // Takes the next unsure character in hand; false where there is none.
  nextUnsure() {
    if (!this.input || this.cells || this.field.characters.map((each) => each.text).join("").length !== this.input.value.length) return false;
    const at = this.input.selectionStart;
    const next = this.unsure.find((index) => index > at || (index === at && this.input.selectionEnd === at));
    if (next === undefined) return false;
    this.input.setSelectionRange(next, next + 1);
    return true;
  }

  get text() {
    if (this.cells) return this.cells.map((row) => row.map((cell) => cell.value).join("\t")).filter((line) => line.trim()).join("\n");
    if (this.boxes && this.field.type === "mark-grid") return this.boxes.filter((box) => box.checked).map((box) => box.value).join(";");
    return this.input?.value ?? "";
  }

  get isFresh() { return this.text === this.original; }

  restore() {
    if (this.cells || this.field.type === "mark-grid") { this.show(this.document, this.field, this.url, null); return; }
    this.input.value = this.original;
    this.shown.textContent = "";
    this.focus();
  }

  // What the typed text means, and what speaks against it, as it is typed.
  async check() {
    const turn = ++this.checking;
    const { document: document_, field } = this;
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (turn !== this.checking || this.field !== field) return;
    try {
      const answer = await call("/api/review/check", { document: document_.id, field: field.name, text: this.text });
      if (turn !== this.checking || this.field !== field) return;
      put(this.shown, answer.shown !== this.text ? `${answer.shown} ` : "", answer.problem ? make("span", { class: "wrong" }, answer.problem) : null);
    } catch { /* said when it is settled */ }
  }

  // The alternative that a key stands for; null where it stands for none.
  choice(event) {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey) return null;
    if (this.field.isNumeric !== event.altKey) return null;
    if (!this.isFresh || this.cells) return null;
    return this.field.alternatives[Number(event.key) - 1] ?? null;
  }
}
