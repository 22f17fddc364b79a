// Keeps an open page as its files are: reloads it without losing the reader's place, swaps style
// sheets, and lays the problems of a failed build over the last good page.
"use strict";

(() => {
  const data = document.currentScript.dataset;
  const place = `evangelist-preview:${location.pathname}`;
  let build = Number(data.build);
  let heard = false;
  let hidden = "";

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
    remember();
    // The browser would scroll too, to where the page ended before its parts were open again.
    history.scrollRestoration = "manual";
    location.reload();
  }

  // --- what changed -------------------------------------------------------------------------

  // Addresses may be written with more or fewer signs encoded: they are compared decoded.
  function isFile(address, name, base) {
    const path = new URL(address, location.href).pathname;
    return decodeURIComponent(path) === decodeURIComponent(base) + name.replace(/^site\//, "");
  }

  function addresses(element) {
    const several = (element.getAttribute("srcset") || "").split(",");
    const all = [element.getAttribute("src"), ...several.map((each) => each.trim().split(" ")[0])];
    return all.filter(Boolean);
  }

  function shows(name, base) {
    const elements = document.querySelectorAll("[src], [srcset]");
    return [...elements].flatMap(addresses).some((address) => isFile(address, name, base));
  }

  function concerns(name, base) {
    if (name === data.name) return true;
    const mail = data.name.startsWith("email/");
    if (mail && (name.includes(".mail") || name.startsWith(data.name.replace(/html$/, "")))) {
      return true;
    }
    return !name.endsWith(".html") && shows(name, base);
  }

  function swap(name, base, number) {
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const address = new URL(old.href);
      if (!isFile(address, name, base)) continue;
      address.searchParams.set("preview", number);
      const fresh = old.cloneNode();
      fresh.href = address.href;
      fresh.onload = () => old.remove();
      old.after(fresh);
    }
  }

  function hear(words) {
    if (words === "refused") {
      await_return();
      return;
    }
    const message = JSON.parse(words);
    if (message.number < build) return;
    const missed = message.number > build + (heard ? 1 : 0);
    heard = true;
    const concerned = message.changed.some((name) => concerns(name, message.base));
    if (message.number > build && !message.broken && (missed || concerned || !data.name)) {
      reload();
      return;
    }
    if (message.number > build) {
      for (const name of message.styles) swap(name, message.base, message.number);
    }
    build = message.number;
    show(message);
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
      const source = new EventSource(`/.evangelist/events?token=${token}`);
      source.onmessage = (event) => hear(event.data);
      source.onerror = () => source.readyState === EventSource.CLOSED && await_return();
      return;
    }
    const worker = new SharedWorker(`/.evangelist/worker.js?token=${token}`);
    worker.port.onmessage = (event) => hear(event.data);
    addEventListener("pagehide", () => worker.port.postMessage("bye"));
    addEventListener("pageshow", (event) => event.persisted && reload());
  }

  document.body.append(host);
  recall();
  connect();
})();
