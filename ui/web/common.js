// What several parts of the page need: saying something once, going somewhere, copying. It knows no words.

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
