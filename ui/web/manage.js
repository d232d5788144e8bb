// The tab of a beheerder: sends files one after another, saves what is filled in, follows a run. It knows no words.
import { say } from "./common.js";
import { over } from "./login.js";
import { refresh } from "./tabs.js";

const PACE = 1000; // milliseconds between two looks at a run
const place = () => document.getElementById("blad-beheer");
const find = (selector) => place()?.querySelector(selector);
let looking = 0;
let said = "";

function send(address, fields = {}) {
  return fetch(address, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
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

function line(kind, words) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = words;
  return item.outerHTML;
}

async function sendOne(input, file, show) {
  const { sturen, lezen, mislukt, grootste, teGroot } = input.dataset;
  if (file.size > Number(grootste)) return line("fout", `${file.name}: ${teGroot}`);
  show(sturen, 0);
  const reply = await upload(file, find("#vervangen").checked, (part) => show(part < 1 ? sturen : lezen, part));
  if (reply?.status === 401) over();
  const html = reply?.getResponseHeader("content-type")?.startsWith("text/html");
  return html ? reply.responseText : line("fout", `${file.name} ${mislukt}`);
}

async function sendAll(input) {
  const files = [...input.files];
  const [bar, list] = [find("#versturen"), find("#ontvangen")];
  if (!files.length || input.dataset.bezig) return;
  input.dataset.bezig = "ja"; // not disabled: that would take the focus away
  list.replaceChildren();
  bar.hidden = false;
  for (const [i, file] of files.entries()) {
    const show = (word, part) => {
      bar.querySelector("label").textContent = `${word} ${file.name} (${i + 1}/${files.length})`;
      const progress = bar.querySelector("progress");
      if (part < 1) progress.value = 100 * part;
      else progress.removeAttribute("value");
    };
    list.insertAdjacentHTML("beforeend", await sendOne(input, file, show));
  }
  bar.hidden = true;
  input.value = "";
  delete input.dataset.bezig;
  say(list.innerText);
  await Promise.all([renew("#toegevoegd", "deel/beheer/toegevoegd", "innerHTML"), look()]);
}

async function renew(selector, address, how = "outerHTML") {
  const reply = await fetch(address).catch(() => null);
  if (reply?.ok && find(selector)) find(selector)[how] = await reply.text();
  return Boolean(reply?.ok);
}

// --- what is known of a document ---

async function save(form) {
  const reply = await send("beheer/gegevens", new FormData(form));
  const answer = document.createElement("template");
  answer.innerHTML = reply ? await reply.text() : "";
  if (reply?.ok) {
    const item = form.closest(".stuk");
    item.replaceWith(answer.content);
    const next = [...place().querySelectorAll(".stuk form")].find((one) => one.elements.naam.value === form.elements.naam.value);
    next?.querySelector("button").focus();
    say(next?.querySelector(".bericht").textContent ?? "");
    look();
  } else {
    form.querySelector(".bericht").textContent = answer.content.textContent || find("#bestanden").dataset.mislukt;
  }
}

async function remove(button) {
  const reply = await send("beheer/verwijderen", { naam: button.dataset.verwijder });
  const html = reply?.headers.get("content-type")?.startsWith("text/html");
  const words = html ? await reply.text() : "";
  await renew("#toegevoegd", "deel/beheer/toegevoegd", "innerHTML");
  find("#ontvangen").innerHTML = words;
  find("#toegevoegd-kop").focus();
  say(find("#ontvangen").innerText);
  look();
}

// --- a run ---

// Shows how it stands; says aloud what changed, not every number.
async function look() {
  clearTimeout(looking);
  const before = find("#indexeren");
  if (!before) return;
  const [busy, button] = [before.hasAttribute("data-bezig"), before.contains(document.activeElement)];
  const ok = await renew("#indexeren", "deel/beheer/stand");
  follow(button);
  if (ok && busy && !find("#indexeren")?.hasAttribute("data-bezig")) refresh("beheer");
}

function follow(focused) {
  const now = find("#indexeren");
  if (focused) (now.querySelector(".knop") ?? now.querySelector("h3")).focus();
  const step = now.querySelector("[data-stap]");
  const words = step ? step.dataset.stap || step.innerText : "";
  if (words !== said && (now.hasAttribute("data-bezig") || said)) say(words);
  said = words;
  clearTimeout(looking);
  if (now.hasAttribute("data-bezig")) looking = setTimeout(look, PACE);
}

async function order(button) {
  const reply = await send(button.dataset.stuur);
  if (!reply?.ok) return;
  find("#indexeren").outerHTML = await reply.text();
  follow(true);
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
  if (event.detail.name === "beheer" && find("#indexeren")) follow(false);
});
