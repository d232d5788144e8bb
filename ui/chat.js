// What the page does in the browser: examples, opening a source, copying, announcing an answer once. It asks nothing of
// any server and knows no words: those stand in the HTML.
(() => {
  "use strict";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const box = () => document.querySelector("#vraag textarea");
  let announced = "";

  // Gradio chooses its few words (errors, loading) by the browser's language; this page is Dutch for everyone.
  Object.defineProperty(navigator, "language", { get: () => "nl" });
  Object.defineProperty(navigator, "languages", { get: () => ["nl"] });

  function goTo(target, block) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });
  }

  function ask(question) {
    const field = box();
    field.value = question;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    setTimeout(() => document.querySelector("#verstuur").click(), 50); // once Gradio has taken the text over
  }

  function showSources(turn) {
    for (const section of document.querySelectorAll("#bronnen .sources"))
      section.classList.toggle("old", section.id !== `bronnen-${turn}`);
  }

  function openSource(link) {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    showSources(link.hash.split("-")[1]);
    for (const card of document.querySelectorAll(".card.open")) card.classList.remove("open");
    target.classList.add("open");
    goTo(target, "start");
  }

  function backToAnswer(link) {
    const card = link.closest(".card").id;
    const cited = document.querySelector(`#gesprek a.cite[href="#${card}"]`);
    if (cited) goTo(cited, "center");
  }

  async function copy(button) {
    const text = button.querySelector(".text").textContent;
    const state = await write(text).then(() => "done", () => "failed");
    say(button.querySelector(`.${state}`).textContent);
    button.dataset.state = state;
    setTimeout(() => (delete button.dataset.state, say("")), 4000);
  }

  async function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // a page without https has no clipboard
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copy");
  }

  function say(words) {
    let region = document.getElementById("melding");
    if (!region) {
      region = document.createElement("div");
      region.id = "melding";
      region.className = "sr";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    if (region.textContent !== words) region.textContent = words; // else the observer below hears itself
  }

  function announce() {
    if (document.querySelector(".toast-wrap > *")) return say(document.querySelector(".lost").textContent);
    const turn = [...document.querySelectorAll("#gesprek .turn")].pop();
    const state = turn ? `${turn.id} ${turn.className}` : "";
    if (state === announced) return;
    announced = state;
    say(turn ? turn.querySelector(".said").innerText : "");
    document.querySelector("#bronnen").scrollTop = 0;
    if (turn) turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("button.ask, button.copy, a.cite, a.to-sources, a.back, a.skip, #nieuw");
    if (!hit) return;
    if (hit.tagName === "A") event.preventDefault();
    if (hit.matches(".ask")) ask((hit.querySelector(".off") ?? hit).textContent);
    else if (hit.matches(".copy")) copy(hit);
    else if (hit.matches(".cite, .to-sources")) openSource(hit);
    else if (hit.matches(".back")) backToAnswer(hit);
    else box().focus();
  });

  document.addEventListener("DOMContentLoaded", () => {
    say("");
    let waiting = false;
    new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => ((waiting = false), announce()));
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
