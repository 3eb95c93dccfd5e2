// Which skills were tried: remembered in this browser alone, sent nowhere.
"use strict";
const KEY = "tenthhour-practised";

function tried() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || [];
  } catch {
    return []; // no storage, or somebody else's value: nothing is remembered
  }
}

function show() {
  const known = tried();
  for (const section of document.querySelectorAll("[data-skill]")) {
    section.querySelector("[data-tried]").hidden = !known.includes(section.dataset.skill);
  }
  document.getElementById("forget").hidden = known.length === 0;
}

for (const section of document.querySelectorAll("[data-skill]")) {
  section.querySelector("form").addEventListener("submit", () => {
    const known = new Set(tried()).add(section.dataset.skill);
    try {
      localStorage.setItem(KEY, JSON.stringify([...known]));
    } catch {
      // remembering is a courtesy; the exercise goes on without it
    }
  });
}
document.getElementById("forget").addEventListener("click", () => {
  localStorage.removeItem(KEY);
  show();
});
show();
