// Logging out, and a session that ends while the page is open. Whoever gets a 401, the page says so once; what was typed
// and asked stays in this tab and is there again after logging in. It knows no words: those stand in the HTML.
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
