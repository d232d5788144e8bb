// What several parts of the page need: saying something once, going somewhere, copying, asking the server, keeping in
// this browser, looking again when the page was drawn anew. It knows no words.

export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export function scrollTo(target, block) {
  target.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });
}

export function goTo(target, block) {
  target.focus({ preventScroll: true });
  scrollTo(target, block);
}

// Said once by a screen reader; shown nowhere. While a dialog holds the whole page, only what stands in it is heard.
export function say(words) {
  let region = document.querySelector("dialog:modal .melding") ?? document.getElementById("melding");
  if (!region) {
    region = document.createElement("div");
    region.id = "melding";
    region.className = "sr";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  if (region.textContent !== words) region.textContent = words; // else an observer hears itself
}

// --- asking the server ---

// Its reply; null where it did not answer.
export function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}

// The sentence with which it refused; "" where it gave none.
export async function refusal(reply) {
  const told = await reply?.json().catch(() => null);
  return told?.error ?? "";
}

// Why it cannot give anything now, where it says so: a database that is away is no page that does not exist.
export async function away(reply) {
  return reply?.status === 503 ? refusal(reply) : "";
}

// The HTML of a part of the page; null where there is none.
export async function html(address) {
  const reply = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  return reply?.ok ? reply.text() : null;
}

// --- keeping in this browser: under names of our own, because others may share the address ---

const PREFIX = "bronwijzer-";
export const keyOf = (name) => PREFIX + name;

export function stored(where, name) {
  try {
    return window[where].getItem(keyOf(name));
  } catch {
    return null; // a browser that keeps nothing
  }
}

// Whether it is kept now (or gone: null); false where the browser is full or keeps nothing.
export function store(where, name, text) {
  try {
    if (text === null) window[where].removeItem(keyOf(name));
    else window[where].setItem(keyOf(name), text);
    return true;
  } catch {
    return false;
  }
}

// --- the page was drawn anew ---

const steps = [];
let waiting = false;

// Calls `step` after each change of the page, once for all changes of a moment.
export function whenDrawn(step) {
  if (steps.push(step) > 1) return;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      for (const one of steps) one();
    });
  }).observe(document.body, { childList: true, subtree: true });
}

// --- copying ---

export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const field = document.createElement("textarea"); // a page without https has no clipboard
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  if (!done) throw new Error("copy");
}

// A button with its text in .text, and what to say after it in .done and .failed.
async function copy(button) {
  const text = button.querySelector(".text").textContent;
  const state = await copyText(text).then(() => "done", () => "failed");
  say(button.querySelector(`.${state}`).textContent);
  button.dataset.state = state;
  setTimeout(() => (delete button.dataset.state, say("")), 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) copy(button);
});
