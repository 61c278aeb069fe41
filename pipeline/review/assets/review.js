// Pages of a review: from doubt to doubt, card by card, by keys or by the mouse. Reads only; correct.js writes.
"use strict";

const review = (() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const isPage = document.body.classList.contains("page");
  const keys = new Map();
  let active = null; // the element of the place that is looked at
  let look = 0; // which of its doubtful words
  let queued = false; // was it a doubt when it was come to?

  const doubts = () => $$(".doubt:not(.done)");
  const card = () => (active ? document.getElementById(`card-${active.id}`) : null);
  const looks = () => $$(".look", card() || document.createElement("div"));

  function tell(text, bad = false) {
    const toast = $("#toast");
    toast.textContent = text;
    toast.classList.toggle("bad", bad);
    toast.hidden = false;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { toast.hidden = true; }, bad ? 9000 : 2500);
  }

  function bring(element, block = "nearest") {
    if (element) element.scrollIntoView({ block, inline: "nearest" });
  }

  function frames(id) {
    return $$(".boxes rect").filter((rect) => rect.dataset.for === id);
  }

  function activate(element, which = 0) {
    if (active) {
      active.classList.remove("active");
      frames(active.id).forEach((rect) => rect.classList.remove("active"));
    }
    $$(".card").forEach((one) => { one.hidden = true; });
    active = element;
    queued = doubts().includes(element);
    if (!element) return;
    element.classList.add("active");
    const closed = element.closest("details:not([open])");
    if (closed) closed.open = true;
    bring(element);
    frames(element.id).forEach((rect) => { rect.classList.add("active"); bring(rect, "center"); });
    document.dispatchEvent(new CustomEvent("place", { detail: element }));
    const shown = card();
    if (shown) shown.hidden = false;
    lookAt(which);
    if (isPage) history.replaceState(null, "", `#${element.id}`);
  }

  function lookAt(which) {
    const shown = card();
    if (!shown) return;
    look = Math.min(Math.max(0, which), Math.max(0, looks().length - 1));
    $$("[data-look]", shown).forEach((one) => { one.hidden = Number(one.dataset.look) !== look; });
    const word = looks()[look] ? looks()[look].dataset.word : "";
    $$(".reading mark", shown).forEach((mark) => mark.classList.toggle("here", mark.dataset.word === word));
    bring($(".reading mark.here", shown));
  }

  // When a place is done: its other doubtful words are done with it, and who chose a sure place by hand stays on its page.
  function onward() {
    look = Math.max(0, looks().length - 1);
    step(1, !queued);
  }

  function step(by, stays = false) {
    if (active && by > 0 && look + 1 < looks().length) { lookAt(look + 1); return; }
    if (active && by < 0 && look > 0) { lookAt(look - 1); return; }
    const all = doubts();
    const at = active ? all.indexOf(active) : -1;
    let next = at + by;
    if (at < 0 && active) next = all.findIndex((one) => active.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!active && by < 0) next = all.length - 1;
    if (all[next]) activate(all[next], by < 0 ? 99 : 0);
    else if (stays) activate(active);
    else turnOver(by);
  }

  function turnOver(by) {
    const link = $(by > 0 ? "a[rel=next]" : "a[rel=prev]");
    if (link) location.href = isPage ? `${link.href}#${by > 0 ? "first" : "last"}` : link.href;
  }

  function point(x0, y0, x1, y1) {
    const boxes = $(".boxes");
    if (!boxes) return;
    const rect = document.createElementNS(boxes.namespaceURI, "rect");
    const sides = { x: x0 - 4, y: y0 - 4, width: x1 - x0 + 8, height: y1 - y0 + 8, class: "found" };
    Object.entries(sides).forEach(([name, value]) => rect.setAttribute(name, value));
    boxes.append(rect);
    bring(rect, "center");
  }

  function begin() {
    const asked = location.hash.slice(1);
    const all = doubts();
    const spot = /^at-(\d+)-(\d+)-(\d+)-(\d+)$/.exec(asked);
    if (spot) point(...spot.slice(1).map(Number));
    else if (asked === "first" || asked === "last") activate(asked === "last" ? all[all.length - 1] : all[0]);
    else if (asked && document.getElementById(asked)) activate(document.getElementById(asked));
    else if (all.length) activate(all[0]);
    const empty = $("#empty");
    if (empty) empty.hidden = all.length > 0;
  }

  function open() {
    const link = card() && $("a.open", card());
    if (link) location.href = link.href;
  }

  keys.set("j", () => step(1)).set("ArrowDown", () => step(1)).set("k", () => step(-1)).set("ArrowUp", () => step(-1));
  keys.set("ArrowRight", () => turnOver(1)).set("ArrowLeft", () => turnOver(-1)).set("o", open);
  keys.set("q", () => { location.href = $(".brand").href; });
  keys.set("?", () => $("#legend").showModal());
  keys.set("z", () => { const scan = $(".scan"); if (scan) { scan.classList.toggle("near"); if (active) frames(active.id).forEach((r) => bring(r, "center")); } });
  keys.set("/", () => { const box = $("input[type=search]"); if (box) box.focus(); });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || $("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (act) { event.preventDefault(); act(event); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && button.dataset.do === "legend") { $("#legend").showModal(); return; }
    if (button && button.dataset.do === "next") { step(1); return; }
    if (button) return;
    const rect = event.target.closest(".boxes rect");
    const mark = event.target.closest(".card .reading mark");
    if (mark) { lookAt(looks().findIndex((one) => one.dataset.word === mark.dataset.word)); return; }
    const place = rect ? document.getElementById(rect.dataset.for) : event.target.closest(".place, .item");
    if (place && !event.shiftKey) activate(place);
  });
  document.addEventListener("error", (event) => {
    const figure = event.target.closest && event.target.closest(".crop");
    if (figure) { figure.classList.add("lost"); event.target.replaceWith(event.target.alt); }
  }, true);
  document.addEventListener("DOMContentLoaded", begin);
  window.addEventListener("hashchange", begin);

  return {
    $, $$, keys, tell, activate, lookAt, step, onward, doubts, card, looks, isPage,
    get active() { return active; },
    get look() { return look; },
  };
})();
