// The tabs: #NAME or #NAME?what=asked in the address shows one; its content is asked for at deel/NAME. A form with the
// class "deel" and the name of a tab leads there with what was filled in. It knows no words and not what a tab holds.
import { away, goTo, say } from "./common.js";

const FIRST = "vragen";
const tabs = () => [...document.querySelectorAll("#tabs [role=tab]")];
const named = (tab) => tab.id.replace("tab-", "");
const panel = (name) => document.getElementById(`blad-${name}`);

function place() {
  const [name, query = ""] = location.hash.slice(1).split("?");
  return tabs().some((tab) => named(tab) === name) ? { name, query } : { name: FIRST, query: "" };
}

function choose(name) {
  if (panel(name).hidden) for (const open of document.querySelectorAll("dialog:modal:not(#lezer)")) open.close(); // it was about what stood there
  for (const tab of tabs()) {
    const chosen = named(tab) === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    panel(named(tab)).hidden = !chosen;
  }
}

async function fill(name, query) {
  const main = panel(name).querySelector(".blad");
  const address = `deel/${name}${query && `?${query}`}`;
  if (!main) return;
  if (main.dataset.address === address) {
    delete main.dataset.asked; // what is still under way was for another address
    main.removeAttribute("aria-busy");
    return;
  }
  main.setAttribute("aria-busy", "true");
  const asked = `${address} ${performance.now()}`;
  main.dataset.asked = asked; // of two quick wishes the last one counts
  const reply = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (main.dataset.asked !== asked) return;
  main.removeAttribute("aria-busy");
  if (!reply?.ok) return failed(main, reply?.status !== 401, await away(reply)); // that a session is over, login.js says
  const html = await reply.text();
  const held = main.contains(document.activeElement); // whoever followed a link in it goes on where it leads
  main.innerHTML = html;
  main.dataset.address = address;
  main.dispatchEvent(new CustomEvent("filled", { bubbles: true, detail: { name, query } }));
  const result = main.querySelector(".uitslag");
  if (held) goTo(result?.hasAttribute("tabindex") ? result : main, "nearest");
  else if (query) say(result?.innerText ?? "");
}

function failed(main, aloud, told) {
  const words = told || document.getElementById("tabs").dataset.failed;
  main.textContent = words;
  delete main.dataset.address;
  if (aloud) say(words);
}

function show() {
  const { name, query } = place();
  choose(name);
  if (name !== FIRST) fill(name, query);
}

// Content that changed on the server is asked for again, now or when its tab is shown.
export function refresh(name) {
  const main = panel(name)?.querySelector(".blad");
  if (main) delete main.dataset.address;
  if (place().name === name) show();
}

function step(event) {
  const all = tabs();
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const end = { Home: 0, End: all.length - 1 }[event.key];
  const here = all.indexOf(event.target.closest("[role=tab]"));
  if (here < 0 || (way === undefined && end === undefined)) return;
  event.preventDefault();
  const next = all[end ?? (here + way + all.length) % all.length];
  next.focus();
  location.hash = next.hash;
}

document.addEventListener("keydown", step);
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.deel");
  if (!form) return;
  event.preventDefault();
  const filled = [...new FormData(form, event.submitter)].filter(([, value]) => value !== "");
  const wanted = `#${form.getAttribute("name")}?${new URLSearchParams(filled)}`;
  if (location.hash === wanted) show();
  else location.hash = wanted;
});
window.addEventListener("hashchange", show);
document.addEventListener("DOMContentLoaded", show);
