// The blank form with the zones over it: click selects, drag moves, handles size, drag on empty paper draws.
const space = "http://www.w3.org/2000/svg";
const round = (value, step) => Math.round(value / step) * step;
const near = 5;

function shape(name, attributes, ...children) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const box = ([x, y, width, height], attributes = {}) => shape("rect", { x, y, width, height, ...attributes });

export class Paper {
  // `heard` has select(field, part), changed(), drawn(zone), take(found).
  constructor(heard) {
    this.heard = heard;
    this.scroll = document.getElementById("scroll");
    this.image = document.getElementById("blank");
    this.svg = document.getElementById("zones");
    this.zoom = 4;
    this.page = 1;
    this.found = [];
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, (event) => this.up(event));
    this.scroll.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.setZoom(this.zoom * (event.deltaY < 0 ? 1.12 : 1 / 1.12), event);
    }, { passive: false });
  }

  show(template, page) {
    this.template = template;
    this.page = page;
    if (!template.hasBlank) this.image.removeAttribute("src");
    const path = !template.hasBlank ? null : `/api/templates/${encodeURIComponent(template.workflow)}/${encodeURIComponent(template.form)}/pages/${page}`;
    if (path && this.image.getAttribute("src") !== path) this.image.setAttribute("src", path);
    this.svg.setAttribute("viewBox", `0 0 ${template.paper[0]} ${template.paper[1]}`);
    this.draw();
  }

  // The whole page, or its width where that is to be read.
  fit(isWhole = true) {
    const [width, height] = this.template.paper;
    const across = (this.scroll.clientWidth - 40) / width;
    this.setZoom(isWhole ? Math.min(across, (this.scroll.clientHeight - 40) / height) : Math.min(across, 6));
    this.scroll.scrollTop = 0;
  }

  // Pixels for a millimetre; the place under the pointer, or in the middle, stays where it is.
  setZoom(zoom, event = null) {
    const frame = this.scroll.getBoundingClientRect();
    const [x, y] = event ? [event.clientX - frame.left, event.clientY - frame.top] : [frame.width / 2, frame.height / 2];
    const [left, top] = [(this.scroll.scrollLeft + x) / this.zoom, (this.scroll.scrollTop + y) / this.zoom];
    this.zoom = Math.min(20, Math.max(1.2, zoom));
    const [width, height] = this.template.paper.map((side) => side * this.zoom);
    for (const element of [this.image, this.svg, this.image.parentElement]) {
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    }
    this.scroll.scrollLeft = left * this.zoom - x;
    this.scroll.scrollTop = top * this.zoom - y;
    this.draw();
  }

  // Brings a field into sight.
  reveal(field) {
    if (!field?.parts.length) return;
    const [left, top, width, height] = field.parts[0].zone.map((side) => side * this.zoom);
    const view = this.scroll;
    if (top < view.scrollTop || top + height > view.scrollTop + view.clientHeight) view.scrollTop = top - view.clientHeight / 2;
    if (left < view.scrollLeft || left + width > view.scrollLeft + view.clientWidth) view.scrollLeft = left - view.clientWidth / 2;
  }

  select(field, part = null) { [this.field, this.part] = [field, part]; this.draw(); }

  draw() {
    if (!this.template) return;
    const here = this.template.fields.filter((field) => field.page === this.page);
    const own = here.flatMap((field) => field.parts.map((part) => part.zone));
    const covers = (zone) => own.some((other) => other[0] < zone[0] + zone[2] && zone[0] < other[0] + other[2] && other[1] < zone[1] + zone[3] && zone[1] < other[1] + other[3]);
    this.open = this.found.filter((field) => field.page === this.page && field.parts.length && !field.parts.some((part) => covers(part.zone)));
    this.svg.replaceChildren(
      ...this.open.map((field, index) => shape("g", { class: "found", "data-found": index },
        shape("title", {}, field.label || field.name), ...field.parts.map((part) => box(part.zone)))),
      ...here.map((field) => this.group(field)), ...this.handles());
  }

  group(field) {
    const number = this.template.fields.indexOf(field);
    const group = shape("g", { class: `zone ${field.kind}${field === this.field ? " here" : ""}`, "data-field": number },
      shape("title", {}, [field.label, field.name].filter(Boolean).join(" – ")));
    field.parts.forEach((part, index) => {
      const isPart = field === this.field && this.part === index;
      group.append(box(part.zone, { "data-part": index, class: isPart ? "part" : "" }), ...this.lines(field, part.zone));
    });
    return group;
  }

  // The boxes of a comb, the cells of a table.
  lines(field, [left, top, width, height]) {
    const line = (x1, y1, x2, y2) => shape("line", { x1, y1, x2, y2 });
    const lines = [];
    if (field.kind === "comb") {
      for (let each = 1; each < field.count; each += 1) lines.push(line(left + width * each / field.count, top, left + width * each / field.count, top + height));
    }
    if (field.kind === "table") {
      for (let row = 1; row < field.rows; row += 1) lines.push(line(left, top + height * row / field.rows, left + width, top + height * row / field.rows));
      let x = left;
      for (const column of field.columns.slice(0, -1)) { x += column; lines.push(line(x, top, x, top + height)); }
    }
    return lines;
  }

  // What of the selected field can be sized: its one rectangle, or the part that is chosen.
  get sized() {
    if (!this.field || this.field.page !== this.page || this.field.kind === "table") return null;
    return this.field.parts[this.field.parts.length === 1 ? 0 : this.part ?? -1] ?? null;
  }

  handles() {
    if (!this.sized) return [];
    const [left, top, width, height] = this.sized.zone;
    const side = 7 / this.zoom;
    return ["nw", "n", "ne", "e", "se", "s", "sw", "w"].map((name) => {
      const x = left + (name.includes("w") ? 0 : name.includes("e") ? width : width / 2);
      const y = top + (name.includes("n") ? 0 : name.includes("s") ? height : height / 2);
      return box([x - side / 2, y - side / 2, side, side], { class: `handle ${name}`, "data-handle": name });
    });
  }

  at(event) {
    const frame = this.svg.getBoundingClientRect();
    return [(event.clientX - frame.left) / this.zoom, (event.clientY - frame.top) / this.zoom];
  }

  down(event) {
    if (event.button !== 0) return;
    this.svg.setPointerCapture(event.pointerId);
    document.activeElement?.blur?.();
    const start = this.at(event);
    const { handle, part } = event.target.dataset;
    const group = event.target.closest("[data-field]");
    const found = event.target.closest("[data-found]");
    if (handle) {
      this.drag = { kind: handle, start, zones: [[...this.sized.zone]], parts: [this.sized] };
    } else if (group && !this.isDrawing) {
      const field = this.template.fields[Number(group.dataset.field)];
      const wasHere = field === this.field;
      this.drag = { kind: "move", start, field, part: Number(part ?? 0), wasHere };
      if (!wasHere) this.heard.select(field, null);
      const isOne = this.part !== null && this.part === this.drag.part;
      this.drag.parts = isOne ? [field.parts[this.part]] : field.parts;
      this.drag.zones = this.drag.parts.map((each) => [...each.zone]);
    } else {
      this.drag = { kind: "draw", start, found: found && !this.isDrawing ? this.open[Number(found.dataset.found)] : null };
    }
    this.edges = this.lookForEdges(this.drag.parts ?? []);
  }

  // The edges that a moved one clings to.
  lookForEdges(moving) {
    const others = [...this.template.fields, ...this.found].filter((field) => field.page === this.page)
      .flatMap((field) => field.parts).filter((part) => !moving.includes(part)).map((part) => part.zone);
    return { x: others.flatMap((zone) => [zone[0], zone[0] + zone[2]]), y: others.flatMap((zone) => [zone[1], zone[1] + zone[3]]) };
  }

  // The nearest edge, else the half-millimetre grid; Alt leaves a tenth.
  snap(value, axis, isFree) {
    if (isFree) return round(value, 0.1);
    let best = null;
    for (const edge of this.edges[axis]) {
      if (Math.abs(edge - value) * this.zoom <= near && (best === null || Math.abs(edge - value) < Math.abs(best - value))) best = edge;
    }
    return best ?? round(value, 0.5);
  }

  move(event) {
    const drag = this.drag;
    if (!drag) return;
    const [x, y] = this.at(event);
    const [dx, dy] = [x - drag.start[0], y - drag.start[1]];
    if (!drag.isMoved && Math.hypot(dx, dy) * this.zoom < 4) return;
    if (!drag.isMoved && drag.kind !== "draw") this.template.remember();
    drag.isMoved = true;
    if (drag.kind === "draw") this.stretch(drag, [x, y], event.altKey);
    else if (drag.kind === "move") this.shift(drag, dx, dy, event.altKey);
    else this.resize(drag, dx, dy, event.altKey);
  }

  stretch(drag, end, isFree) {
    const [x1, x2] = [drag.start[0], end[0]].map((value) => this.snap(value, "x", isFree)).sort((a, b) => a - b);
    const [y1, y2] = [drag.start[1], end[1]].map((value) => this.snap(value, "y", isFree)).sort((a, b) => a - b);
    drag.zone = this.within([x1, y1, x2 - x1, y2 - y1]);
    this.svg.querySelector(".drawn")?.remove();
    this.svg.append(box(drag.zone, { class: "drawn" }));
  }

  shift(drag, dx, dy, isFree) {
    const [width, height] = this.template.paper;
    const bounds = drag.zones.reduce((all, zone) => [Math.min(all[0], zone[0]), Math.min(all[1], zone[1]), Math.max(all[2], zone[0] + zone[2]), Math.max(all[3], zone[1] + zone[3])], [Infinity, Infinity, -Infinity, -Infinity]);
    const step = (from, to, by, axis, limit) => {
      const [low, high] = [this.snap(from + by, axis, isFree), this.snap(to + by, axis, isFree)];
      const clings = (value) => this.edges[axis].includes(value);
      const wanted = !clings(low) && clings(high) ? high - to : low - from;
      return Math.min(limit - to, Math.max(-from, wanted));
    };
    const [x, y] = [step(bounds[0], bounds[2], dx, "x", width), step(bounds[1], bounds[3], dy, "y", height)];
    drag.parts.forEach((part, index) => {
      const zone = drag.zones[index];
      part.zone = [zone[0] + x, zone[1] + y, zone[2], zone[3]].map((value) => round(value, 0.001));
    });
    this.draw();
    this.heard.changed();
  }

  resize(drag, dx, dy, isFree) {
    let [left, top, width, height] = drag.zones[0];
    let [right, bottom] = [left + width, top + height];
    if (drag.kind.includes("w")) left = Math.min(right - 1, this.snap(left + dx, "x", isFree));
    if (drag.kind.includes("e")) right = Math.max(left + 1, this.snap(right + dx, "x", isFree));
    if (drag.kind.includes("n")) top = Math.min(bottom - 1, this.snap(top + dy, "y", isFree));
    if (drag.kind.includes("s")) bottom = Math.max(top + 1, this.snap(bottom + dy, "y", isFree));
    drag.parts[0].zone = this.within([left, top, right - left, bottom - top]);
    this.draw();
    this.heard.changed();
  }

  within([left, top, width, height]) {
    const [x, y] = [Math.max(0, left), Math.max(0, top)];
    const zone = [x, y, Math.min(left + width, this.template.paper[0]) - x, Math.min(top + height, this.template.paper[1]) - y];
    return zone.map((value) => round(value, 0.001));
  }

  up(event) {
    const drag = this.drag;
    this.drag = null;
    if (!drag) return;
    this.svg.querySelector(".drawn")?.remove();
    if (event.type === "pointercancel") return;
    if (drag.kind === "move" && !drag.isMoved && drag.wasHere && drag.field.parts.length > 1) {
      this.heard.select(drag.field, this.part === drag.part ? null : drag.part);
    } else if (drag.kind === "draw") {
      if (drag.zone && drag.zone[2] >= 1.5 && drag.zone[3] >= 1.5) this.heard.drawn(drag.zone);
      else if (drag.found) this.heard.take(drag.found);
      else if (!drag.isMoved) this.heard.select(null, null);
    } else if (drag.isMoved) this.heard.changed();
  }

  // Moves, or sizes, what is selected by so many millimetres.
  nudge(dx, dy, isSize) {
    if (!this.field?.parts.length || this.field.page !== this.page) return false;
    const parts = this.part === null ? this.field.parts : [this.field.parts[this.part]];
    if (isSize && !this.sized) return false;
    this.template.remember(`nudge ${isSize}`);
    for (const part of isSize ? [this.sized] : parts) {
      const [left, top, width, height] = part.zone;
      part.zone = isSize ? this.within([left, top, Math.max(1, width + dx), Math.max(1, height + dy)])
        : [Math.max(0, Math.min(this.template.paper[0] - width, left + dx)), Math.max(0, Math.min(this.template.paper[1] - height, top + dy)), width, height].map((value) => round(value, 0.001));
    }
    this.draw();
    this.heard.changed();
    return true;
  }
}
