// Comforts only: every act works without this file. Keys: inside the list J and K walk it.
"use strict";
(() => {
  const said = document.getElementById("said") || document.getElementById("preview");
  if (said) said.focus({ preventScroll: said.id === "said" });

  // A form goes once; its button says what is happening meanwhile.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button && button.dataset.busy) { button.setAttribute("aria-disabled", "true"); button.textContent = button.dataset.busy; }
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  const back = document.querySelector("[data-back]");
  if (back) back.addEventListener("click", (event) => { event.preventDefault(); history.back(); });

  // Ticking a problem's own box ticks its articles; how many are ticked is said where they are acted on.
  const picks = [...document.querySelectorAll('input[form="bulk"][name^="pick-"]')];
  const told = document.querySelector("[data-picked]");
  const tell = () => { if (told) told.textContent = picks.filter((pick) => pick.checked).length || ""; };
  document.querySelectorAll("[data-item]").forEach((item) => {
    const own = picks.filter((pick) => item.contains(pick));
    if (own.length < 2 || !item.querySelector("[data-open]")) return;
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", `${document.getElementById("bulk-title").firstChild.textContent.trim()}: ${item.querySelector("[data-open]").textContent}`);
    all.addEventListener("change", () => { own.forEach((pick) => { pick.checked = all.checked; }); tell(); });
    item.querySelector("h2").prepend(all);
  });
  picks.forEach((pick) => pick.addEventListener("change", tell));
  tell();

  const items = [...document.querySelectorAll("[data-item]")];
  document.addEventListener("keydown", (event) => {
    // Only while the focus is in the list: one-letter keys must not act behind a reader's back (WCAG 2.1.4). By place, for Arabic keyboards.
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest("[data-item]")) return;
    if (event.code === "KeyJ" || event.code === "KeyK") {
      const links = items.map((item) => item.querySelector("[data-open]")).filter(Boolean);
      const at = links.indexOf(document.activeElement);
      const next = links[Math.min(Math.max(at + (event.code === "KeyJ" ? 1 : -1), 0), links.length - 1)];
      if (next) { next.focus(); next.closest("[data-item]").scrollIntoView({ block: "nearest" }); }
    }
  });
})();
