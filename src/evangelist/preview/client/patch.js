// Brings a page up to date in place. Two versions of it, as they were served, are compared, and
// what differs between them is done to the living page. All else there stays the very same nodes,
// with what the reader and the page's own scripts have made of them.

const RUNS = 'script:not([type*="json"]), template, noscript, base, meta[http-equiv]';
// What is in these follows from their attributes, once: they are exchanged whole.
const WHOLE = new Set(["AUDIO", "EMBED", "IFRAME", "OBJECT", "VIDEO"]);
// The version of a style sheet, which changes with its file: of that `restyle` is told apart.
const VERSION = /\?v=[0-9a-f]+$/;
const leaving = new WeakSet();
const replaced = new WeakMap();
const MOST_COMPARED = 1_000_000;
const EQUAL = 4;
const SAME_ID = 3;
const SAME_NAME = 1;

/**
 * Do to `living` what differs between `before` and `after`: three documents, the last two parsed
 * and otherwise unused. Returns the elements of its body that are new or have new text.
 *
 * Throws where that cannot be done in place: where what has run, or a policy, is another, and
 * where the page has itself removed what differs. Then the page may be half of each.
 */
export function update(living, before, after) {
  if (fixed(before) !== fixed(after)) throw new Error("what runs on this page has changed");
  const changed = new Set();
  patch(living.documentElement, before.documentElement, after.documentElement, changed);
  const isSeen = (element) => living.body.contains(element) && element !== living.body;
  return [...changed].filter(isSeen);
}

function fixed(page) {
  return [...page.querySelectorAll(RUNS)].map((element) => element.outerHTML).join("\n");
}

function patch(living, before, after, changed) {
  if (before.isEqualNode(after)) return;
  if (before.nodeType === Node.ELEMENT_NODE) {
    attributes(living, before, after);
    children(living, before, after, changed);
  } else {
    living.data = after.data;
    changed.add(living.parentElement);
  }
}

function attributes(living, before, after) {
  for (const { namespaceURI, name, value } of after.attributes) {
    const old = before.getAttribute(name);
    if (old === value) continue;
    if (!isStyleSheet(living) || name !== "href") {
      living.setAttributeNS(namespaceURI, name, value);
    } else if (!sameButVersion(old, value)) {
      restyle(living, value);
    }
  }
  for (const { name } of before.attributes) {
    if (!after.hasAttribute(name)) living.removeAttribute(name);
  }
}

function children(living, before, after, changed) {
  const staying = [...living.childNodes].filter((node) => !leaving.has(node));
  const here = new Map(align(before.childNodes, staying));
  const kept = new Map(align(after.childNodes, before.childNodes));
  const stays = new Set(kept.values());
  for (const old of before.childNodes) {
    if (!stays.has(old) && here.has(old)) here.get(old).remove();
  }
  let last = null;
  for (const fresh of after.childNodes) {
    const old = kept.get(fresh);
    if (!old) {
      last = insert(living.ownerDocument.importNode(fresh, true), living, last);
      changed.add(last.nodeType === Node.ELEMENT_NODE ? last : living);
    } else if (here.has(old)) {
      last = here.get(old);
      patch(last, old, fresh, changed);
    } else if (!old.isEqualNode(fresh)) {
      throw new Error("the page has removed what has changed");
    }
  }
}

function insert(node, parent, last) {
  if (last) last.after(node);
  else parent.prepend(node);
  return node;
}

// --- style sheets -------------------------------------------------------------------------------

function isStyleSheet(element) {
  return element.nodeName === "LINK" && element.relList.contains("stylesheet");
}

/** Give a style sheet another address; the old one stays until the new one is there. */
export function restyle(link, address) {
  if (leaving.has(link)) return;
  leaving.add(link);
  const fresh = link.cloneNode();
  fresh.href = address;
  fresh.onload = fresh.onerror = () => retire(link);
  replaced.set(fresh, link);
  link.after(fresh);
}

// One that is replaced before it was there leaves with the one that it had to replace.
function retire(link) {
  if (replaced.has(link)) retire(replaced.get(link));
  link.remove();
}

function sameButVersion(one, other) {
  return one?.replace(VERSION, "") === other.replace(VERSION, "");
}

// --- which node is which ------------------------------------------------------------------------

/** The pairs of two lists of nodes that belong together, in their order in both. */
function align(ones, others) {
  const [a, b] = [[...ones], [...others]];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start].isEqualNode(b[start])) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end).isEqualNode(b.at(-1 - end))) end += 1;
  const pairs = a.slice(0, start).map((node, place) => [node, b[place]]);
  pairs.push(...between(a.slice(start, a.length - end), b.slice(start, b.length - end)));
  for (let place = end; place > 0; place -= 1) pairs.push([a.at(-place), b.at(-place)]);
  return pairs;
}

/** The same where the first nodes differ and the last: the pairs that are most alike in all. */
function between(a, b) {
  if (a.length * b.length > MOST_COMPARED) return inOrder(a, b);
  const [texts, others] = [a.map(written), b.map(written)];
  const alike = (i, j) => (texts[i] === others[j] ? EQUAL : likeness(a[i], b[j]));
  const width = b.length + 1;
  // best[i * width + j]: how alike the best pairs are of all that follows a[i] and b[j].
  const best = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      const worth = alike(i, j);
      const paired = worth && worth + best[here + width + 1];
      best[here] = Math.max(paired, best[here + width], best[here + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const here = i * width + j;
    const worth = alike(i, j);
    if (worth && best[here] === worth + best[here + width + 1]) pairs.push([a[i++], b[j++]]);
    else if (best[here] === best[here + width]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Of very many nodes: each with the one at its place, where the two can be. */
function inOrder(a, b) {
  const pairs = a.slice(0, b.length).map((node, place) => [node, b[place]]);
  return pairs.filter(([one, other]) => likeness(one, other) || one.isEqualNode(other));
}

function written(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : `${node.nodeType} ${node.data}`;
}

/** How much two nodes that differ are alike: 0 where one can not become the other. */
function likeness(one, other) {
  if (one.nodeName !== other.nodeName || WHOLE.has(one.nodeName)) return 0;
  return one.id && one.id === other.id ? SAME_ID : SAME_NAME;
}
