// The page image: zoomed to a field with its neighbours, or whole. Pictures are fetched before they are asked for.
import { say, toast } from "./common.js";

const pixelsPerMillimetre = 200 / 25.4;
const pictures = new Map();
const most = 8;

// The picture of a page as an address that needs no further request.
export function picture(batch, page) {
  const path = `/api/pages/${encodeURIComponent(batch)}/${page}`;
  if (!pictures.has(path)) {
    pictures.set(path, fetch(path).then((response) => (response.ok ? response.blob() : null))
      .then((blob) => (blob ? URL.createObjectURL(blob) : null)).catch(() => { pictures.delete(path); return null; }));
    if (pictures.size > most) {
      const [oldest, address] = pictures.entries().next().value;
      pictures.delete(oldest);
      address.then((url) => url && URL.revokeObjectURL(url));
    }
  }
  return pictures.get(path);
}

export class Sheet {
  constructor() {
    this.view = document.getElementById("view");
    this.image = document.getElementById("picture");
    this.frame = document.getElementById("frame");
    this.isWhole = false;
    this.zone = null;
    new ResizeObserver(() => this.place()).observe(this.view);
  }

  page(document_, field) {
    const formPage = field.zone ? field.zone[0] : document_.pages[0]?.formPage;
    return document_.pages.find((each) => each.formPage === formPage) ?? document_.pages[0];
  }

  // The picture that is in sight, where it is of the page that has the field; null where it is of another one.
  shown(document_, field) {
    const page = this.page(document_, field);
    const isThis = page && this.key === `${document_.batch} ${page.number}`;
    return isThis && !this.image.hidden ? this.image.src : null;
  }

  // Shows the field's page and place. Another page's picture is never in sight beside the field.
  async show(document_, field) {
    this.zone = field.zone;
    const page = this.page(document_, field);
    if (!page) return null;
    this.paper = [page.width, page.height];
    const key = `${document_.batch} ${page.number}`;
    if (this.key !== key || this.image.hidden) {
      this.key = key;
      this.image.hidden = true;
      const url = await picture(document_.batch, page.number);
      if (this.key !== key) return null;
      if (!url) { toast(say("no-picture")); this.image.removeAttribute("src"); return null; }
      this.image.src = url;
      this.image.hidden = false;
      this.image.style.width = `${page.width * pixelsPerMillimetre}px`;
    }
    this.place();
    return this.image.src;
  }

  toggle() { this.isWhole = !this.isWhole; this.place(); }

  place() {
    if (!this.paper) return;
    const [width, height] = [this.view.clientWidth, this.view.clientHeight];
    const [paperWidth, paperHeight] = this.paper.map((side) => side * pixelsPerMillimetre);
    const whole = Math.min(width / paperWidth, height / paperHeight);
    let scale = whole;
    let [x, y] = [(width - paperWidth * whole) / 2, (height - paperHeight * whole) / 2];
    this.frame.hidden = !this.zone;
    if (this.zone) {
      const [left, top, zoneWidth, zoneHeight] = this.zone.slice(1).map((side) => side * pixelsPerMillimetre);
      if (!this.isWhole) {
        scale = Math.max(whole, Math.min(1.6, width * 0.55 / zoneWidth, height * 0.5 / zoneHeight));
        const clamp = (value, size, paper) => (paper * scale < size ? (size - paper * scale) / 2 : Math.min(0, Math.max(size - paper * scale, value)));
        x = clamp(width / 2 - (left + zoneWidth / 2) * scale, width, paperWidth);
        y = clamp(height / 2 - (top + zoneHeight / 2) * scale, height, paperHeight);
      }
      Object.assign(this.frame.style, {
        left: `${x + left * scale - 4}px`, top: `${y + top * scale - 4}px`,
        width: `${zoneWidth * scale + 8}px`, height: `${zoneHeight * scale + 8}px`,
      });
    }
    this.image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }
}

// Lays a field's place into a box of its own.
export function crop(box, url, zone) {
  const image = new Image();
  const [left, top, width, height] = zone.slice(1).map((side) => side * pixelsPerMillimetre);
  const margin = 6;
  const scale = Math.min((box.clientHeight || 92) / (height + 2 * margin), (box.clientWidth || 400) / (width + 2 * margin), 2.4);
  image.alt = "";
  image.src = url;
  image.style.transform = `translate(${-(left - margin) * scale}px, ${-(top - margin) * scale}px) scale(${scale})`;
  image.onload = () => { image.style.width = `${image.naturalWidth}px`; };
  box.replaceChildren(image);
  box.style.height = `${Math.min(220, (height + 2 * margin) * scale)}px`;
}
