// How far feedback has faded: remembered in this browser alone, three characters, no talk and no date.
"use strict";
const KEY = "tenthhour-feedback";
const field = document.querySelector("form input[name=fading]");
const next = document.querySelector("[data-fading]");

function remembered() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return ""; // no storage: every talk begins as the first
  }
}

function show() {
  const known = remembered();
  if (next) return;
  field.value = known;
  for (const words of document.querySelectorAll("[data-level]")) {
    words.hidden = words.dataset.level !== (known[0] || "0");
  }
  document.getElementById("forget-feedback").hidden = known === "";
}

if (next) {
  try {
    localStorage.setItem(KEY, next.dataset.fading);
    next.hidden = false;
  } catch {
    // remembering is a courtesy; the debrief stands without it
  }
} else {
  document.getElementById("forget-feedback").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    show();
  });
}
show();
