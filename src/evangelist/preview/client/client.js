// Keeps an open page as its files are: patches what has changed, swaps style sheets, and lays the
// problems of a failed build over the last good page. What cannot be patched is loaded anew,
// without losing the reader's place.
"use strict";

(() => {
  const OURS = "/.evangelist";
  const MOST_MARKED = 20;
  const place = `evangelist-preview:${location.pathname}`;
  const patching = import(`${OURS}/patch.js`);
  let data = { ...document.currentScript.dataset };
  let build = Number(data.build);
  let heard = false;
  let missed = false;
  let leaving = false;
  let hidden = "";
  let turn = Promise.resolve();

  // --- the reader's place -------------------------------------------------------------------

  function pathTo(element) {
    const steps = [];
    for (let node = element; node && node !== document.documentElement; node = node.parentElement) {
      steps.unshift([...node.parentElement.children].indexOf(node));
    }
    return steps;
  }

  function at(steps) {
    return steps.reduce((node, step) => node && node.children[step], document.documentElement);
  }

  function label(part) {
    const summary = part.querySelector("summary");
    return summary ? summary.textContent : "";
  }

  function remember() {
    const focused = document.activeElement;
    const state = {
      x: scrollX,
      y: scrollY,
      parts: [...document.querySelectorAll("details")].map((part) => [label(part), part.open]),
      focus: focused && focused !== document.body ? pathTo(focused) : null,
    };
    sessionStorage.setItem(place, JSON.stringify(state));
  }

  function recall() {
    const written = sessionStorage.getItem(place);
    if (!written) return;
    sessionStorage.removeItem(place);
    const state = JSON.parse(written);
    for (const part of document.querySelectorAll("details")) {
      const index = state.parts.findIndex(([name]) => name === label(part));
      if (index >= 0) part.open = state.parts.splice(index, 1)[0][1];
    }
    const focused = state.focus && at(state.focus);
    if (focused) focused.focus({ preventScroll: true });
    scrollTo({ left: state.x, top: state.y, behavior: "instant" });
    addEventListener("load", () => { history.scrollRestoration = "auto"; });
  }

  function reload() {
    if (leaving) return;
    remember();
    // The browser would scroll too, to where the page ended before its parts were open again.
    history.scrollRestoration = "manual";
    location.reload();
  }

  // --- what changed -------------------------------------------------------------------------

  // Addresses may be written with more or fewer signs encoded: they are compared decoded.
  function decoded(address) {
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? decodeURIComponent(url.pathname) : "";
    } catch {
      return "";
    }
  }

  function pathOf(address) {
    return decoded(address).replace(/\/$/, "/index.html");
  }

  function pathsOf(names, base) {
    const above = decoded(base);
    return new Set(names.map((name) => above + name.replace(/^site\//, "")));
  }

  function parts(srcset) {
    return srcset.split(/,\s+/).map((part) => part.trim().split(/\s+/));
  }

  function addresses(element) {
    const several = parts(element.getAttribute("srcset") || "").map(([address]) => address);
    return [element.getAttribute("src"), ...several].filter(Boolean);
  }

  function showing(paths) {
    const elements = [...document.querySelectorAll("[src], [srcset]")];
    return elements.filter((each) => addresses(each).some((one) => paths.has(pathOf(one))));
  }

  function isMail() {
    return data.name.startsWith("email/");
  }

  function concerns(names, base) {
    if (names.includes(data.name) || pathsOf(names, base).has(pathOf(location.href))) return true;
    const issue = data.name.replace(/html$/, "");
    return isMail() && names.some((name) => name.includes(".mail") || name.startsWith(issue));
  }

  // --- the page as it is now ----------------------------------------------------------------

  async function fetched() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = page.querySelector(`script[src="${OURS}/client.js"]`);
    script.remove();
    return { page, data: { ...script.dataset } };
  }

  // The page as it was served. What stands in the browser has been read and scripted since.
  let served = fetched().then((first) => first.data.build === data.build && first, () => null);

  async function renew(number) {
    const before = await served;
    if (before && Number(before.data.build) >= number) return;
    const after = await fetched();
    const same = ["token", "name"].every((each) => after.data[each] === data[each]);
    if (!before || !same) throw new Error("this is another page by now");
    const { update } = await patching;
    mark(update(document, before.page, after.page));
    served = Promise.resolve(after);
    data = after.data;
  }

  function mark(elements) {
    if (elements.length > MOST_MARKED || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return;
    }
    const outline = ["2px solid rgb(26 95 180 / 70%)", "2px solid transparent"];
    for (const element of elements) {
      element.animate({ outline, outlineOffset: ["3px", "3px"] }, 1000);
    }
  }

  // --- what it shows ------------------------------------------------------------------------

  function again(address, number) {
    const url = new URL(address, location.href);
    url.searchParams.set("preview", number);
    return url.href;
  }

  function freshen(element, paths, number) {
    const fresh = (address) => (paths.has(pathOf(address)) ? again(address, number) : address);
    const { src, srcset } = element.attributes;
    if (src) change(src, fresh(src.value));
    if (!srcset) return;
    const written = parts(srcset.value).map(([address, ...rest]) => [fresh(address), ...rest]);
    change(srcset, written.map((part) => part.join(" ")).join(", "));
  }

  function change(attribute, value) {
    if (attribute.value !== value) attribute.value = value;
  }

  async function swap(paths, number) {
    const { restyle } = await patching;
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      if (paths.has(pathOf(link.href))) restyle(link, again(link.href, number));
    }
  }

  // What is framed gets no entry in the browser's history of its own.
  function reframe() {
    for (const frame of document.querySelectorAll(`iframe[src^="${OURS}/email/"]`)) {
      frame.contentWindow.location.replace(frame.src);
    }
  }

  // --- what is heard ------------------------------------------------------------------------

  async function follow({ base, number, changed, styles }) {
    const files = pathsOf(changed.filter((name) => !name.endsWith(".html")), base);
    if (showing(files).some((element) => element.nodeName === "SCRIPT")) {
      throw new Error("a script has changed");
    }
    const concerned = concerns(changed, base);
    if (concerned || isMail()) await renew(number);
    for (const element of showing(files)) freshen(element, files, number);
    await swap(pathsOf(styles, base), number);
    if (concerned) reframe();
  }

  async function hear(words) {
    if (words === "refused") {
      await_return();
      return;
    }
    const message = JSON.parse(words);
    if (message.number < build) return;
    missed ||= message.number > build + (heard ? 1 : 0);
    heard = true;
    if (message.number > build && !message.broken) {
      if (missed || !data.name) throw new Error("nobody knows what has changed");
      await follow(message);
    }
    build = message.number;
    show(message);
  }

  function listen(event) {
    turn = turn.then(() => hear(event.data)).catch(reload);
  }

  function await_return() {
    fetch(location.href, { method: "HEAD" }).then(reload, () => setTimeout(await_return, 1000));
  }

  // --- what is said -------------------------------------------------------------------------

  function make(name, text, parent, kind) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    if (parent) parent.append(element);
    return element;
  }

  const host = make("evangelist-preview");
  const root = host.attachShadow({ mode: "open" });
  const styles = make("link", "", root);
  styles.rel = "stylesheet";
  styles.href = "/.evangelist/preview.css";
  const area = make("div", "", root);
  area.hidden = true;
  styles.onload = () => (area.hidden = false);

  function problem(item, list) {
    const entry = make("li", "", list);
    if (item.place) make("p", item.place, entry, "place");
    make("p", item.message, entry, "what");
    if (item.hint) make("p", item.hint, entry, "hint");
    if (item.written) {
      make("p", "It says:", entry, "label");
      make("pre", item.written, entry, "written");
    }
    if (item.mended) {
      make("p", "Write instead:", entry, "label");
      make("pre", item.mended, entry, "mended");
    }
  }

  function overlay(message) {
    const errors = message.errors;
    const section = make("section", "", area, "overlay");
    section.setAttribute("role", "alert");
    const head = make("div", "", section, "head");
    const count = errors.length + message.more;
    const counted = count === 1 ? "One thing keeps" : `${count} things keep`;
    make("h2", `${counted} the site from being built`, head);
    const hide = make("button", "Hide", head);
    hide.type = "button";
    hide.onclick = () => {
      hidden = JSON.stringify(errors);
      show(message);
    };
    const note = data.name ? "You see the last version that was built. " : "";
    make("p", `${note}Mend it and save: this goes away by itself.`, section);
    const list = make("ol", "", section);
    for (const item of errors) problem(item, list);
    if (message.more) make("p", `And ${message.more} more: evangelist check tells all.`, section);
  }

  function chip(message) {
    const remarks = message.remarks.filter((item) => item.path === data.source);
    const box = make("details", "", area, "chip");
    const counted = remarks.length === 1 ? "1 remark" : `${remarks.length} remarks`;
    make("summary", remarks.length ? `Preview · ${counted}` : "Preview", box);
    if (data.source) make("p", data.source, box, "place");
    if (data.mail) make("a", "See it as an e-mail", make("p", "", box)).href = data.mail;
    const list = make("ul", "", box);
    for (const item of remarks) problem(item, list);
    if (!remarks.length) make("p", "Nothing to remark on this page.", box);
  }

  function show(message) {
    const open = area.querySelector("details.chip[open]") !== null;
    area.replaceChildren();
    if (message.broken && JSON.stringify(message.errors) !== hidden) {
      overlay(message);
    } else {
      chip(message);
      area.querySelector("details.chip").open = open;
    }
    if (!message.broken) hidden = "";
  }

  // --- begin --------------------------------------------------------------------------------

  function connect() {
    const token = encodeURIComponent(data.token);
    if (!("SharedWorker" in self)) {
      const source = new EventSource(`${OURS}/events?token=${token}`);
      source.onmessage = listen;
      source.onerror = () => source.readyState === EventSource.CLOSED && await_return();
      return;
    }
    const worker = new SharedWorker(`${OURS}/worker.js?token=${token}`);
    worker.port.onmessage = listen;
    addEventListener("pagehide", () => worker.port.postMessage("bye"));
  }

  addEventListener("pagehide", () => (leaving = true));
  addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted) reload();
  });
  document.body.append(host);
  recall();
  connect();
})();
