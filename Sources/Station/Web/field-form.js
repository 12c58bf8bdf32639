// What can be said of one field beside its place, and the list of all of them.
import { language, make, put, say } from "./common.js";

const fitting = { zone: ["writing", "zone"], comb: ["writing", "zone"], cells: ["writing"], options: ["options"], table: ["table"], find: ["writing"] };
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
      labelled(say("field-name"), name), labelled(say("field-label"), label),
      make("div", { class: "pair" }, labelled(say("field-type"), this.types()), this.writing()),
      make("div", { class: "pair" }, this.count(), this.lines()),
      make("div", { class: "flags" }, this.flag("isOptional", "field-optional"), this.flag("isSensitive", "field-sensitive")),
      this.numbers(), this.options(), this.locked(),
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
      }, { type: "number", step: 0.5, "data-side": index, readonly: field.kind === "table" && index > 1 });
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

  locked() {
    const text = { table: "locked-table", find: "locked-find", cells: "locked-cells" }[this.field.kind];
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
