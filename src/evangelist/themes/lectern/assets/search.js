// The search page: asks Pagefind's index, and shows what it finds as a list. Without this script,
// or where the index cannot be loaded, the page has every name from A to Z.
(() => {
  "use strict";

  const PAGE = 10; // results at first, and with each press of the button
  const box = document.querySelector("[data-index]");
  const names = document.querySelector(".names-all");
  const form = box.querySelector("form");
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const list = box.querySelector("ul");
  const more = box.querySelector("button");
  const nothing = box.querySelector(".search-nothing");
  const row = box.querySelector("template").content.firstElementChild;
  let index = null; // the promise of Pagefind, once somebody has begun to type
  let latest = 0; // answers to older questions come too late
  let found = [];

  // How much words count: the title of what one can have is known as `offer` too.
  const weights = { offer: 15, title: 5, also: 5, instead: 5, summary: 2, kind: 0.1, state: 0.1 };

  function load() {
    index ??= import(box.dataset.index).then(async (pagefind) => {
      await pagefind.options({ ranking: { metaWeights: weights } });
      await pagefind.init();
      return pagefind;
    });
    index.catch(() => { index = null; });
    return index;
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // Of the names of an entry, those that have every word that was asked for, or begin like it.
  function matching(written, words) {
    const has = (name) => parts(words).every((each) => parts(name).some((part) => part.startsWith(each)));
    return (written || "").split("; ").filter(has).join(", ");
  }

  // What has the words side by side comes before what has them anywhere.
  async function ordered(pagefind, answer, words) {
    if (!/\s/.test(words) || words.includes('"')) return answer.results;
    const exact = (await pagefind.search(`"${words}"`)).results;
    const first = new Set(exact.map((each) => each.id));
    return [...exact, ...answer.results.filter((each) => !first.has(each.id))];
  }

  function fill(item, place, text) {
    const element = item.querySelector(place);
    if (text) (element.querySelector("span") ?? element).textContent = text;
    else element.remove();
  }

  function shown(data, words) {
    const item = row.cloneNode(true);
    const link = item.querySelector("a");
    link.href = data.url;
    link.textContent = data.meta.title;
    fill(item, ".found-summary", data.meta.summary);
    const also = matching(data.meta.also, words);
    const instead = matching(data.meta.instead, words);
    fill(item, ".found-also", also);
    fill(item, ".found-instead", instead);
    fill(item, ".found-kind", [data.meta.kind, data.meta.state].filter(Boolean).join(" · "));
    // Pagefind escapes the text of the page and adds nothing but <mark>.
    const excerpt = item.querySelector(".found-excerpt");
    if (!also && !instead && data.excerpt.includes("<mark>")) excerpt.innerHTML = `… ${data.excerpt} …`;
    else excerpt.remove();
    return item;
  }

  async function show(question, words) {
    const start = list.children.length;
    const next = await Promise.all(found.slice(start, start + PAGE).map((each) => each.data()));
    if (question !== latest) return;
    list.append(...next.map((data) => shown(data, words)));
    more.hidden = list.children.length >= found.length;
  }

  function say(text, words, count) {
    const spoken = { "{words}": words, "{count}": count?.toLocaleString(document.documentElement.lang) };
    status.textContent = text.replace(/\{words\}|\{count\}/g, (name) => spoken[name]);
  }

  function clear() {
    list.replaceChildren();
    found = [];
    more.hidden = true;
    nothing.hidden = true;
    names.hidden = false;
    status.textContent = "";
  }

  async function search() {
    const words = field.value.trim();
    const question = ++latest;
    const address = location.pathname + (words && `#q=${encodeURIComponent(words)}`);
    history.replaceState(null, "", address);
    if (!words) return clear();
    try {
      if (!index) say(box.dataset.waiting);
      const pagefind = await load();
      const answer = await pagefind.debouncedSearch(words, {}, 150);
      if (!answer || question !== latest) return;
      const results = await ordered(pagefind, answer, words);
      if (question !== latest) return;
      clear();
      found = results;
      await show(question, words);
      if (question !== latest) return;
      names.hidden = found.length > 0;
      nothing.hidden = found.length > 0;
      const { one, other, nothing: none } = box.dataset;
      say([none, one][found.length] ?? other, words, found.length);
    } catch {
      if (question !== latest) return;
      clear();
      say(box.dataset.failed);
    }
  }

  function fromAddress() {
    const asked = [location.hash.slice(1), location.search].map((each) => new URLSearchParams(each).get("q"));
    const words = asked[0] ?? asked[1] ?? "";
    if (words === field.value.trim()) return;
    field.value = words;
    search();
  }

  box.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  field.addEventListener("input", search);
  field.addEventListener("focus", () => { load().catch(() => {}); }, { once: true });
  more.addEventListener("click", async () => {
    const next = list.children.length;
    await show(latest, field.value.trim());
    list.children[next]?.querySelector("a").focus();
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
