// Corrections: saved at once by the server; what others do is shown as it happens. Loaded only where there is a server.
"use strict";

(() => {
  const { $, $$, keys, tell, activate, lookAt, onward, card, looks } = review;
  const root = document.body.dataset.root;
  const toast = $("#toast").dataset;
  const me = sessionStorage.getItem("window") || Math.random().toString(36).slice(2);
  sessionStorage.setItem("window", me);
  const done = JSON.parse(sessionStorage.getItem("done") || "[]"); // what this window did, to be undone
  let version = Number(document.body.dataset.version || 0);
  let busy = false;
  let chosen = []; // cells that are to be merged

  const filled = (text, value) => text.replace("\u0001", value);
  const main = $("main");
  const place = () => (card() ? card().dataset : review.active ? review.active.dataset : null);
  const item = () => review.active && review.active.dataset.item; // of a quality round: it is judged as a whole
  const rewritten = () => (item() && card() && $(".reading mark.corrected", card()) ? $(".reading", card()).textContent : null);
  const documentOf = () => (place() && place().document) || main.dataset.document;
  const pageOf = () => Number((review.active && review.active.dataset.page) || main.dataset.page || 1);

  function boxOf(id) {
    const rect = $$(".boxes rect").find((one) => one.dataset.for === id);
    if (rect) {
      const [x, y, w, h] = ["x", "y", "width", "height"].map((side) => Number(rect.getAttribute(side)));
      return [[x, y, x + w, y + h]];
    }
    const box = review.active && review.active.id === id && review.active.dataset.box;
    return box ? [box.split(" ").map(Number)] : [];
  }

  async function send(wish) {
    if (busy) return null;
    busy = true;
    if (card()) card().classList.add("busy");
    try {
      const answer = await fetch(`${root}/corrections`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
        body: JSON.stringify({ by: me, ...(item() ? { item: Number(item()) } : {}), ...wish }),
      });
      const told = await answer.json();
      if (answer.ok) {
        if (wish.act !== "undo") done.push({ document: wish.document, ids: told.ids });
        sessionStorage.setItem("done", JSON.stringify(done.slice(-200)));
        tell(toast.saved);
        return told;
      }
      tell(answer.status === 409 ? filled(toast.conflict, told.now) : filled(toast.notSaved, told.reason || answer.status), true);
      if (answer.status === 409) ask();
    } catch (error) {
      tell(toast.gone, true);
    } finally {
      busy = false;
      if (card()) card().classList.remove("busy");
    }
    return null;
  }

  function show(element, text, marked = true) {
    element.classList.remove("unsure", "doubtful", "missing");
    element.classList.add("done");
    if (marked) element.classList.add("corrected");
    if (text !== null && element.matches(".place")) { element.textContent = text || "–"; element.dataset.text = text; }
    if (text !== null && element.matches(".item")) $(".said", element).textContent = text || "–";
    $$(".boxes rect").filter((rect) => rect.dataset.for === element.id).forEach((rect) => {
      rect.classList.remove("unsure", "doubtful");
      rect.classList.add("corrected");
    });
    const own = document.getElementById(`card-${element.id}`);
    if (own && text !== null) {
      own.dataset.text = text;
      $(".reading", own).textContent = text || "–";
    }
    count();
  }

  function count() {
    const counter = $("#count");
    if (counter) counter.textContent = filled(counter.dataset.words, Math.max(0, counter.dataset.left - $$(".item.done").length));
  }

  function again() { location.reload(); }

  // What is looked at: the whole place, or one doubtful word of a cell.
  async function choose(text) {
    const shown = card();
    const one = looks()[review.look];
    if (!shown || !one) return;
    const element = review.active;
    if (one.dataset.word && shown.dataset.kind === "cell" && item()) {
      const mark = $$(".reading mark", shown).find((each) => each.dataset.word === one.dataset.word);
      if (mark) { mark.textContent = text; mark.className = "corrected"; }
      return;
    }
    if (one.dataset.word && shown.dataset.kind === "cell") {
      const before = one.dataset.text;
      const saved = await send({
        act: "set", document: documentOf(), kind: "word", keys: [one.dataset.word], page: Number(one.dataset.word.split("/")[0]),
        boxes: one.dataset.box ? [one.dataset.box.split(" ").map(Number)] : [], before, after: text,
      });
      if (!saved) return;
      const mark = $$(".reading mark", shown).find((each) => each.dataset.word === one.dataset.word);
      if (mark) { mark.textContent = text; mark.className = "corrected"; }
      one.dataset.text = text;
      one.classList.add("settled");
      if (element.matches(".place")) {
        const inText = $$("mark", element).find((each) => each.dataset.word === one.dataset.word);
        if (inText) { inText.textContent = text; inText.className = "corrected"; }
      }
      if (looks().every((each) => each.classList.contains("settled"))) { show(element, null); onward(); } else forward();
      return;
    }
    await set(text);
  }

  function forward() {
    const left = looks().findIndex((each, k) => k > review.look && !each.classList.contains("settled"));
    if (left >= 0) lookAt(left);
    else onward();
  }

  async function set(text) {
    const what = place();
    const element = review.active;
    if (!what || text === null) return;
    const saved = await send({
      act: "set", document: documentOf(), kind: what.kind, keys: [what.key], page: pageOf(), boxes: boxOf(element.id),
      before: what.text || "", after: text,
    });
    if (saved) { show(element, saved.text); close(); onward(); }
  }

  async function printed() {
    const what = place();
    const element = review.active;
    if (!what) return;
    if (rewritten() !== null) { await set(rewritten()); return; }
    const one = looks()[review.look];
    if (what.kind === "cell" && looks().some((each) => each.classList.contains("settled"))) {
      // some of its words were corrected already: only the rest is confirmed, word by word
      const saved = await send({
        act: "printed", document: documentOf(), kind: "word", keys: [one.dataset.word], page: Number(one.dataset.word.split("/")[0]),
        boxes: one.dataset.box ? [one.dataset.box.split(" ").map(Number)] : [], before: one.dataset.text,
      });
      if (!saved) return;
      one.classList.add("settled");
      if (looks().every((each) => each.classList.contains("settled"))) { show(element, null); onward(); } else forward();
      return;
    }
    const saved = await send({
      act: "printed", document: documentOf(), kind: what.kind, keys: [what.key], page: pageOf(),
      boxes: what.kind === "row" ? [] : boxOf(element.id), before: what.text || "",
    });
    if (saved) { show(element, null); onward(); }
  }

  function edit() {
    const form = card() && $(".edit", card());
    if (!form) return;
    form.hidden = false;
    $(".actions", card()).hidden = true;
    const area = $("textarea", form);
    area.value = rewritten() ?? card().dataset.text;
    area.focus();
    if (place().kind === "word") area.select();
    else area.setSelectionRange(area.value.length, area.value.length);
  }

  function close() {
    $$(".edit").forEach((form) => { form.hidden = true; });
    $$(".card .actions").forEach((bar) => { bar.hidden = false; });
    if (document.activeElement) document.activeElement.blur();
  }

  async function undo() {
    const last = done[done.length - 1];
    if (!last) return;
    let saved = null;
    for (const of of [...last.ids].reverse()) saved = await send({ act: "undo", document: last.document, of });
    if (!saved) return;
    done.pop();
    sessionStorage.setItem("done", JSON.stringify(done));
    again();
  }

  const cells = () => (chosen.length ? chosen : review.active && review.active.matches(".cell") ? [review.active] : []);

  async function structural(act, some, after = "") {
    if (!some.length) return;
    const saved = await send({
      act, document: main.dataset.document, kind: "cell", keys: some.map((one) => one.dataset.key), page: pageOf(),
      boxes: some.flatMap((one) => boxOf(one.id)), before: "", after,
    });
    if (saved) again();
  }

  const spans = (cell) => cell && (cell.rowSpan > 1 || cell.colSpan > 1);
  const merge = () => { if (chosen.length > 1) structural("merge", chosen); };
  const split = () => { if (cells().length === 1) structural("split", cells(), spans(cells()[0]) ? "apart" : "rows 0.5"); };
  const rowStart = () => review.active && review.active.closest("tr[data-first]");

  function join() {
    const row = rowStart();
    if (row) structural(row.dataset.first === "joined" ? "part" : "join", [document.getElementById(row.dataset.cell)]);
  }

  async function turn() {
    if (!main.dataset.document) return;
    const saved = await send({ act: "turn", document: main.dataset.document, kind: "word", keys: [], page: pageOf() });
    if (saved) again();
  }

  // A cell, a word or a field that nobody doubts can be corrected, too: its card is made when it is chosen.
  document.addEventListener("place", (event) => {
    const element = event.detail;
    if (!element.matches(".place") || document.getElementById(`card-${element.id}`)) return;
    const blank = $("#blank-card");
    if (!blank) return;
    const made = blank.content.firstElementChild.cloneNode(true);
    made.id = `card-${element.id}`;
    Object.assign(made.dataset, { kind: element.dataset.kind, key: element.dataset.key, text: element.dataset.text, document: main.dataset.document });
    $(".reading", made).textContent = element.dataset.text;
    if (element.dataset.text.length > 60) $(".reading", made).classList.add("long");
    $("#dock").prepend(made);
  });
  document.addEventListener("place", () => {
    const cell = review.active.closest(".cell");
    const row = rowStart();
    tools({ merge: chosen.length > 1, split: Boolean(cell), join: Boolean(row) });
    const button = $("[data-do=join]");
    if (button && row) $("span", button).textContent = row.dataset.first === "joined" ? button.dataset.part : button.dataset.join;
  });

  function tools(states) {
    Object.entries(states).forEach(([act, on]) => { const button = $(`.tools [data-do=${act}]`); if (button) button.disabled = !on; });
  }

  function choice(cell) {
    if (!chosen.length && review.active && review.active.matches(".cell") && review.active !== cell) chosen = [review.active];
    chosen = chosen.includes(cell) ? chosen.filter((one) => one !== cell) : [...chosen, cell];
    marked();
  }

  function marked() {
    $$(".chosen").forEach((one) => one.classList.remove("chosen"));
    chosen.forEach((one) => {
      one.classList.add("chosen");
      $$(".boxes rect").filter((rect) => rect.dataset.for === one.id).forEach((rect) => rect.classList.add("chosen"));
    });
    tools({ merge: chosen.length > 1 });
  }

  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    const rect = event.target.closest(".boxes rect.cell");
    if (event.shiftKey && (cell || rect)) { event.preventDefault(); choice(cell || document.getElementById(rect.dataset.for)); return; }
    if ((cell || rect) && chosen.length) { chosen = []; marked(); }
    const button = event.target.closest("[data-do]");
    if (!button || event.target.closest("form.edit") === button) return;
    const acts = { printed, edit, undo, merge, split, join, turn, cancel: close, choose: () => choose(button.dataset.choice) };
    if (acts[button.dataset.do]) acts[button.dataset.do]();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.edit")) return;
    event.preventDefault();
    set($("textarea", event.target).value);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.closest("form.edit")) return;
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); set($("textarea", event.target.closest("form")).value); }
  });

  keys.set("Enter", printed).set("e", edit).set("u", undo).set("m", merge).set("s", split).set("l", join).set("r", turn);
  for (let digit = 1; digit <= 9; digit += 1) {
    keys.set(String(digit), () => {
      const one = looks()[review.look];
      const button = one && $$(".choice", one)[digit - 1];
      if (button) choose(button.dataset.choice);
    });
  }

  // What others did
  async function ask() {
    try {
      const answer = await fetch(`${root}/changes/${version}`);
      if (!answer.ok) return;
      const told = await answer.json();
      version = told.version;
      const others = told.events.filter((one) => one.by !== me);
      if (told.all || others.some((one) => one.structural && one.document === main.dataset.document)) { renew(); return; }
      others.forEach((one) => {
        const here = review.isPage
          ? one.document === main.dataset.document && document.getElementById(one.id)
          : $$(".item").find((item) => item.dataset.document === one.document && item.dataset.id === one.id);
        if (here) { show(here, one.text); tell(toast.elsewhere); }
      });
    } catch (error) { /* the server has ended: the next correction tells it */ }
  }

  function renew() {
    if ($(".edit:not([hidden])")) tell(toast.elsewhere, true);
    else again();
  }
  setInterval(ask, 2500);
})();
