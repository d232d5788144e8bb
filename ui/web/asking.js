// What stands around the box: what is looked in, first questions, and the questions that someone wants kept in this
// browser. Nothing is kept unless the box for it is ticked. It knows no words: those stand in the HTML of the server.
import { html, say, store, stored } from "./common.js";

const KEPT = "vragen"; // in localStorage; not there: nothing is kept
const MOST = 50;
let around = null; // our own element within Gradio's page
let asked = false; // it was asked for, or is waited with
let pause = 2000; // milliseconds before it is asked for again, when that failed

// --- what is looked in ---

const boxes = () => [...(around?.querySelectorAll("#keuzes input:checked") ?? [])];

function choice() {
  const groups = {};
  for (const box of boxes()) (groups[box.name] ??= []).push(box.value);
  return groups;
}

function address(groups) {
  const pairs = Object.entries(groups).flatMap(([name, values]) => values.map((value) => [name, value]));
  return `deel/keuze?${new URLSearchParams(pairs)}`;
}

async function part(from) {
  const found = await html(from);
  if (found === null) return null;
  const parsed = document.createElement("template");
  parsed.innerHTML = found;
  return parsed.content;
}

// Into the field that goes along with a question; also just before that, for who is quicker than Gradio.
export function applyChoice() {
  const field = document.querySelector("#gekozen textarea");
  const text = boxes().length ? JSON.stringify(choice()) : "";
  if (!around || !field || field.value === text) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function changed() {
  applyChoice();
  store("sessionStorage", "keuze", JSON.stringify(choice()));
  const wanted = address(choice());
  const told = (await part(wanted))?.querySelector(".wat").textContent;
  if (!told || wanted !== address(choice())) return; // of two quick changes the last one counts
  around.querySelector(".wat").textContent = told;
  say(told);
}

export function chooseAll() {
  if (!boxes().length) return;
  for (const box of boxes()) box.checked = false;
  changed();
}

// --- keeping, only where that is wanted ---

function recall(where, name) {
  try {
    return JSON.parse(stored(where, name));
  } catch {
    return null; // not ours
  }
}

const kept = () => {
  const list = recall("localStorage", KEPT);
  return Array.isArray(list) ? list.filter((one) => typeof one?.question === "string") : null;
};

export function keep(questions) {
  const before = kept();
  if (before === null) return;
  const fresh = questions.filter((question) => question.trim() && !before.slice(0, questions.length).some((one) => one.question === question));
  if (!fresh.length) return;
  const now = fresh.reverse().map((question) => ({ question, day: new Date().toISOString().slice(0, 10) }));
  const rest = before.filter((one) => !fresh.includes(one.question));
  store("localStorage", KEPT, JSON.stringify([...now, ...rest].slice(0, MOST)));
  list();
}

function list() {
  if (!around) return;
  const have = kept();
  const place = around.querySelector("#eerder");
  place.querySelector("[name=bewaren]").checked = have !== null;
  place.querySelector(".wissen").hidden = !have?.length;
  place.querySelector(".leeg").hidden = Boolean(have?.length);
  place.querySelector(".vragen").replaceChildren(...(have ?? []).map(item));
}

function item({ question, day }) {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ask example";
  button.textContent = question;
  const time = document.createElement("time");
  time.dateTime = day;
  time.textContent = new Date(day).toLocaleDateString("nl-BE");
  row.append(time, button);
  return row;
}

function wipe(on) {
  store("localStorage", KEPT, on ? "[]" : null);
  list();
  say(around.querySelector("#eerder .gewist").textContent);
  around.querySelector("#eerder [name=bewaren]").focus(); // the button that was pressed is gone
}

function keeping(box) {
  if (!box.checked) return wipe(false);
  store("localStorage", KEPT, "[]");
  say(around.querySelector("#eerder .aan").textContent);
  document.dispatchEvent(new Event("keeping")); // what stands on the page may be kept
}

// --- first questions ---

async function examples(list) {
  if (!list || list.dataset.asked) return;
  list.dataset.asked = "yes";
  if (list.children.length >= 6) return;
  const found = await part("deel/voorbeelden");
  if (found?.children.length && list.isConnected) list.replaceChildren(...found.children);
}

// --- in its place ---

export async function mount() {
  examples(document.querySelector(".bw-welcome .examples"));
  const place = document.getElementById("invoer");
  if (around && place && !place.contains(around)) place.append(around);
  if (asked || !place) return;
  asked = true;
  around = (await part(address(recall("sessionStorage", "keuze") ?? {})))?.firstElementChild ?? null;
  if (!around) return again();
  place.append(around);
  applyChoice();
  list();
}

// The server was away, or the session is over: less and less often.
function again() {
  setTimeout(() => ((asked = false), mount()), pause);
  pause *= 2;
}

document.addEventListener("change", (event) => {
  if (event.target.closest("#keuzes")) changed();
  if (event.target.matches("#eerder [name=bewaren]")) keeping(event.target);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#keuzes .alles, #nieuw")) chooseAll();
  if (event.target.closest("#eerder .wissen")) wipe(true);
  if (event.target.closest("#eerder .ask")) around.querySelector("#eerder").open = false;
});

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.("#om-vraag details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
