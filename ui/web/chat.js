// What the page does in the browser: examples, opening a source, copying, announcing an answer once, and remembering
// the questions of this tab while it is open. It asks nothing of any server and knows no words: those stand in the HTML.
import { applyChoice, chooseAll, keep, mount } from "./asking.js";
import { goTo, say, scrollTo, store, stored, whenDrawn } from "./common.js";
import { read } from "./reader.js";

const box = () => document.querySelector("#vraag textarea");
const busy = () => document.querySelector("#gesprek .turn.pending");
let announced = "";
let chosen = ""; // what was last chosen about sending questions on
let sending = 0; // the moment of a question that the page does not show yet
let sent = "";
let last = ""; // what was sent last, for who stops it
let landed = 0; // the moment that the last answer came, or was broken off
const SETTLING = 400; // milliseconds: Gradio loses what is sent while it closes the stream of the answer before
let queued = false; // someone asked on while an answer was coming
let stopped = ""; // what to say once an answer that was stopped has gone
let origin = null; // the [n] from which a source was opened

// --- asking ---

function fill(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function ask(question) {
  fill(box(), question);
  box().focus();
  setTimeout(() => document.querySelector("#verstuur").click(), 50); // once Gradio has taken the text over
}

// One question at a time: what is sent meanwhile stays in the box and goes when the answer before it has come.
function send(event) {
  if (busy() || Date.now() - sending < 20_000 || Date.now() - landed < SETTLING) {
    event.preventDefault();
    event.stopImmediatePropagation();
    queued = true;
    setTimeout(sendQueued, SETTLING);
  } else {
    sending = Date.now();
    sent = last = box().value;
    applyChoice();
  }
}

// The question back in the box, unless someone has typed on by then; said when it has gone from the page.
function stop() {
  const words = busy()?.querySelector(".stopped")?.textContent ?? "";
  sending = queued = 0;
  landed = Date.now();
  sent = "";
  if (last && !box().value.trim()) fill(box(), last);
  box().focus();
  stopped = words;
}

// Emptied when the question stands on the page, unless someone has typed on by then.
function empty() {
  if (sent && box().value === sent) fill(box(), "");
  sent = "";
}

function sendQueued() {
  if (!queued || busy() || Date.now() - sending < 20_000) return;
  if (Date.now() - landed < SETTLING) return setTimeout(sendQueued, SETTLING);
  queued = false;
  if (box().value.trim()) setTimeout(() => document.querySelector("#verstuur").click(), 50);
}

// --- remembering: in this tab only, until it is closed or a new conversation begins ---

const memory = {
  restoring: null, // the questions that are still to come back
  written: {},
  read: (name) => stored("sessionStorage", name) ?? "",
  // Where the browser is full or keeps nothing, a page that is loaded anew is empty.
  write(name, text) {
    if (this.written[name] === text) return;
    this.written[name] = text;
    store("sessionStorage", name, text);
  },
  keep() {
    if (this.restoring === null) return;
    const asked = document.querySelector("#gesprek .memory");
    if (asked) this.restoring = "";
    if (!this.restoring) this.write("gesprek", asked ? asked.textContent : "");
    this.write("concept", box().value);
    if (asked && !busy() && this.listed !== asked.textContent) this.list(asked.textContent);
  },
  // Among the questions that somebody wants kept longer.
  list(text) {
    this.listed = text;
    keep(JSON.parse(text).map(([question]) => question));
  },
  restore() {
    const field = document.querySelector("#geheugen textarea");
    if (this.restoring !== null || !field || !box()) return;
    this.restoring = this.read("gesprek");
    if (this.read("concept")) fill(box(), this.read("concept"));
    this.send(field);
  },
  send(field, attempts = 5) {
    if (!this.restoring || !attempts) return;
    fill(field, this.restoring);
    const enter = new KeyboardEvent("keypress", { key: "Enter", bubbles: true });
    setTimeout(() => field.dispatchEvent(enter), 50); // once Gradio has taken the text over
    setTimeout(() => this.send(field, attempts - 1), 2000); // a slow computer was not listening yet
  },
};

// --- sources ---

function showSources(turn) {
  for (const section of document.querySelectorAll("#bronnen .sources"))
    section.classList.toggle("old", section.id !== `bronnen-${turn}`);
}

function name(target, attribute, part) {
  const id = `${target.id}-${part}`;
  if (document.getElementById(id)) target.setAttribute(attribute, id);
}

// Its card beside the conversation, and every [n] that leads to it.
function markSource(target) {
  showSources(target.id.split("-")[1]);
  for (const card of document.querySelectorAll(".card.open")) card.classList.remove("open");
  for (const cited of document.querySelectorAll("#gesprek a.cite")) {
    if (cited.hash === `#${target.id}`) cited.setAttribute("aria-current", "true");
    else cited.removeAttribute("aria-current");
  }
  target.classList.add("open");
}

function openSource(link) {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return;
  if (link.matches("#gesprek a")) origin = link;
  const whole = link.matches(".cite") && target.querySelector("a.lees");
  if (whole) return read(whole, link);
  markSource(target);
  name(target, "aria-labelledby", "kop"); // so that its focus is announced: number, publisher, quote
  name(target, "aria-describedby", "citaat");
  target.focus({ preventScroll: true });
  showQuote(target);
}

// The source from its top; from the quote where that would otherwise stand below the edge of a small screen.
function showQuote(target) {
  const quote = target.matches(".card") && target.querySelector("mark");
  const depth = quote ? quote.getBoundingClientRect().bottom - target.getBoundingClientRect().top : 0;
  const low = depth > window.innerHeight - 48;
  scrollTo(low ? quote : target, low ? "center" : "start");
}

function backToAnswer(card) {
  const cited = [origin, document.querySelector(`#gesprek a.cite[href="#${card.id}"]`)];
  const link = cited.find((one) => one?.isConnected && one.hash === `#${card.id}`);
  if (link) goTo(link, "center");
}

function stepByKey(event) {
  const card = event.target.closest?.("#bronnen .card[id^=bron]");
  if (!card || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const way = { ArrowLeft: ".prev", ArrowRight: ".next", Escape: ".back" }[event.key];
  const link = way && card.querySelector(way);
  if (!link) return;
  event.preventDefault();
  link.click();
}

// --- announcing ---

function announce() {
  if (document.querySelector(".toast-wrap > *")) {
    sending = 0;
    return say(document.querySelector(".lost").textContent);
  }
  const turn = [...document.querySelectorAll("#gesprek .turn")].pop();
  if (turn?.matches(".written")) return; // half an answer
  const state = turn ? `${turn.id} ${turn.className}` : "";
  if (state === announced) return;
  announced = state;
  sending = 0;
  if (!busy()) landed = Date.now();
  if (stopped) return say(stopped, (stopped = ""));
  empty();
  say(turn ? turn.querySelector(".said").innerText : "");
  document.querySelector("#bronnen").scrollTop = 0;
  if (turn) scrollTo(turn, "start");
  sendQueued();
}

// Questions that go with an answer before the last one are not offered any more.
function follow() {
  const turn = [...document.querySelectorAll("#gesprek .turn")].pop();
  const offered = document.querySelector("#vervolg .following");
  const fitting = offered?.id === turn?.id.replace("beurt", "vervolg") && !busy();
  document.getElementById("vervolg")?.classList.toggle("off", !fitting);
}

function announceChoice() {
  const words = document.querySelector("#keuze .choice")?.innerText ?? "";
  if (words && words !== chosen) say(words);
  chosen = words;
}

// How much of the page the box covers, for what comes into sight; what unfolds comes above it.
const covering = new ResizeObserver(measure);

function measure() {
  const field = document.getElementById("invoer");
  const high = field && getComputedStyle(field).position === "sticky" ? field.offsetHeight : 0;
  document.documentElement.style.setProperty("--onder", `${high}px`);
}

document.addEventListener("toggle", ({ target }) => {
  measure();
  if (target.open && target.closest?.("#gesprek, #om-vraag")) scrollTo(target, "nearest");
}, true);

// --- one main for the page: Gradio's own stands within it, which no page may have ---

function unwrapMain() {
  const theirs = document.querySelector("gradio-app main");
  if (!theirs) return;
  const plain = document.createElement("div");
  plain.className = theirs.className;
  plain.style.cssText = theirs.style.cssText;
  plain.append(...theirs.childNodes);
  theirs.replaceWith(plain);
}

// --- listening ---

document.addEventListener("keydown", (event) => {
  if (event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  else if (event.key === "Escape" && busy() && !event.target.closest?.("dialog")) document.querySelector("#stop").click();
  else stepByKey(event);
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("#verstuur")) send(event);
  if (event.target.closest("#nieuw")) {
    sending = queued = 0;
    landed = Date.now();
  }
  if (event.target.closest("#stop")) stop();
}, true);

document.addEventListener("click", (event) => {
  const hit = event.target.closest("button.ask, a.cite, a.to-sources, a.step, a.back, a.skip, #nieuw");
  if (!hit) return;
  if (hit.tagName === "A") event.preventDefault();
  if (hit.matches(".everywhere")) chooseAll();
  if (hit.matches(".ask")) ask((hit.querySelector(".off") ?? hit).textContent);
  else if (hit.matches(".cite, .to-sources, .step")) openSource(hit);
  else if (hit.matches(".back")) backToAnswer(hit.closest(".card"));
  else if (hit.matches("#gesprek .skip")) goTo(document.getElementById(hit.hash.slice(1)), "start");
  else if (hit.matches(".skip") && !box().checkVisibility()) goTo(document.querySelector("[role=tabpanel]:not([hidden]) > .blad"), "start");
  else box().focus();
});

document.addEventListener("read", (event) => {
  const card = event.target.closest("#bronnen .card");
  if (card) markSource(card);
});

document.addEventListener("input", () => memory.keep());
document.addEventListener("keeping", () => {
  memory.listed = null;
  memory.keep();
});

document.addEventListener("DOMContentLoaded", () => {
  say("");
  whenDrawn(() => {
    unwrapMain();
    mount();
    covering.observe(document.getElementById("invoer") ?? document.body);
    memory.restore();
    announce();
    follow();
    announceChoice();
    memory.keep();
  });
});
