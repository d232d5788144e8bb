// The dossier: what was kept of answers and quotes, in this browser only. The session holds it, and longer than that
// only after a tick. Any button.bewaar adds the JSON in its .stuk (or its only .off); the server makes the words of a
// quote anew from its place each time. It knows no words of its own: those stand in #dossier-woorden.
import { goTo, keyOf, post, refusal, say, store, stored } from "./common.js";
import { refresh } from "./tabs.js";

const KEY = "dossier";
const MOST = 200; // items, as the server takes them
const words = () => document.getElementById("dossier-woorden").dataset;
const filledIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const tell = (name, values = {}) => say(filledIn(words()[name], values));
const blad = () => document.querySelector("#blad-dossier .blad");
const list = () => blad()?.querySelector(".stukken");
let unkept = null; // the dossier, where the browser could not keep it as it is now
let drawn = 0; // how often the list was asked for
let waiting; // until it is asked for again
let removed = null; // the last item that was taken out, and its place
let made = 0; // items, for their names

// --- keeping ---

const stays = () => stored("localStorage", KEY) !== null;

function read() {
  try {
    const found = JSON.parse(unkept ?? stored("localStorage", KEY) ?? stored("sessionStorage", KEY) ?? "{}");
    return { title: String(found.title ?? ""), items: Array.isArray(found.items) ? found.items.filter((item) => item?.id) : [] };
  } catch {
    return { title: "", items: [] };
  }
}

function write(dossier, staying = stays()) {
  const text = JSON.stringify(dossier);
  const [chosen, other] = staying ? ["localStorage", "sessionStorage"] : ["sessionStorage", "localStorage"];
  const done = store(chosen, KEY, text);
  unkept = done ? null : text;
  if (done) store(other, KEY, null);
  else tell("nietBewaard");
  count();
  return done;
}

// Read anew each time: another window of this browser may have changed it. Null where it could not be kept.
function change(step) {
  const dossier = read();
  const result = step(dossier.items, dossier);
  return write(dossier) ? result : null;
}

// A name that no other window gives too: there an item may stand at another place by now.
const named = (item) => ({ ...item, id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${++made}` });
const rowOf = (node) => node.closest(".stukken > li");
const find = (items, row) => items.findIndex((item) => item.id === row.dataset.id);

function count() {
  const tab = document.getElementById("tab-dossier");
  if (!tab) return;
  const number = tab.querySelector(".teller") ?? tab.appendChild(document.createElement("span"));
  number.className = "teller";
  const length = read().items.length;
  number.textContent = length ? ` (${length})` : "";
}

// --- collecting ---

const place = ({ note, label, id, ...rest }) => JSON.stringify(rest);

function keep(button) {
  const item = JSON.parse((button.querySelector(".stuk") ?? button.querySelector(".off")).textContent);
  const items = read().items;
  if (items.some((other) => place(other) === place(item))) return tell("al");
  if (items.length >= MOST) return tell("vol");
  say("");
  const length = change((all) => all.push(named(item)));
  if (length !== null) {
    tell("bewaard", { n: length });
    button.dataset.state = "done";
    setTimeout(() => delete button.dataset.state, 4000);
  }
  refresh("dossier");
}

// --- the tab ---

async function draw(focus = null) {
  if (!blad()?.querySelector(".lijst")) return;
  clearTimeout(waiting);
  const [dossier, mine] = [read(), ++drawn];
  const reply = await post("deel/dossier", dossier);
  if (mine !== drawn) return; // of two wishes the last one counts
  if (!reply?.ok) return reply?.status === 401 ? undefined : say(await reason(reply)); // that, login.js says
  const here = list()?.contains(document.activeElement) ? document.activeElement : null;
  if (focus === null && here && !here.dataset.dossier) return; // somebody writes there
  const held = here && { id: rowOf(here).dataset.id, action: here.dataset.dossier };
  blad().querySelector(".lijst").innerHTML = await reply.text();
  dress(dossier);
  if (focus !== null) list()?.children[focus]?.querySelector("textarea, input, button")?.focus();
  else if (held) row(held.id)?.querySelector(`[data-dossier=${held.action}]`)?.focus();
}

// The numbers of the sources follow the order, once somebody pauses.
function drawSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => draw(), 600);
}

const row = (id) => [...(list()?.children ?? [])].find((one) => one.dataset.id === id);

function dress(dossier) {
  [...list().children].forEach((one, i) => (one.dataset.id = dossier.items[i].id)); // the server keeps the order
  blad().querySelector("#dossier-titel").value = dossier.title;
  blad().querySelector("#dossier-blijft").checked = stays();
  const empty = !dossier.items.length;
  for (const part of blad().querySelectorAll(".als-vol")) part.hidden = empty;
  for (const part of blad().querySelectorAll(".als-leeg")) part.hidden = !empty;
}

const reason = async (reply) => (await refusal(reply)) || words().mislukt;

function add(kind) {
  if (read().items.length >= MOST) return tell("vol");
  change((items) => items.push(named({ kind, text: "" })));
  draw(read().items.length - 1);
}

// Beside whatever stands there on the page; without one of the two, another window was first.
function move(button, way) {
  const mine = rowOf(button);
  const other = way < 0 ? mine.previousElementSibling : mine.nextElementSibling;
  if (!other) return tell(way < 0 ? "eerste" : "laatste");
  const to = change((items) => {
    const [from, there] = [find(items, mine), find(items, other)];
    if (from >= 0 && there >= 0) items.splice(there, 0, ...items.splice(from, 1));
    return from < 0 ? -1 : there;
  });
  if (to < 0) return gone();
  list().insertBefore(mine, way < 0 ? other : other.nextSibling);
  button.focus(); // moving its place took the focus away
  drawSoon();
  if (to !== null) tell("plaats", { n: to + 1, totaal: list().children.length });
}

function remove(button) {
  const mine = rowOf(button);
  const where = find(read().items, mine);
  if (where < 0) return gone();
  const item = read().items[where];
  const done = change((items) => items.splice(where, 1));
  removed = { item, where };
  mine.remove();
  const bar = blad().querySelector(".teruggave");
  bar.hidden = false;
  bar.querySelector("button").focus();
  drawSoon();
  if (done) tell("weg");
  if (!list().children.length) dress(read());
}

// What stands on the page is not what is in the dossier any more.
function gone() {
  tell("elders");
  draw();
}

function edit(field) {
  change((items) => {
    const item = items[find(items, rowOf(field))];
    if (item) item[field.dataset.stuk] = field.value;
    else tell("elders");
  });
}

async function restore() {
  if (!removed) return;
  const { item, where } = removed;
  removed = null;
  const done = change((items) => items.splice(where, 0, item));
  blad().querySelector(".teruggave").hidden = true;
  await draw(where);
  if (done) tell("terug");
}

function wipe() {
  removed = null;
  const done = write({ title: "", items: [] }, false);
  blad().querySelector(".teruggave").hidden = true;
  blad().querySelector("#dossier-wissen").close();
  draw();
  goTo(blad().querySelector("h2"), "start");
  if (done) tell("gewist");
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
  else if (field.id === "dossier-blijft") (write(read(), field.checked), (field.checked = stays()));
  else if (field.dataset?.stuk) edit(field);
});

document.addEventListener("filled", (event) => {
  if (event.detail.name === "dossier") draw();
});
window.addEventListener("storage", (event) => {
  if (event.key !== keyOf(KEY)) return;
  count();
  draw();
});
document.addEventListener("DOMContentLoaded", count);
