// What somebody thinks of an answer: "goed" goes at once, "niet goed" after a small form. It sends the question only with
// a tick. It knows no words: those stand in the HTML.
import { post, refusal, say, whenDrawn } from "./common.js";

const dialog = () => document.getElementById("oordeel");
const given = new Map(); // answer -> "good" or "bad": the page is drawn anew with every answer
let judged = null; // which answer the form is about

const about = (bar) => bar.querySelector(".about").textContent;
const key = (bar) => `${bar.closest(".turn").id} ${about(bar)}`;
const bars = () => [...document.querySelectorAll("#gesprek .opinion")];

function draw() {
  for (const bar of bars()) {
    const state = given.get(key(bar)) ?? "";
    if ((bar.dataset.state ?? "") !== state) bar.dataset.state = state;
    if (!bar.hasAttribute("role")) {
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", bar.querySelector(".ask-first").textContent);
    }
  }
}

async function judge(bar, said) {
  const { question, ...facts } = JSON.parse(about(bar));
  const body = { ...facts, ...said, ...(said.keep ? { question } : {}) };
  const reply = await post("api/oordeel", body);
  return reply?.ok ? "" : (await refusal(reply)) || dialog().dataset.failed;
}

function settle(id, state) {
  given.set(id, state);
  draw();
  const thanks = bars().find((bar) => key(bar) === id)?.querySelector(".thanks");
  thanks?.focus({ preventScroll: true });
  if (thanks) say(thanks.textContent);
}

async function good(bar) {
  const id = key(bar);
  const fault = await judge(bar, { good: true });
  if (fault) open(bar, "good", fault);
  else settle(id, "good");
}

function open(bar, kind, fault = "") {
  const form = dialog().querySelector("form");
  form.reset();
  dialog().className = `${kind}${JSON.parse(about(bar)).question ? "" : " private"}`;
  form.querySelector(".fault").textContent = fault;
  judged = { bar: bar.cloneNode(true), id: key(bar), kind, adds: given.get(key(bar)) === "good" };
  if (kind === "good") form.keep.checked = judged.adds;
  dialog().showModal();
  document.getElementById("oordeel-kop").focus();
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const { bar, id, kind, adds } = judged;
  const keep = form.keep.checked;
  const said = { good: kind === "good", adds, keep, words: keep ? form.words.value : "" };
  if (kind === "bad") said.reason = form.reason.value;
  const fault = await judge(bar, said);
  form.querySelector(".fault").textContent = fault;
  if (fault) return;
  dialog().close();
  settle(id, kind === "good" ? "told" : "bad");
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#nieuw")) given.clear(); // the answers of another conversation have the same numbers
  const button = event.target.closest(".opinion button, #oordeel .cancel");
  if (!button || !dialog()) return;
  const bar = button.closest(".opinion");
  if (!bar) dialog().close();
  else if (button.matches(".good")) good(bar);
  else open(bar, button.matches(".bad") ? "bad" : "good");
});

document.addEventListener("submit", (event) => {
  if (event.target.closest("#oordeel")) send(event);
});

document.addEventListener("DOMContentLoaded", () => {
  if (dialog()) whenDrawn(draw);
});
