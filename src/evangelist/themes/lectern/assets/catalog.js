// Narrows a list of services by what its rows say of themselves, in their data attributes. The
// answers stand in the fragment of the address. Nothing is sent or stored; where a list has
// several pages, the others are fetched once.
"use strict";

(() => {
  const box = document.querySelector("search.narrow");
  const own = document.querySelector(".listing");
  if (!box || !own) return;

  const details = box.querySelector("details");
  const summary = box.querySelector("summary");
  const title = summary.textContent;
  const status = box.querySelector("[role=status]");
  const showAll = box.querySelector(".narrow-all");
  const pages = document.querySelector(".pages");
  const wide = matchMedia("(min-width: 44rem)");
  let list = own;
  let rows = [];
  let selects = [...box.querySelectorAll("select")];
  let last = "";

  // --- what rows say ------------------------------------------------------------------------

  // A row that leaves a facet empty, as one for everybody does, fits every answer; one that
  // lacks it fits none.
  function says(row, facet, value) {
    const said = row.dataset[facet];
    return said !== undefined && (!said || said.toLowerCase().split("|").includes(value));
  }

  // The rows that fit all answers, but for those that are left out of account.
  function fitting(without = []) {
    const asked = selects.filter((select) => select.value && !without.includes(select));
    return rows.filter((row) => asked.every((each) => says(row, each.name, each.value)));
  }

  // --- the questions ------------------------------------------------------------------------

  function labelled(option) {
    option.dataset.label ??= option.textContent;
    return option.dataset.label;
  }

  // Offers the answers that rows have, and drops a question that has fewer than two.
  function offer(select) {
    const named = new Map();
    for (const row of rows) {
      for (const name of (row.dataset[select.name] || "").split("|")) {
        if (name && !named.has(name.toLowerCase())) named.set(name.toLowerCase(), name);
      }
    }
    for (const option of [...select.options].slice(1)) {
      if (!named.delete(option.value)) option.remove();
    }
    const others = select.name === "audience" ? [...named] : [];
    others.sort((one, other) => one[1].localeCompare(other[1], document.documentElement.lang));
    for (const [value, name] of others) select.add(new Option(name, value));
    if (select.options.length > 2) return true;
    select.closest(".narrow-field").remove();
    return false;
  }

  // --- what is shown ------------------------------------------------------------------------

  function show() {
    const chosen = selects.filter((select) => select.value);
    const found = fitting();
    const fit = new Set(found);
    for (const row of rows) {
      row.classList.toggle("row-back", row.hidden && fit.has(row));
      row.hidden = !fit.has(row);
    }
    for (const part of list.children) {
      part.hidden = !part.querySelector("[data-lifecycle]:not([hidden])");
    }
    if (own !== list) (chosen.length ? own : list).replaceWith(chosen.length ? list : own);
    if (pages) pages.hidden = chosen.length > 0;
    for (const select of selects) count(select);
    summary.textContent = chosen.length ? `${title} (${chosen.length})` : title;
    showAll.hidden = !chosen.length;
    tell(chosen, found.length);
  }

  function count(select) {
    const others = fitting([select]);
    for (const option of [...select.options].slice(1)) {
      const many = others.filter((row) => says(row, select.name, option.value)).length;
      option.textContent = `${labelled(option)} (${many})`;
    }
    select.classList.toggle("chosen", select.value !== "");
  }

  function tell(chosen, shown) {
    const words = box.dataset[chosen.length ? "shown" : "total"];
    const all = words.replace("{shown}", shown).replace("{all}", rows.length);
    status.replaceChildren(shown ? all : box.dataset.nothing, ...(shown ? [] : ways(chosen)));
  }

  // Where nothing fits: which answer to give up brings how many services back; where no single
  // one does, which few.
  function ways(chosen) {
    for (let size = 1; size < chosen.length; size += 1) {
      const found = sets(chosen, size).filter((set) => fitting(set).length);
      if (found.length) return found.flatMap((set) => [" ", way(set)]);
    }
    return [];
  }

  function sets(items, size) {
    if (!size) return [[]];
    return items.flatMap((item, index) =>
      sets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
    );
  }

  function way(set) {
    const answers = set.map((select) => labelled(select.selectedOptions[0])).join(", ");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = box.dataset.without
      .replace("{answer}", () => answers)
      .replace("{count}", fitting(set).length);
    button.addEventListener("click", () => giveUp(set));
    return button;
  }

  // --- answers in the address ---------------------------------------------------------------

  // Reads the answers from the address; whatever else stands there, as a part to jump to does,
  // leaves the list whole.
  function read() {
    const written = new URLSearchParams(location.hash.slice(1));
    for (const select of selects) {
      select.value = written.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
  }

  // Answers to one question in a row are one step back.
  function write(facet) {
    const given = new URLSearchParams();
    for (const select of selects) if (select.value) given.set(select.name, select.value);
    const written = String(given);
    const address = written ? `#${written}` : location.pathname + location.search;
    history[facet && facet === last ? "replaceState" : "pushState"](null, "", address);
    last = facet;
    show();
  }

  function giveUp(answered) {
    for (const select of answered) select.value = "";
    write("");
    (details.open ? answered[0] : summary).focus();
  }

  function come() {
    last = "";
    read();
    show();
    aimedAt()?.scrollIntoView();
  }

  // The part that the address names: it may have been hidden when the browser looked for it.
  function aimedAt() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  // --- all pages of a list ------------------------------------------------------------------

  async function listing(address, number) {
    if (number === Number(box.dataset.here)) return own.cloneNode(true);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return document.adoptNode(page.querySelector(".listing"));
  }

  // A part that goes on from one page to the next becomes one again.
  async function whole(addresses) {
    const each = addresses.map((address, index) => listing(address, index + 1));
    const made = own.cloneNode(false);
    for (const found of await Promise.all(each)) {
      for (const part of [...found.children]) {
        const id = part.querySelector("[id]")?.id;
        const before = id && made.querySelector(`[id="${CSS.escape(id)}"]`);
        if (!before) made.append(part);
        else before.closest(".listing > *").querySelector(".rows").append(...part.querySelectorAll(".row"));
      }
    }
    return made;
  }

  async function start() {
    const addresses = (box.dataset.pages || "").split(" ").filter(Boolean);
    if (addresses.length) {
      box.hidden = false;
      for (const select of selects) select.disabled = true;
      list = await whole(addresses);
      for (const select of selects) select.disabled = false;
    }
    rows = [...list.querySelectorAll("[data-lifecycle]")];
    selects = selects.filter(offer);
    box.hidden = !selects.length;
    if (box.hidden) return;
    read();
    show();
    details.open = wide.matches || selects.some((select) => select.value);
    wide.addEventListener("change", () => (details.open = wide.matches || details.open));
    box.addEventListener("change", (event) => write(event.target.name));
    showAll.addEventListener("click", () => giveUp(selects));
    addEventListener("popstate", come);
  }

  // Where the other pages cannot be had, as in a folder without a server, the list stays as it is.
  start().catch(() => box.remove());
})();
