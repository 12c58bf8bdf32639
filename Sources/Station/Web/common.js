// What all pages share: words, calls to the station, small makers of elements.
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
const proof = document.querySelector("meta[name=proof]")?.content || "";
export const language = document.documentElement.lang;

export function say(key) { return words[key] ?? key; }

export class Fault extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

// Calls the station; throws a Fault with its words where it refuses.
export async function call(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-Tema-Proof": proof },
  };
  let response;
  try { response = await fetch(path, options); } catch { throw new Fault(0, say("connection-lost")); }
  if (response.status === 401) { location.href = "/sign-in"; throw new Fault(401, ""); }
  if (response.status === 204) return null;
  const text = await response.text();
  let answer = {};
  try { answer = JSON.parse(text); } catch { answer = { error: text }; }
  if (!response.ok) throw new Fault(response.status, [answer.error, answer.remedy].filter(Boolean).join(" "));
  return answer;
}

// Sends a file as it is; `progress` gets the share that is sent.
export function send(path, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("X-Tema-Proof", proof);
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no answer of the station */ }
      if (request.status < 300) resolve(answer); else reject(new Fault(request.status, answer.error || say("upload-failed")));
    };
    request.onerror = () => reject(new Fault(0, say("connection-lost")));
    request.send(file);
  });
}

// An element with attributes and children; texts are texts, never markup.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function put(target, ...children) {
  const element = typeof target === "string" ? document.getElementById(target) : target;
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let hiding;
export function toast(text, seconds = 4) {
  const element = document.getElementById("toast");
  if (!element || !text) return;
  element.textContent = text;
  element.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => element.classList.remove("shown"), seconds * 1000);
}

export function time(iso, isLong = false) {
  const date = new Date(iso);
  const options = isLong
    ? { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }
    : { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", options).format(date);
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

// A table of rows of cells; a cell is text, an element, or {n: text} where it is a number.
export function table(heads, rows, classOf = () => "") {
  const cell = (tag) => (value) => value && typeof value === "object" && "n" in value
    ? make(tag, { class: "n" }, value.n) : make(tag, {}, value ?? "");
  return make("table", {},
    make("thead", {}, make("tr", {}, heads.map(cell("th")))),
    make("tbody", {}, rows.map((row, index) => make("tr", { class: classOf(index) || false }, row.map(cell("td"))))));
}

document.getElementById("sign-out")?.addEventListener("click", async () => {
  await call("/api/sign-out", {});
  location.href = "/sign-in";
});
