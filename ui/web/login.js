// Logging out, and a session that ends while the page is open. Whoever gets a 401, the page says so once; what was typed
// and asked stays in this tab and is there again after logging in, for the same person. It knows no words: those stand in
// the HTML. It comes before the scripts that read what the browser keeps.
import { say } from "./common.js";

const plain = window.fetch;

window.fetch = async (...asked) => {
  const reply = await plain(...asked);
  if (reply.status === 401) over();
  return reply;
};

function over() {
  const words = document.getElementById("sessie-over");
  if (!words || document.body.dataset.sessie) return;
  document.body.dataset.sessie = "over";
  const lost = document.querySelector("#kop .lost");
  lost.replaceChildren(words.content.cloneNode(true));
  say(lost.textContent);
}

const OWNER = "bronwijzer-van";

function put(kept) {
  for (const [name, text] of Object.entries(kept)) localStorage.setItem(name, text);
}

// What the browser keeps belongs to one person: another one at this computer finds their own, or nothing. The first one's
// is put aside and is there again at their next visit.
function change(name) {
  const owner = localStorage.getItem(OWNER);
  if (owner === name) return;
  if (owner !== null) {
    sessionStorage.clear();
    const all = Object.entries({ ...localStorage }).filter(([key]) => key !== OWNER);
    const aside = all.filter(([key]) => key.startsWith(`${OWNER} `));
    const left = all.filter(([key]) => !key.startsWith(`${OWNER} `));
    localStorage.clear();
    put(Object.fromEntries(aside));
    localStorage.setItem(`${OWNER} ${owner}`, JSON.stringify(Object.fromEntries(left)));
    put(JSON.parse(localStorage.getItem(`${OWNER} ${name}`) ?? "{}"));
    localStorage.removeItem(`${OWNER} ${name}`);
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
