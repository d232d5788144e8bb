// Logging out, and a session that ends while the page is open. Whoever gets a 401, the page says so once; what was typed
// and asked stays in this tab and is there again after logging in, for the same person. It knows no words: those stand in
// the HTML. It comes before the scripts that read what the browser keeps.
import { keyOf, say } from "./common.js";

const plain = window.fetch;

window.fetch = async (...asked) => {
  const reply = await plain(...asked);
  if (reply.status === 401) over();
  if (String(asked[0]?.url ?? asked[0]).includes("/queue/join")) await paced(reply);
  return reply;
};

// Who asks too often reads how long to wait, where else stands that the server is away; until a question is taken again.
async function paced(reply) {
  const lost = document.querySelector("#kop .lost");
  if (!lost || (reply.status !== 429 && !lost.dataset.words)) return;
  lost.dataset.words ??= lost.textContent;
  lost.textContent = reply.status === 429 ? (await reply.clone().json()).error : lost.dataset.words;
}

export function over() {
  const words = document.getElementById("sessie-over");
  if (!words || document.body.dataset.sessie) return;
  document.body.dataset.sessie = "over";
  const lost = document.querySelector("#kop .lost");
  lost.replaceChildren(words.content.cloneNode(true));
  say(lost.textContent);
}

const PREFIX = keyOf("");
const OWNER = keyOf("van");
const asideOf = (name) => `${OWNER} ${encodeURIComponent(name)} `;

// One after the other and each away before it is there: a browser that is nearly full has no room for both.
function rename(key, to) {
  const text = localStorage.getItem(key);
  localStorage.removeItem(key);
  try {
    localStorage.setItem(to, text);
  } catch (error) {
    localStorage.setItem(key, text);
    throw error;
  }
}

// What the browser keeps belongs to one person: another one at this computer finds their own, or nothing. The first one's
// is put aside and is there again at their next visit.
function change(name) {
  const owner = localStorage.getItem(OWNER);
  if (owner === name) return;
  if (owner !== null) {
    sessionStorage.clear();
    const ours = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of ours.filter((one) => one !== OWNER && !one.startsWith(`${OWNER} `))) rename(key, asideOf(owner) + key);
    for (const key of ours.filter((one) => one.startsWith(asideOf(name)))) rename(key, key.slice(asideOf(name).length));
  }
  localStorage.setItem(OWNER, name);
}

const who = document.querySelector(".wie strong")?.textContent;
try {
  if (who) change(who);
} catch {
  // a browser that keeps nothing has nothing of anybody
}

// Leaving takes along what this tab remembers: the next person at this computer finds an empty page.
async function leave() {
  await plain("uitloggen", { method: "POST" }).catch(() => null);
  sessionStorage.clear();
  location.href = "inloggen?afgemeld";
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#afmelden")) leave();
  if (!event.target.closest("a.opnieuw")) return;
  event.preventDefault();
  location.reload(); // the server leads to the page to log in, and the part behind # stays
});
