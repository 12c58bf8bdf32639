// What can be said of one field beside its place, and the list of all of them.
import { language, make, put, say } from "./common.js";

const fitting = { zone: ["writing", "zone"], comb: ["writing", "zone"], cells: ["writing"], options: ["options"], table: ["table"], find: ["writing"] };
const eras = ["令和", "平成", "昭和", "大正", "明治"];
const findings = ["right-of", "below", "near", "between", "heading", "pattern"];
const millimetres = (value) => String(Math.round(value * 1000) / 1000);

function labelled(text, control) { return make("label", {}, make("span", {}, text), control); }

export class FieldForm {
  // `heard` has changed(), drawOption(), remove(field), select(field, part).
  constructor(heard) {
    this.heard = heard;
    this.place = document.getElementById("one");
  }

  show(template, field, part) {
    [this.template, this.field, this.part] = [template, field, part];
    if (!field) { put(this.place, make("p", { class: "quiet" }, say("designer-hint"))); return; }
    const name = this.input("name", field.name, (value) => { field.name = value.trim(); }, { id: "field-name", spellcheck: "false", autocomplete: "off" });
    const label = this.input("label", field.label, (value) => { field.label = value.trim(); }, { id: "field-label", autocomplete: "off" });
    put(this.place,
      make("div", { class: "pair" }, labelled(say("field-label"), label), labelled(say("field-name"), name)),
      make("div", { class: "pair" }, labelled(say("field-type"), this.types()), this.writing()),
      make("div", { class: "pair" }, this.count(), this.lines()),
      make("div", { class: "pair" }, this.era() ?? this.letters(), this.rows()),
      make("div", { class: "flags" }, this.flag("isOptional", "field-optional"), this.flag("isSensitive", "field-sensitive")),
      this.numbers(), this.options(), this.columns(), this.ways(), this.locked(),
      make("button", { type: "button", class: "plain", id: "remove", onclick: () => this.heard.remove(field) }, say("remove-field")));
  }

  // An input whose change is one step back, however many letters it has.
  input(key, value, set, attributes = {}) {
    const element = make("input", attributes);
    element.value = value;
    element.addEventListener("input", () => {
      this.template.remember(`${key} ${this.template.fields.indexOf(this.field)}`);
      set(element.value);
      this.heard.changed();
    });
    return element;
  }

  types() {
    const { field, template } = this;
    const isFree = field.index === null && field.kind !== "table";
    const allowed = isFree ? ["writing", "zone", "options"] : fitting[field.kind];
    const select = make("select", { id: "field-type" }, template.types.filter((type) => allowed.includes(type.placing))
      .map((type) => make("option", { value: type.name }, language === "ja" ? `${say(`type-${type.name}`)}（${type.name}）` : type.name)));
    select.value = field.type;
    select.addEventListener("change", () => { template.setType(field, select.value); this.heard.changed(); this.show(template, field, null); });
    return select;
  }

  writing() {
    if (this.template.placing(this.field.type) !== "writing" && this.field.kind !== "table") return null;
    const select = make("select", { id: "field-writing" }, ["either", "print", "hand"].map((each) => make("option", { value: each }, say(`writing-${each}`))));
    select.value = this.field.writing;
    select.addEventListener("change", () => { this.template.remember(); this.field.writing = select.value; this.heard.changed(); });
    return labelled(say("field-writing"), select);
  }

  // How many boxes a comb has; none where it is one zone.
  count() {
    const { field } = this;
    if (!["zone", "comb"].includes(field.kind) || this.template.placing(field.type) !== "writing") return null;
    const set = (value) => {
      const count = Math.min(100, Math.floor(Number(value)));
      if (count >= 1) { field.kind = "comb"; field.count = count; } else { field.kind = "zone"; delete field.count; }
    };
    return labelled(say("field-count"), this.input("count", field.kind === "comb" ? field.count : "", set, { id: "field-count", type: "number", min: 1, max: 100 }));
  }

  lines() {
    if (this.field.kind !== "zone" || this.template.placing(this.field.type) !== "writing") return null;
    return labelled(say("field-lines"), this.input("lines", this.field.lines, (value) => { this.field.lines = Math.max(1, Math.floor(Number(value)) || 1); }, { id: "field-lines", type: "number", min: 1, max: 50 }));
  }

  flag(key, word) {
    const box = make("input", { type: "checkbox", id: word });
    box.checked = this.field[key];
    box.addEventListener("change", () => { this.template.remember(); this.field[key] = box.checked; this.heard.changed(); });
    return make("label", { class: "inline" }, box, say(word));
  }

  // Left, top, width and height of what is selected.
  numbers() {
    const { field } = this;
    const part = field.parts.length === 1 ? field.parts[0] : field.parts[this.part ?? -1];
    if (!part) return null;
    const inputs = ["left", "top", "width", "height"].map((side, index) => {
      const input = this.input(side, millimetres(part.zone[index]), (value) => {
        const number = Number(value);
        if (value.trim() && Number.isFinite(number)) part.zone = part.zone.map((old, each) => (each === index ? number : old));
      }, { type: "number", step: 0.5, "data-side": index, });
      return labelled(`${say(`side-${side}`)} mm`, input);
    });
    return make("div", { class: "four" }, inputs);
  }

  // The numbers follow the mouse.
  follow() {
    const field = this.field;
    const part = field && (field.parts.length === 1 ? field.parts[0] : field.parts[this.part ?? -1]);
    if (!part) return;
    for (const input of this.place.querySelectorAll("[data-side]")) {
      if (input !== document.activeElement) input.value = millimetres(part.zone[Number(input.dataset.side)]);
    }
  }

  options() {
    const { field } = this;
    if (field.kind !== "options") return null;
    const rows = field.parts.map((part, index) => {
      const input = this.input(`option ${index}`, part.name, (value) => { part.name = value.trim(); }, { "aria-label": `${say("option")} ${index + 1}` });
      input.addEventListener("focus", () => this.heard.select(field, index, true));
      const remove = make("button", { type: "button", class: "plain", "aria-label": `${say("remove-option")} ${part.name}`, onclick: () => {
        this.template.remember();
        field.parts.splice(index, 1);
        this.heard.changed();
        this.show(this.template, field, null);
      } }, "×");
      return make("li", { class: index === this.part ? "here" : false }, input, field.parts.length > 1 ? remove : null);
    });
    return make("div", { class: "options" }, make("span", { class: "quiet" }, say("options")), make("ol", {}, rows),
      make("button", { type: "button", id: "draw-option", onclick: () => this.heard.drawOption() }, say("draw-option")));
  }

  // The era that the form prints beside a date, or the field in which it is circled.
  era() {
    const { field, template } = this;
    if (!template.takesEra(field.type)) return null;
    const names = [...eras, ...template.fields.filter((each) => each !== field && template.placing(each.type) === "options").map((each) => each.name)];
    return labelled(say("field-era"), make("span", {}, this.input("era", field.era ?? "", (value) => { field.era = value.trim(); }, { id: "field-era", list: "eras", autocomplete: "off" }),
      make("datalist", { id: "eras" }, names.map((name) => make("option", { value: name })))));
  }

  // Whether nothing but Latin letters, digits and signs can stand there.
  letters() {
    const { field, template } = this;
    if (!template.takesLetters(field.type)) return null;
    const select = make("select", { id: "field-letters" }, ["", "latin"].map((each) => make("option", { value: each }, say(`letters-${each || "any"}`))));
    select.value = field.letters ?? "";
    select.addEventListener("change", () => { template.remember(); field.letters = select.value; this.heard.changed(); });
    return labelled(say("field-letters"), select);
  }

  rows() {
    const { field } = this;
    if (field.kind !== "table") return null;
    return labelled(say("field-rows"), this.input("rows", field.rows, (value) => { field.rows = Math.min(200, Math.max(1, Math.floor(Number(value)) || 1)); }, { id: "field-rows", type: "number", min: 1, max: 200 }));
  }

  // Does something that is a step back of its own, and shows what came of it.
  step(work) {
    this.template.remember();
    work();
    this.heard.changed();
    this.show(this.template, this.field, this.part);
  }

  // The columns of a table, from left to right.
  columns() {
    const { field, template } = this;
    if (field.kind !== "table" || !field.columnList) return null;
    const list = field.columnList;
    const follow = () => { field.columns = list.map((each) => Number(each.width?.[0]) || 0); };
    const cell = (column, index, key, attributes) => make("td", {}, this.input(`column ${index} ${key}`, column[key]?.[0] ?? "", (value) => { column[key] = [value.trim()]; follow(); },
      { "data-key": key, "aria-label": `${say(`column-${key}`)} ${index + 1}`, autocomplete: "off", ...attributes }));
    const type = (column, index) => {
      const select = make("select", { "data-key": "type", "aria-label": `${say("column-type")} ${index + 1}` },
        template.types.filter((each) => each.placing === "writing").map((each) => make("option", { value: each.name }, language === "ja" ? say(`type-${each.name}`) : each.name)));
      select.value = column.type?.[0] ?? "text";
      select.addEventListener("change", () => this.step(() => { column.type = [select.value]; if (!template.takesEra(select.value)) delete column.era; }));
      return make("td", {}, select);
    };
    return make("div", { class: "options", id: "columns" }, make("span", { class: "quiet" }, say("columns")),
      make("table", {}, make("thead", {}, make("tr", {}, ["name", "type", "width", "era"].map((key) => make("th", {}, say(`column-${key}`))), make("th", {}))),
        make("tbody", {}, list.map((column, index) => make("tr", {}, cell(column, index, "name", {}), type(column, index), cell(column, index, "width", { type: "number", step: 0.5, min: 1 }),
          template.takesEra(column.type?.[0]) ? cell(column, index, "era", { list: "column-eras" }) : make("td", {}),
          make("td", {}, list.length > 1 ? make("button", { type: "button", class: "plain", "aria-label": `${say("remove-column")} ${column.name?.[0] ?? ""}`, onclick: () => this.step(() => { list.splice(index, 1); follow(); }) }, "×") : null))))),
      make("datalist", { id: "column-eras" }, eras.map((name) => make("option", { value: name }))),
      make("button", { type: "button", id: "add-column", onclick: () => this.step(() => { list.push({ name: [`column_${list.length + 1}`], type: ["text"], width: ["10"] }); follow(); }) }, say("add-column")));
  }

  // How a field without a place is found: the ways in order of preference.
  ways() {
    const { field } = this;
    if (field.kind !== "find" || !field.ways) return null;
    const joined = (words) => (words ?? []).join(" ｜ ");
    const parted = (value) => value.split(/[|｜]/).map((word) => word.trim()).filter(Boolean);
    const way = (each, index) => {
      const kind = findings.find((name) => each[name]) ?? "anywhere";
      const kinds = make("select", { "data-key": "kind", "aria-label": `${say("way-kind")} ${index + 1}` }, [...findings, "anywhere"].map((name) => make("option", { value: name }, say(`find-${name}`))));
      kinds.value = kind;
      kinds.addEventListener("change", () => this.step(() => {
        const words = each[kind] ?? [""];
        delete each[kind];
        if (kinds.value === "anywhere") each.take ??= ["first"]; else each[kinds.value] = words;
      }));
      const words = kind === "anywhere" ? null : this.input(`way ${index}`, kind === "pattern" ? each[kind][0] ?? "" : joined(each[kind]), (value) => { each[kind] = kind === "pattern" ? [value] : parted(value); },
        { "data-key": "words", "aria-label": `${say("way-words")} ${index + 1}`, spellcheck: "false", autocomplete: "off" });
      const take = make("select", { "data-key": "take", "aria-label": `${say("way-take")} ${index + 1}` }, ["", "first", "last", "largest"].map((name) => make("option", { value: name }, say(`take-${name || "any"}`))));
      take.value = each.take?.[0] ?? "";
      take.addEventListener("change", () => this.step(() => { if (take.value) each.take = [take.value]; else delete each.take; }));
      const except = this.input(`except ${index}`, joined(each.except), (value) => { const given = parted(value); if (given.length) each.except = given; else delete each.except; }, { "data-key": "except", placeholder: say("way-except"), "aria-label": `${say("way-except")} ${index + 1}`, autocomplete: "off" });
      const line = this.input(`line ${index}`, each.line?.[0] ?? "", (value) => { if (value) each.line = [value]; else delete each.line; }, { "data-key": "line", type: "number", min: 1, max: 200, placeholder: say("way-line"), "aria-label": `${say("way-line")} ${index + 1}` });
      return make("li", {}, kinds, words, make("span", { class: "pair" }, take, line), except,
        field.ways.length > 1 ? make("button", { type: "button", class: "plain", "aria-label": `${say("remove-way")} ${index + 1}`, onclick: () => this.step(() => field.ways.splice(index, 1)) }, "×") : null);
    };
    return make("div", { class: "options", id: "ways" }, make("span", { class: "quiet" }, say("ways")), make("ol", {}, field.ways.map(way)),
      make("p", { class: "quiet" }, say("ways-hint")),
      make("button", { type: "button", id: "add-way", onclick: () => this.step(() => field.ways.push({ "right-of": [""] })) }, say("add-way")));
  }

  locked() {
    const { field } = this;
    const isOpen = (field.kind === "table" && field.columnList) || (field.kind === "find" && field.ways);
    const text = isOpen ? null : { table: "locked-table", find: "locked-find", cells: "locked-cells" }[field.kind];
    return text ? make("p", { class: "quiet" }, say(text)) : null;
  }
}

// All fields, in the order of the file.
export function listFields(template, selected, choose) {
  put("fields", template.fields.map((field) => make("li", { class: field === selected ? "here" : false, "data-name": field.name },
    make("button", { type: "button", "aria-current": field === selected ? "true" : false, onclick: () => choose(field) },
      make("span", { class: "s" }, template.pages > 1 ? String(field.page) : ""), make("span", {}, field.label || field.name),
      make("span", { class: "quiet" }, `${field.name}`), make("span", { class: "quiet" }, field.type)))));
}
