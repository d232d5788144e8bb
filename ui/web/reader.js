// Documents, read beside the conversation, or over the whole page where a screen is small.
//
// Any link <a class="lees" href="bron/ID?van=START&tot=END#citaat"> opens here at that place, wherever it stands: in
// the conversation, its cards, or a tab (`render.place_address` writes the address; only class and href are needed).
// Links within one .sources or .reeks can be walked through. Without this script, or in a window of its own, the same
// address is a page. It knows no words: those stand in the dialog.
import { away, goTo, say } from "./common.js";

const LINK = "a.lees";
const wide = window.matchMedia("(min-width: 64rem)");
const roomy = window.matchMedia("(min-width: 84rem)");
const reader = () => document.getElementById("lezer");
const part = (selector) => reader().querySelector(selector);
let place = null; // the link that is read
let origin = null; // where the focus goes back to
let asked = 0; // of two quick wishes the last one counts
let tab = ""; // where it was opened
let leaving = false; // a step back that we make ourselves

// --- the places of one answer ---

const same = (link) => (one) => one.getAttribute("href") === link.getAttribute("href");
const links = (root) => [...root.querySelectorAll(LINK)];

// The page may have been drawn anew since.
const here = () => (place.isConnected ? place : links(document).find(same(place)) ?? place);

function row() {
  const group = here().closest(".sources, .reeks");
  return group ? links(group) : [];
}

function cited() {
  const card = here().closest(".card");
  return card ? [...document.querySelectorAll(`#gesprek a.cite[href="#${card.id}"]`)] : [];
}

function state() {
  const all = row();
  const at = all.findIndex(same(place));
  const many = all.length > 1 && at >= 0;
  const words = part(cited().length ? ".off.bron" : ".off.nabij").textContent;
  part(".stand").textContent = many ? words.replace("{n}", at + 1).replace("{m}", all.length) : "";
  for (const [button, next] of [[".vorige", at - 1], [".volgende", at + 1]]) {
    part(button).hidden = !many;
    part(button).disabled = !all[next];
  }
  reader().classList.toggle("van-antwoord", cited().length > 0);
}

// --- opening and closing ---

// Opens the document of a link at its place; the focus returns to `from`.
export function read(link, from = link) {
  place = link;
  origin = from;
  enter();
  show();
  load();
}

// --- "Back" closes it, as if it were a page; forward opens it again ---

const tabNow = () => location.hash.split("?")[0];

function enter() {
  tab = tabNow();
  if (history.state?.lezer && reader().open) return;
  history.scrollRestoration = "manual"; // closing has its own place to go to
  history.pushState({ lezer: true }, "");
}

function leave() {
  if (!history.state?.lezer) return;
  leaving = true;
  history.back();
}

function moved() {
  const own = leaving;
  leaving = false;
  const inside = Boolean(history.state?.lezer);
  if (own && !inside && reader().open) return enter(); // opened again meanwhile
  if (inside && place && !reader().open) {
    tab = tabNow();
    show();
    return load();
  }
  if (inside || !reader().open) return;
  if (tab === tabNow()) close(false);
  else reader().close(); // another tab: the focus is there
}

function show() {
  if (reader().open) return;
  if (wide.matches) reader().show();
  else reader().showModal();
}

async function load() {
  const wish = ++asked;
  const address = place.getAttribute("href").split("#")[0];
  state();
  place.dispatchEvent(new CustomEvent("read", { bubbles: true }));
  part(".rol").setAttribute("aria-busy", "true");
  const reply = await fetch(`deel/${address}`).catch(() => null);
  const readable = reply?.status !== 401 && reply?.headers.get("content-type")?.startsWith("text/html");
  const html = readable ? await reply.text() : null;
  const told = readable ? "" : await away(reply);
  if (wish !== asked) return;
  part(".rol").removeAttribute("aria-busy");
  if (html === null) return lost(told);
  part(".rol").innerHTML = html;
  for (const text of reader().querySelectorAll(".adres .text")) text.textContent = new URL(text.textContent, document.baseURI);
  part(".balk .herkomst").replaceChildren(...(part(".rol .herkomst")?.childNodes ?? []));
  const doing = part(".doen"); // folded where it would take half the screen
  if (doing) doing.open = roomy.matches;
  arrive();
  if (!reply.ok) say(part(".rol").innerText);
}

function lost(told) {
  const words = told || part(".off.weg").textContent;
  part(".rol").innerHTML = '<p class="fout" id="lezer-titel" tabindex="-1"></p>';
  part(".fout").textContent = words;
  part(".balk .herkomst").replaceChildren();
  arrive();
}

// The place in the middle; once more when what stands above it has got its real height.
function arrive() {
  const mark = part("#citaat");
  if (!mark) {
    part(".rol").scrollTop = 0;
    part("#lezer-titel").tabIndex = -1;
    return part("#lezer-titel").focus();
  }
  mark.focus({ preventScroll: true });
  let times = 3;
  const centre = () => {
    const low = mark.getBoundingClientRect().height > part(".rol").clientHeight / 2;
    mark.scrollIntoView({ block: low ? "start" : "center" });
    if (--times) requestAnimationFrame(centre);
  };
  centre();
}

function close(back = true) {
  if (!reader().open) return;
  if (back) leave();
  asked += 1; // what is still under way is not wanted any more
  const cites = cited();
  const [link, kept] = [here(), origin?.isConnected && (origin === here() || cites.includes(origin))];
  reader().close();
  const home = [kept ? origin : null, cites[0], link, document.querySelector("#vraag textarea")];
  goTo(home.find((one) => one?.isConnected && one.checkVisibility()) ?? document.body, "center");
}

function step(way) {
  const all = row();
  const next = all[all.findIndex(same(place)) + way];
  if (!next) return;
  place = next;
  load();
}

// --- listening ---

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !reader().open) return;
  const within = reader().contains(event.target);
  if (event.key === "Escape" && (within || !event.target.matches("input, textarea"))) {
    event.preventDefault();
    close();
  } else if (within && !event.target.closest("input, textarea, .tabel")) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way) event.preventDefault();
    if (way) step(way);
  }
}

document.addEventListener("keydown", key);
window.addEventListener("popstate", moved);

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a window of its own
  const link = event.target.closest(LINK);
  const inside = event.target.closest('#lezer a[href^="#"]');
  if (!link && !inside) return;
  event.preventDefault();
  if (link) return read(link);
  const target = document.getElementById(inside.hash.slice(1));
  inside.closest("details").open = false;
  if (target) goTo(target, "start");
});

document.addEventListener("DOMContentLoaded", () => {
  part(".sluit").addEventListener("click", () => close());
  part(".vorige").addEventListener("click", () => step(-1));
  part(".volgende").addEventListener("click", () => step(1));
  reader().addEventListener("cancel", (event) => (event.preventDefault(), close()));
  wide.addEventListener("change", () => {
    if (!reader().open) return;
    reader().close();
    show();
    if (part("#citaat")) arrive();
  });
});
