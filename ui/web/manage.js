// The tab of a beheerder: sends files one after another, saves what is filled in, follows a run. What is new is put in
// its own place: nobody's half-filled form is lost, and nobody's focus. It knows no words.
import { say } from "./common.js";
import { over } from "./login.js";

const PACE = 1000; // milliseconds between two looks at a run
const place = () => document.getElementById("blad-beheer");
const find = (selector) => place()?.querySelector(selector);
const sent = { busy: false, queue: [], lines: [], words: "", part: 0 }; // of the files of this visit
let looking = 0;
let asked = 0; // of two looks the last one counts
let said = "";

function line(kind, words) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = words;
  return item.outerHTML;
}

// Our HTML; where the server sent something else, the sentence in it as a line.
function html(type, text, name = "") {
  if (type?.startsWith("text/html")) return text;
  let words = document.getElementById("tabs").dataset.failed;
  try {
    words = JSON.parse(text).error ?? words;
  } catch {
    // nothing of ours: the connection is gone
  }
  return line("fout", name ? `${name}: ${words}` : words);
}

async function send(address, fields = {}) {
  const reply = await fetch(address, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  const text = (await reply?.text().catch(() => "")) ?? "";
  return { ok: Boolean(reply?.ok), html: html(reply?.headers.get("content-type"), text) };
}

function tell(item) {
  sent.lines = [item];
  paint();
  say(find("#ontvangen").innerText);
}

// --- adding ---

// XMLHttpRequest, because fetch does not tell how much has been sent.
function upload(file, replacing, moved) {
  return new Promise((settled) => {
    const request = new XMLHttpRequest();
    request.open("POST", `beheer/toevoegen?${new URLSearchParams({ naam: file.name, vervangen: replacing ? "ja" : "" })}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => moved(event.loaded / event.total);
    request.onload = () => settled(request);
    request.onerror = () => settled(null);
    request.send(file);
  });
}

async function sendOne(words, file, replacing, show) {
  const { sturen, lezen, mislukt, grootste, teGroot } = words;
  if (file.size > Number(grootste)) return line("fout", `${file.name}: ${teGroot}`);
  show(sturen, 0);
  const reply = await upload(file, replacing, (part) => show(part < 1 ? sturen : lezen, part));
  if (!reply) return line("fout", `${file.name} ${mislukt}`);
  if (reply.status === 401) over(); // only fetch is watched for that
  return html(reply.getResponseHeader("content-type"), reply.responseText, file.name);
}

// Also in a tab that was filled anew meanwhile.
function paint() {
  const [bar, list] = [find("#versturen"), find("#ontvangen")];
  if (!bar) return;
  list.innerHTML = sent.lines.join("");
  bar.hidden = !sent.busy;
  bar.querySelector("label").textContent = sent.words;
  const progress = bar.querySelector("progress");
  if (sent.part < 1) progress.value = 100 * sent.part;
  else progress.removeAttribute("value");
}

async function sendAll(input) {
  sent.queue.push(...input.files);
  input.value = "";
  if (!sent.queue.length || sent.busy) return;
  Object.assign(sent, { busy: true, lines: [], words: "", part: 0 });
  const [words, replacing] = [{ ...input.dataset }, find("#vervangen").checked];
  while (sent.queue.length) {
    const file = sent.queue.shift();
    const [done, all] = [sent.lines.length + 1, sent.lines.length + 1 + sent.queue.length];
    const show = (word, part) => {
      Object.assign(sent, { words: `${word} ${file.name} (${done}/${all})`, part });
      paint();
    };
    sent.lines.push(await sendOne(words, file, replacing, show));
    paint();
  }
  sent.busy = false;
  paint();
  say(find("#ontvangen")?.innerText ?? "");
  await Promise.all([renew(), look()]);
}

// --- what is known of the documents ---

// Puts in place what is new of the lists; the run has its own way (see look).
async function renew() {
  const reply = await fetch(find(".blad")?.dataset.address ?? "deel/beheer").catch(() => null);
  if (!reply?.ok || !find("#gelezen")) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await reply.text();
  const focused = document.activeElement;
  renewAdded(fresh.content.querySelector("#toegevoegd"));
  for (const part of ["#ongelezen", "#gelezen .uitslag", "#gelezen tbody", "#gelezen .bladen"]) {
    find(part).replaceWith(fresh.content.querySelector(part));
  }
  if (focused.isConnected) focused.focus({ preventScroll: true });
  else (document.getElementById(focused.id) ?? find("#gelezen .tabel")).focus({ preventScroll: true });
}

// What somebody has open keeps what was filled in; only how it stands with it is new.
function renewAdded(fresh) {
  for (const held of place().querySelectorAll(".stuk[open], .stuk:focus-within")) {
    const name = held.querySelector(".naam").textContent;
    const same = [...fresh.querySelectorAll(".stuk")].find((one) => one.querySelector(".naam").textContent === name);
    if (!same) continue;
    held.querySelector(".stand").textContent = same.querySelector(".stand").textContent;
    same.replaceWith(held);
  }
  find("#toegevoegd").replaceChildren(...fresh.childNodes);
}

async function save(form) {
  const { ok, html: text } = await send("beheer/gegevens", new FormData(form));
  const answer = document.createElement("template");
  answer.innerHTML = text;
  if (ok) {
    const fresh = answer.content.firstElementChild;
    form.closest(".stuk").replaceWith(fresh);
    fresh.querySelector("form button").focus();
    say(fresh.querySelector(".bericht").textContent);
    look();
  } else {
    form.querySelector(".bericht").textContent = answer.content.textContent;
  }
}

async function remove(button) {
  const { ok, html: text } = await send("beheer/verwijderen", { naam: button.dataset.verwijder });
  if (ok) find("#toegevoegd-kop").focus();
  await renew();
  tell(text);
  look();
}

// --- a run ---

// Shows how it stands; says aloud what changed, not every number.
async function look() {
  clearTimeout(looking);
  const mine = ++asked;
  const reply = await fetch("deel/beheer/stand").catch(() => null);
  if (mine !== asked || reply?.status === 401) return; // the session is over: ui/web/login.js says so
  if (reply?.ok) show(await reply.text());
  else follow(false);
}

function show(text) {
  const now = find("#indexeren");
  if (!now) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = text;
  const [busy, held] = [now.hasAttribute("data-bezig"), now.contains(document.activeElement)];
  put(now, fresh.content.firstElementChild);
  follow(held && !now.contains(document.activeElement));
  if (busy && !now.hasAttribute("data-bezig")) renew();
}

// Around what holds the focus and stays the same: else a screen reader would read it again every second.
function put(now, fresh) {
  const [held, all] = [document.activeElement, [...fresh.children]];
  const at = held.parentNode === now ? all.findIndex((one) => one.isEqualNode(held)) : -1;
  now.toggleAttribute("data-bezig", fresh.hasAttribute("data-bezig"));
  if (at < 0) return now.replaceChildren(...all);
  for (const one of [...now.children]) if (one !== held) one.remove();
  held.before(...all.slice(0, at));
  held.after(...all.slice(at + 1));
}

function follow(lost) {
  const now = find("#indexeren");
  if (!now) return;
  if (lost) (now.querySelector(".knop") ?? now.querySelector("h3")).focus();
  const step = now.querySelector("[data-stap]");
  const words = step ? step.dataset.stap || step.innerText : "";
  if (words !== said && (now.hasAttribute("data-bezig") || said)) say(words);
  said = words;
  clearTimeout(looking);
  if (now.hasAttribute("data-bezig")) looking = setTimeout(look, PACE);
}

async function order(button) {
  const mine = ++asked;
  const { ok, html: text } = await send(button.dataset.stuur);
  if (!ok) tell(text);
  else if (mine === asked) show(text);
}

document.addEventListener("change", (event) => {
  if (event.target.id === "bestanden") sendAll(event.target);
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("#blad-beheer form.gegevens");
  if (!form) return;
  event.preventDefault();
  save(form);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("#blad-beheer [data-stuur], #blad-beheer [data-verwijder]");
  if (button) (button.dataset.stuur ? order : remove)(button);
});
document.addEventListener("filled", (event) => {
  if (event.detail.name !== "beheer") return;
  paint();
  follow(false);
});
