// A template in the browser: its fields, what was changed in them, and the way back.
const round = (value) => Math.round(value * 1000) / 1000;
const copy = (value) => JSON.parse(JSON.stringify(value));

// The keys of a field as its file writes them; null where it needs none.
function values(field) {
  return {
    name: field.name, label: field.label && field.label !== field.name ? field.label : null, type: field.type,
    cells: field.kind === "comb" ? String(field.count) : null, writing: field.writing === "either" ? null : field.writing,
    lines: field.lines > 1 ? String(field.lines) : null, optional: field.isOptional ? "true" : null,
    sensitive: field.isSensitive ? "true" : null, page: field.kind !== "find" && field.page > 1 ? String(field.page) : null,
    era: field.era || null, letters: field.letters || null, rows: field.kind === "table" ? String(field.rows) : null,
  };
}

// The mappings without keys that say nothing.
const said = (mappings) => mappings.map((each) => Object.fromEntries(Object.entries(each).filter(([, words]) => words.some((word) => word !== ""))));

export class Template {
  constructor(view) {
    Object.assign(this, view);
    this.fields = view.fields.map((field, index) => ({ ...field, index, parts: field.parts.map((part, number) => ({ ...part, part: number })) }));
    this.original = copy(this.fields);
    this.past = [];
  }

  get isChanged() { return JSON.stringify(this.fields) !== JSON.stringify(this.original); }

  placing(type) { return this.types.find((each) => each.name === type)?.placing ?? "zone"; }

  // Remembers how things are, before they are changed; `key` joins changes of one kind, such as the letters of a word.
  remember(key = null) {
    if (key !== null && key === this.lastKey) return;
    this.lastKey = key;
    this.past.push(JSON.stringify(this.fields));
    if (this.past.length > 200) this.past.shift();
  }

  undo() {
    this.lastKey = null;
    const past = this.past.pop();
    if (past) this.fields = JSON.parse(past);
    return Boolean(past);
  }

  // A new field on a page; what is known of it comes from what was found there.
  add(zone, page, found = null) {
    this.remember();
    let number = this.fields.length + 1;
    const isTaken = (name) => this.fields.some((field) => field.name.toLowerCase() === name.toLowerCase());
    while (isTaken(`field_${number}`)) number += 1;
    const field = {
      label: "", type: "text", writing: "either", era: "", isOptional: false, isSensitive: false, lines: 1, kind: "zone",
      parts: [{ zone }], ...copy(found ?? {}), index: null, page,
    };
    if (!found?.name || isTaken(found.name)) field.name = `field_${number}`;
    this.fields.push(field);
    return field;
  }

  // A new field that is found by what stands around it.
  addFound() {
    return this.add(null, 1, { kind: "find", parts: [], ways: [{ "right-of": [""] }] });
  }

  takesLetters(type) { return this.types.find((each) => each.name === type)?.takesLetters ?? false; }

  takesEra(type) { return this.types.find((each) => each.name === type)?.takesEra ?? false; }

  remove(field) { this.remember(); this.fields = this.fields.filter((each) => each !== field); }

  // A field of another type has another kind of place where its own can't hold it.
  setType(field, type) {
    this.remember();
    field.type = type;
    if (!this.takesEra(type)) field.era = "";
    if (!this.takesLetters(type)) field.letters = "";
    const placing = this.placing(type);
    if (placing === "options" && field.kind !== "options" && field.index === null) {
      field.kind = "options";
      field.parts = field.parts.map((part, number) => ({ zone: part.zone, name: String(number + 1) }));
    } else if (placing !== "options" && field.kind === "options" && field.index === null) {
      field.kind = "zone";
      field.parts = [{ zone: field.parts[0].zone }];
    } else if (placing !== "writing" && field.kind === "comb") field.kind = "zone";
  }

  // What has to be changed in the file.
  edit() {
    const changes = [];
    const added = [];
    for (const field of this.fields) {
      if (field.index === null) {
        const given = Object.fromEntries(Object.entries(values(field)).filter((entry) => entry[1] !== null));
        const options = field.parts.map((part) => ({ name: part.name, zone: part.zone }));
        if (field.kind === "find") added.push({ values: given, ways: said(field.ways) });
        else added.push(field.kind === "options" ? { values: given, options } : { values: given, zone: field.parts[0].zone });
        continue;
      }
      const change = Template.change(this.original[field.index], field);
      if (change) changes.push(change);
    }
    const kept = new Set(this.fields.map((field) => field.index));
    const removed = this.original.map((field) => field.index).filter((index) => !kept.has(index));
    return { sha256: this.sha256, changes, removed, added };
  }

  static change(before, field) {
    const change = { field: field.index };
    const [old, now] = [values(before), values(field)];
    const changed = Object.keys(now).filter((key) => old[key] !== now[key]);
    if (changed.length) change.values = Object.fromEntries(changed.map((key) => [key, now[key]]));
    const isWhole = field.kind !== "options" && field.kind !== "cells";
    const parts = field.parts.filter((part) => part.part !== undefined);
    const moved = parts.filter((part) => String(part.zone) !== String(before.parts[part.part].zone));
    if (moved.length) change.zones = moved.map((part) => ({ part: isWhole ? null : part.part, zone: part.zone.map(round) }));
    if (field.kind === "options") {
      const named = field.parts.filter((part) => part.part === undefined || part.name !== before.parts[part.part].name);
      if (named.length) change.options = named.map((part) => ({ part: part.part ?? null, name: part.name, zone: part.zone }));
      const gone = before.parts.map((part) => part.part).filter((number) => !parts.some((part) => part.part === number));
      if (gone.length) change.removedOptions = gone;
    }
    const differs = (key) => field[key] && JSON.stringify(said(field[key])) !== JSON.stringify(said(before[key] ?? []));
    if (differs("columnList")) change.columns = said(field.columnList);
    if (differs("ways")) change.ways = said(field.ways);
    return Object.keys(change).length > 1 ? change : null;
  }

  // The fields in the order in which the file then has them: mistakes name them by that.
  get inFileOrder() {
    return [...this.fields.filter((field) => field.index !== null).sort((a, b) => a.index - b.index), ...this.fields.filter((field) => field.index === null)];
  }
}
