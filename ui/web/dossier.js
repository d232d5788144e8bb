// The dossier: what was kept of answers and quotes, in this browser only. The session holds it, and longer than that
// only after a tick. Any button.bewaar adds the JSON in its .stuk (or its only .off); the server makes the words of a
// quote anew from its place each time. It knows no words of its own: those stand in #dossier-woorden.
import { goTo, say } from "./common.js";
import { refresh } from "./tabs.js";

const KEY = "dossier";
const MOST = 200; // items, as the server takes them
const words = () => document.getElementById("dossier-woorden").dataset;
const filledIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const tell = (name, values = {}) => say(filledIn(words()[name], values));
const blad = () => document.querySelector("#blad-dossier .blad");
const list = () => blad()?.querySelector(".stukken");
let unkept = null; // the dossier, in a browser that keeps nothing
let drawn = 0; // how often the list was asked for
let waiting; // until it is asked for again
let removed = null; // the last item that was taken out, and its place

// --- keeping ---

function stored(where) {
  try {
    return window[where].getItem(KEY);
  } catch {
    return null;
  }
}

const stays = () => stored("localStorage") !== null;

function read() {
  try {
    const found = JSON.parse(stored("localStorage") ?? stored("sessionStorage") ?? unkept ?? "{}");
    return { title: String(found.title ?? ""), items: Array.isArray(found.items) ? found.items : [] };
  } catch {
    return { title: "", items: [] };
  }
}

function write(dossier, staying = stays()) {
  const text = JSON.stringify(dossier);
  const [chosen, other] = staying ? ["localStorage", "sessionStorage"] : ["sessionStorage", "localStorage"];
  unkept = text;
  try {
    window[chosen].setItem(KEY, text);
    window[other].removeItem(KEY);
  } catch {
    tell("nietBewaard");
  }
  count();
}

// Read anew each time: another window of this browser may have changed it.
function change(step) {
  const dossier = read();
  const result = step(dossier.items, dossier);
  write(dossier);
  return result;
}

function count() {
  const tab = document.getElementById("tab-dossier");
  if (!tab) return;
  const number = tab.querySelector(".teller") ?? tab.appendChild(document.createElement("span"));
  number.className = "teller";
  const length = read().items.length;
  number.textContent = length ? ` (${length})` : "";
}

// --- collecting ---

const place = ({ note, label, ...rest }) => JSON.stringify(rest);

function keep(button) {
  const item = JSON.parse((button.querySelector(".stuk") ?? button.querySelector(".off")).textContent);
  const items = read().items;
  if (items.some((other) => place(other) === place(item))) return tell("al");
  if (items.length >= MOST) return tell("vol");
  change((all) => all.push(item));
  say("");
  tell("bewaard", { n: items.length + 1 });
  button.dataset.state = "done";
  setTimeout(() => delete button.dataset.state, 4000);
  refresh("dossier");
}

// --- the tab ---

async function draw(focus = null) {
  if (!blad()?.querySelector(".lijst")) return;
  clearTimeout(waiting);
  const [dossier, mine] = [read(), ++drawn];
  const reply = await post("deel/dossier", dossier);
  if (mine !== drawn) return; // of two wishes the last one counts
  if (!reply?.ok) return say(await reason(reply));
  const here = list()?.contains(document.activeElement) ? document.activeElement : null;
  if (focus === null && here && !here.dataset.dossier) return; // somebody writes there
  const held = here && { place: at(here), action: here.dataset.dossier };
  blad().querySelector(".lijst").innerHTML = await reply.text();
  dress(dossier);
  if (focus !== null) list()?.children[focus]?.querySelector("textarea, input, button")?.focus();
  else if (held) list()?.children[held.place]?.querySelector(`[data-dossier=${held.action}]`)?.focus();
}

// The numbers of the sources follow the order, once somebody pauses.
function drawSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => draw(), 600);
}

function dress(dossier) {
  blad().querySelector("#dossier-titel").value = dossier.title;
  blad().querySelector("#dossier-blijft").checked = stays();
  const empty = !dossier.items.length;
  for (const part of blad().querySelectorAll(".als-vol")) part.hidden = empty;
  for (const part of blad().querySelectorAll(".als-leeg")) part.hidden = !empty;
}

function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}

async function reason(reply) {
  if (reply?.status === 401) location.reload(); // the session of a login is over; the dossier stays here
  const told = await reply?.json().catch(() => null);
  return told?.error ?? words().mislukt;
}

const at = (node) => [...list().children].indexOf(node.closest(".stukken > li"));

function add(kind) {
  if (read().items.length >= MOST) return tell("vol");
  const where = change((items) => items.push({ kind, text: "" })) - 1;
  draw(where);
}

function move(button, way) {
  const [from, all] = [at(button), list().children];
  const to = from + way;
  if (to < 0 || to >= all.length) return tell(way < 0 ? "eerste" : "laatste");
  change((items) => items.splice(to, 0, ...items.splice(from, 1)));
  list().insertBefore(all[from], way < 0 ? all[to] : all[to].nextSibling);
  button.focus(); // moving its place took the focus away
  drawSoon();
  tell("plaats", { n: to + 1, totaal: all.length });
}

function remove(button) {
  const where = at(button);
  const item = change((items) => items.splice(where, 1)[0]);
  removed = { item, where };
  list().children[where].remove();
  const bar = blad().querySelector(".teruggave");
  bar.hidden = false;
  bar.querySelector("button").focus();
  drawSoon();
  tell("weg");
  if (!list().children.length) dress(read());
}

async function restore() {
  if (!removed) return;
  const { item, where } = removed;
  removed = null;
  change((items) => items.splice(where, 0, item));
  blad().querySelector(".teruggave").hidden = true;
  await draw(where);
  tell("terug");
}

function wipe() {
  removed = null;
  write({ title: "", items: [] }, false);
  blad().querySelector(".teruggave").hidden = true;
  blad().querySelector("#dossier-wissen").close();
  draw();
  goTo(blad().querySelector("h2"), "start");
  tell("gewist");
}

// --- taking it along ---

async function download(button) {
  const status = blad().querySelector(".stand");
  const told = (sentence) => ((status.textContent = sentence), say(sentence));
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  told(words().maken);
  const reply = await post(button.dataset.address, read());
  button.removeAttribute("aria-disabled");
  if (!reply?.ok) return told(await reason(reply));
  const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") ?? "")?.[1] ?? KEY;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  told(filledIn(words().klaar, { naam: name }));
}

// --- listening ---

const ACTIONS = {
  omhoog: (button) => move(button, -1),
  omlaag: (button) => move(button, 1),
  verwijder: remove,
  zetterug: restore,
  tekst: () => add("note"),
  kop: () => add("heading"),
  wis: () => blad().querySelector("#dossier-wissen").showModal(),
  wisniet: () => blad().querySelector("#dossier-wissen").close(),
  wisalles: wipe,
  uitvoer: download,
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button?.matches(".bewaar")) keep(button);
  else if (button?.dataset.dossier) ACTIONS[button.dataset.dossier](button);
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.id === "dossier-titel") change((_, dossier) => (dossier.title = field.value));
  else if (field.id === "dossier-blijft") write(read(), field.checked);
  else if (field.dataset?.stuk) change((items) => (items[at(field)][field.dataset.stuk] = field.value));
});

document.addEventListener("filled", (event) => {
  if (event.detail.name === "dossier") draw();
});
window.addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  count();
  draw();
});
document.addEventListener("DOMContentLoaded", count);
