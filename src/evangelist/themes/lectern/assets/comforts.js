/* Small comforts of every page, none of which lacks anything without them: Ctrl+K (⌘K) leads to the
   search, "#" beside a headline copies its address, links have addresses on paper. Nothing is sent or stored. */
(() => {
  "use strict";
  const said = document.currentScript.dataset;
  const all = (selector) => document.querySelectorAll(selector);
  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  // --- Search. No key by itself: who speaks to a computer presses such keys unawares (WCAG 2.1.4).
  const search = document.querySelector(".to-search a");
  const apple = /Mac|iP/.test(navigator.platform);
  const typing = "textarea, [contenteditable], input:not([type=radio], [type=checkbox])";
  const field = () => [...all("input[type=search]")].find((each) => each.offsetParent);

  function pressed(event) {
    const held = apple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!held || event.altKey || event.shiftKey || event.key?.toLowerCase() !== "k") return;
    if (event.defaultPrevented || event.target.closest?.(typing)) return;
    event.preventDefault();
    if (field()) field().focus();
    else location.assign(`${search.href}#q=`);
  }

  if (search) {
    search.title = apple ? "⌘K" : "Ctrl+K";
    search.setAttribute("aria-keyshortcuts", apple ? "Meta+K" : "Control+K");
    addEventListener("keydown", pressed);
    if (location.hash === "#q=") field()?.focus();
  }
  for (const form of all("form.ask")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault(); // what is asked stays here: the server sees nothing behind "#"
      location.assign(`${form.action}#q=${encodeURIComponent(field().value.trim())}`);
    });
  }

  // The address of what is not here says what was meant.
  if (document.body.matches(".page-404") && field()) {
    const base = new URL("..", field().form.action).pathname;
    const path = location.pathname.slice(base.length).replace(/\.html?$/, "");
    try {
      field().value = decodeURIComponent(path).replace(/[\s/_.+-]+/g, " ").trim();
    } catch { /* not UTF-8 */ }
  }

  // --- The address of a part.
  const status = make("p", { className: "hidden" });
  status.setAttribute("role", "status");

  function tell(link, words) {
    status.textContent = words;
    if (words) link.dataset.said = words;
    else delete link.dataset.said;
  }

  for (const heading of all("main :is(h2, h3, h4)[id]:not(.deciding *)")) {
    const title = heading.textContent.trim().replace(/\s+/g, " ");
    const link = make("a", { className: "here", href: `#${heading.id}` });
    link.setAttribute("aria-label", said.link.replace("{title}", title));
    link.addEventListener("click", async (event) => {
      if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      await navigator.clipboard.writeText(link.href).then(
        () => tell(link, said.copied),
        () => { location.hash = heading.id; },
      );
    });
    // The place to speak from is there before the words are.
    for (const come of ["focus", "pointerenter"]) link.addEventListener(come, () => document.body.append(status));
    for (const left of ["blur", "pointerleave"]) link.addEventListener(left, () => tell(link, ""));
    heading.setAttribute("aria-label", title); // without the link's own name
    heading.append(link);
  }

  // --- Paper: each link a number, each number its address below, and the day.
  const linked = "main :is(.prose, .part, .byline) a[href]:not(.here, .on-screen *, .service *, .choice *)";
  let notes = [];

  addEventListener("beforeprint", () => {
    if (notes.length) return;
    const list = make("ol", { className: "notes" });
    const numbers = new Map();
    for (const link of all(linked)) {
      const away = link.pathname !== location.pathname || link.host !== location.host;
      if (!away || !/^http/.test(link.protocol)) continue;
      if (!numbers.has(link.href)) {
        numbers.set(link.href, numbers.size + 1);
        list.append(make("li", { textContent: link.href }));
      }
      link.dataset.note = numbers.get(link.href);
    }
    const { lang } = document.documentElement; // plain English has the day first on our pages
    const day = new Date().toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long" });
    notes = [list, make("span", { textContent: ` · ${said.printed.replace("{day}", day)}` })];
    if (numbers.size) document.querySelector("main").append(list);
    document.querySelector(".paper")?.append(notes[1]);
  });
  addEventListener("afterprint", () => {
    for (const each of notes) each.remove();
    for (const link of all("[data-note]")) delete link.dataset.note;
    notes = [];
  });
})();
