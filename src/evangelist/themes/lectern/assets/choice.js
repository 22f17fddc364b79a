/* A choice in the reader's hands: what fits, what does not and why, what comes first.
   The arithmetic is on whole numbers that the build worked out, so that every program comes to the
   same; evangelist's tests hold it to a specification in Python (tests/choosing/).
   Nothing is sent or stored: the answers live in the page's address. */
(() => {
  "use strict";

  // --- Arithmetic. `given` has for each question the numbers of its answers. -----------------

  const ORDER = ["yes", "ask", "unknown", "no"];

  /** The best of what an option says of these answers; yes where there is none. */
  function verdict(option, question, answers) {
    const said = answers.map((answer) => ORDER.indexOf(option.fits[question][answer]));
    return said.length ? ORDER[Math.min(...said)] : "yes";
  }

  /** The questions for whose answers an option does not do. */
  function lacking(option, given) {
    return given.flatMap((answers, at) => (verdict(option, at, answers) === "no" ? [at] : []));
  }

  /** The options with the least and the most that they score, the best first. */
  function ranked(options, weights) {
    const sum = (option, end) =>
      weights.reduce((total, weight, at) => total + weight * option.scores[at][end], 0);
    return options
      .map((option) => ({ option, low: sum(option, 0), high: sum(option, 1) }))
      .sort((a, b) => b.low + b.high - a.low - a.high || (a.option.id < b.option.id ? -1 : 1));
  }

  /** The options that are first: several where they are equal, none where nothing matters. */
  function first(options, weights) {
    const order = ranked(options, weights);
    if (!order.length || !weights.some(Boolean)) return [];
    const most = order[0].low + order[0].high;
    return order.filter((each) => each.low + each.high === most).map((each) => each.option);
  }

  /** For each criterion the nearest other importance at which others are first, if any. */
  function turns(options, weights, levels) {
    const now = ids(first(options, weights));
    if (!now) return [];
    return weights.flatMap((weight, criterion) => {
      const near = [...Array(levels).keys()].sort(
        (a, b) => Math.abs(a - weight) - Math.abs(b - weight) || b - a,
      );
      for (const level of near) {
        const then = first(options, swapped(weights, criterion, level));
        if (then.length && ids(then) !== now) return [{ criterion, level, first: then }];
      }
      return [];
    });
  }

  const swapped = (list, at, value) => list.map((each, number) => (number === at ? value : each));
  const ids = (options) => options.map((option) => option.id).sort().join(" ");

  /** The smallest sets of questions to leave open so that something is left. */
  function relaxations(options, given) {
    const sets = options.map((option) => lacking(option, given));
    if (sets.some((set) => !set.length)) return [];
    const within = (one, other) => one.every((each) => other.includes(each));
    const unique = [...new Map(sets.map((set) => [set.join(), set])).values()];
    return unique
      .filter((set) => !unique.some((other) => other !== set && within(other, set)))
      .sort((a, b) => a.length - b.length || a.find((at, n) => at !== b[n]) - b.find((at, n) => at !== a[n]));
  }

  globalThis.choosing = { verdict, lacking, ranked, first, turns, relaxations };

  // --- The page ------------------------------------------------------------------------------

  // A headline of the text above may have one of these ids.
  const source = document.querySelector("script#choice-data");
  const whole = document.querySelector("div#choice-form");
  if (!source || !whole) return;
  const data = JSON.parse(source.textContent);
  const { questions, criteria, options, words } = data;
  const FIRST = 5; // so many are shown at once where there is an order
  const unfolded = new Set();
  const form = whole.querySelector("form");
  const find = (id) => whole.querySelector(`#${id}`) ?? document.querySelector(`section#${id}`);
  const act = (name) => whole.querySelector(`[data-do="${name}"]`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  /** An element with attributes and children; a child may be text. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  /** What an option is called, with the link that the table has. */
  function title(option) {
    const link = whole.parentElement.querySelector(`[data-of="${CSS.escape(option.id)}"] a`);
    return link ? make("a", { href: link.getAttribute("href") }, option.title) : option.title;
  }

  const named = (several) => listed(several.map((option) => option.title));

  function listed(names, joined = words.and) {
    return names.length < 2
      ? names.join("")
      : `${names.slice(0, -1).join(", ")} ${joined} ${names.at(-1)}`;
  }

  function read() {
    const values = new FormData(form);
    return {
      given: questions.map(({ id, answers }) => {
        const chosen = values.getAll(`q.${id}`);
        return answers.flatMap((answer, at) => (chosen.includes(answer.id) ? [at] : []));
      }),
      weights: criteria.map(({ id }) => Number(values.get(`w.${id}`) ?? 0)),
    };
  }

  function write({ given, weights }) {
    for (const input of form.elements) {
      if (!input.name) continue;
      const question = questions.findIndex(({ id }) => `q.${id}` === input.name);
      if (question >= 0) {
        const answer = questions[question].answers.findIndex(({ id }) => id === input.value);
        input.checked = answer < 0 ? !given[question].length : given[question].includes(answer);
      } else {
        const criterion = criteria.findIndex(({ id }) => `w.${id}` === input.name);
        input.checked = Number(input.value) === weights[criterion];
      }
    }
  }

  /** What an address says: what this page does not know of is passed over. */
  function parsed(hash) {
    const told = new URLSearchParams(hash.replace(/^#/, ""));
    return {
      given: questions.map(({ id, answers, many }) => {
        const chosen = (told.get(id) ?? "").split(",");
        const found = answers.flatMap((answer, at) => (chosen.includes(answer.id) ? [at] : []));
        return many ? found : found.slice(0, 1);
      }),
      weights: criteria.map(({ id }) => {
        const level = Number(told.get(`w.${id}`) ?? 0);
        return Number.isInteger(level) && level >= 0 && level < data.levels.length ? level : 0;
      }),
    };
  }

  function address({ given, weights }) {
    const parts = [
      ...questions.map(({ id, answers }, at) => [id, given[at].map((each) => answers[each].id)]),
      ...criteria.map(({ id }, at) => [`w.${id}`, weights[at] ? [weights[at]] : []]),
    ].filter(([, values]) => values.length);
    return parts
      .map(([name, values]) => `${encodeURIComponent(name)}=${values.map(encodeURIComponent).join()}`)
      .join("&");
  }

  /** The address of this page with its answers. */
  const link = (state) => location.href.replace(/#.*/s, "") + `#${address(state)}`.replace(/^#$/, "");

  /** The answers that were given to a question, and the question with them. */
  const chosen = (given, at) =>
    given[at].map((each) => questions[at].answers[each].label).join(` ${words.or} `);
  const cited = (given, at) =>
    fill(words.question_of, { question: questions[at].label, answer: chosen(given, at) });
  /** The same in short, where the question has a short name. */
  const briefly = (given, at) =>
    questions[at].short
      ? fill(words.matters, { criterion: questions[at].short, level: chosen(given, at) })
      : cited(given, at);
  const ended = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

  /** Conditions under which an option fits: what to ask first, what nobody knows. */
  function conditions(option, given) {
    return ["ask", "unknown"].flatMap((word) =>
      given.flatMap((answers, at) => {
        if (verdict(option, at, answers) !== word) return [];
        const notes = answers.map((each) => option.notes[at]?.[each]).filter(Boolean);
        const about = notes.length ? chosen(given, at) : briefly(given, at);
        const told = fill(word === "ask" ? words.ask_first : words.not_known, {
          what: [about, ...notes].join(" – "),
        });
        return [ended(told) + (option.ask ? ` ${fill(words.whom, { who: option.ask })}` : "")];
      }),
    );
  }

  const figure = (option, criterion) =>
    whole.parentElement
      .querySelector(`[data-cell="${CSS.escape(option.id)}/${CSS.escape(criterion.id)}"] .cell`)
      ?.textContent.trim() ?? "";

  /** Why an option stands where it stands, by what matters. */
  function reasons(option, weights) {
    const said = { for_it: [], against_it: [] };
    criteria.forEach((criterion, at) => {
      if (!weights[at] || !option.known[at]) return;
      const [low, high] = option.scores[at];
      const of = figure(option, criterion);
      const text = of ? `${criterion.label} (${of})` : criterion.label;
      if (low + high >= 13333) said.for_it.push(text);
      if (low + high <= 6667) said.against_it.push(text);
    });
    return Object.entries(said)
      .filter(([, texts]) => texts.length)
      .map(([name, texts]) => fill(words[name], { what: listed(texts) }));
  }

  /** What an option scores of a hundred, in words. */
  function scored(each, weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0) * 100;
    const [low, high] = [each.low, each.high].map((score) => Math.round(score / total));
    if (low === high) return fill(words.score, { low });
    const unknown = weights.some((weight, at) => weight && !each.option.known[at]);
    return `${fill(words.range, { low, high })}${unknown ? `, ${words.unknown_range}` : ""}`;
  }

  function bar(each, weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0) * 10000;
    const inner = make("span", { class: "score-range" });
    inner.style.insetInlineStart = "0";
    inner.style.width = `${(100 * each.low) / total}%`;
    const more = make("span", { class: "score-more" });
    more.style.insetInlineStart = `${(100 * each.low) / total}%`;
    more.style.width = `${(100 * (each.high - each.low)) / total}%`;
    return make("span", { class: "score-bar", "aria-hidden": "true" }, inner, more);
  }

  function summary(left, weights) {
    const best = first(left, weights);
    const parts = [fill(words.fits, { left: left.length, count: options.length })];
    if (best.length) parts.push(fill(best.length > 1 ? words.firsts : words.first, { titles: named(best) }));
    else if (left.length > 1 && criteria.length) parts.push(words.no_preference);
    return parts.join(" ");
  }

  function showLeft(left, given, weights) {
    const weighed = weights.some(Boolean);
    const order = weighed ? ranked(left, weights) : left.map((option) => ({ option }));
    const asides = (notes) => notes.map((note) => make("p", { class: "aside" }, note));
    const items = order.map((each, at) => {
      const why = asides(weighed ? reasons(each.option, weights) : []);
      return make(
        "li",
        { "data-way": each.option.id, ...(weighed ? { class: "way-weighed" } : {}) },
        make("p", { class: "way-title" }, title(each.option)),
        ...(weighed ? [make("p", { class: "score" }, scored(each, weights)), bar(each, weights)] : []),
        ...asides(conditions(each.option, given)),
        ...(at && why.length ? [folded(`why-${each.option.id}`, words.why, ...why)] : why),
      );
    });
    const tag = weighed ? "ol" : "ul";
    const most = weighed ? FIRST : items.length; // Without an order nobody is put behind.
    const rest = items.slice(most);
    const parts = [
      make(tag, { class: "ways bare" }, ...items.slice(0, most)),
      rest.length ? folded("rest", fill(words.more, { count: rest.length }), make(tag, { class: "ways bare" }, ...rest)) : "",
    ];
    const note = make("p", {}, words.score_note);
    if (weighed && left.length > 1) {
      parts.push(folded("firm", words.firm, make("div", { class: "stable aside" }, ...stability(left, weights), note)));
    } else if (weighed) parts.push(make("div", { class: "aside" }, note));
    return parts;
  }

  function stability(left, weights) {
    const found = turns(left, weights, data.levels.length);
    if (!found.length) return [make("p", {}, words.steady)];
    const winners = [...new Set(found.map((turn) => ids(turn.first)))];
    return winners.map((winner) => {
      const alike = found.filter((turn) => ids(turn.first) === winner);
      const whens = alike.map((turn) =>
        fill(words.turn_if, { criterion: criteria[turn.criterion].label, level: data.levels[turn.level] }));
      return make("p", {}, fill(alike[0].first.length > 1 ? words.turns : words.turn, {
        titles: named(alike[0].first), when: listed(whens, words.or),
      }));
    });
  }

  /** Something folded away under its name; what a reader opened stays open. */
  function folded(id, name, ...inner) {
    const details = make("details", { class: "fold" }, make("summary", {}, name), ...inner);
    details.open = unfolded.has(id);
    details.addEventListener("toggle", () => unfolded[details.open ? "add" : "delete"](id));
    return details;
  }

  /** Where nothing is left: the nearest, and buttons that leave questions open. */
  function showWayOn(given) {
    const lacks = options.map((option) => ({ option, lacks: lacking(option, given) }));
    const least = Math.min(...lacks.map((each) => each.lacks.length));
    const nearest = lacks.filter((each) => each.lacks.length === least);
    return [
      make("p", {}, words.nothing),
      make("ul", { class: "ways bare" }, ...nearest.map(({ option, lacks: missing }) =>
        make("li", { "data-way": option.id }, make("p", {}, fill(words.nearest, {
          title: option.title, what: missing.map((at) => briefly(given, at)).join("; "),
        }))))),
      ...relaxations(options, given).map((set) => {
        const names = listed(set.map((at) => fill(words.quoted, { text: questions[at].short || questions[at].label })));
        const button = make("button", { type: "button", "data-open": set.map((at) => questions[at].id).join() },
          fill(words.open, { questions: names }));
        const then = options.filter((option) => lacking(option, given).every((at) => set.includes(at)));
        return make("p", { class: "way-on" }, button, " ", make("span", { class: "aside" }, fill(then.length > 1 ? words.thens : words.then, { titles: named(then) })));
      }),
    ];
  }

  function showOut(given) {
    const gone = options
      .map((option) => ({ option, lacks: lacking(option, given) }))
      .filter((each) => each.lacks.length)
      .sort((a, b) => a.lacks.length - b.lacks.length);
    if (!gone.length) return [];
    return [
      folded("out", `${words.out} (${gone.length})`,
        make("ul", { class: "ways ways-out bare" }, ...gone.map(({ option, lacks }) =>
          make("li", { "data-out": option.id }, make("p", {}, title(option), ": ",
            fill(words.lacks, { what: lacks.map((at) => briefly(given, at)).join("; ") })))))),
    ];
  }

  // --- The brief: each line of it cites an answer ---------------------------------------------

  function brief({ given, weights }) {
    const left = options.filter((option) => !lacking(option, given).length);
    const order = weights.some(Boolean) ? ranked(left, weights).map((each) => each.option) : left;
    return [
      [words.brief_needs, questions.flatMap((_, at) => (given[at].length ? [cited(given, at)] : []))],
      [words.brief_matters, criteria.flatMap(({ label }, at) =>
        weights[at] ? [fill(words.matters, { criterion: label, level: data.levels[weights[at]] })] : [])],
      [words.brief_result, [summary(left, weights), ...order.map((option) =>
        [ended([option.title, ...figures(option, weights)].join("; ")), ...conditions(option, given)].join(" "))]],
    ].filter(([, lines]) => lines.length);
  }

  /** What an option has to show by each criterion that matters. */
  function figures(option, weights) {
    return criteria.flatMap((criterion, at) => {
      const of = weights[at] ? figure(option, criterion) : "";
      return of ? [`${criterion.label}: ${of}`] : [];
    });
  }

  function asText(parts, state) {
    const body = parts.map(([head, lines]) => [head, ...lines.map((line) => `- ${line}`)].join("\n"));
    return [data.title, ...body, link(state)].join("\n\n");
  }

  function sheet(parts, state) {
    return [
      make("h2", {}, data.title),
      ...parts.flatMap(([head, lines]) => [make("h3", {}, head), make("ul", {}, ...lines.map((line) => make("li", {}, line)))]),
      make("p", { class: "fineprint" }, link(state)),
    ];
  }

  // --- Events ---------------------------------------------------------------------------------

  function show(state) {
    const { given, weights } = state;
    const left = options.filter((option) => !lacking(option, given).length);
    const said = summary(left, weights);
    if (find("choice-count").textContent !== said) find("choice-count").textContent = said;
    find("choice-bar").textContent = fill(words.bar, { left: left.length, count: options.length });
    find("choice-left").replaceChildren(...(left.length ? showLeft(left, given, weights) : showWayOn(given)));
    find("choice-out").replaceChildren(...(left.length ? showOut(given) : []));
    const parts = brief(state);
    const answered = given.some((answers) => answers.length) || weights.some(Boolean);
    find("choice-sheet").hidden = !answered;
    find("choice-sheet").replaceChildren(...(answered ? sheet(parts, state) : []));
    const subject = encodeURIComponent(fill(words.mail_subject, { title: data.title }));
    act("mail").href = `mailto:?subject=${subject}&body=${encodeURIComponent(asText(parts, state))}`;
  }

  function changed() {
    const state = read();
    history.replaceState(null, "", link(state));
    find("choice-copied").textContent = "";
    show(state);
  }

  /** Take the answers from the address. A link within the page has none: what is answered stays. */
  function restored() {
    if (location.hash && !location.hash.includes("=")) {
      if (address(read())) history.replaceState(null, "", link(read()));
    } else {
      write(parsed(location.hash));
    }
    show(read());
  }

  const fieldsets = [...whole.querySelectorAll("[data-question]")];
  const after = whole.querySelector("#choice-weights") ?? find("choice-result-title");
  let step = -1; // the one question that is shown, or -1 for all

  /** Show one question. Which of how many is part of its legend, and so is read out with it. */
  function stepped(to) {
    if (to === fieldsets.length) return after.focus();
    step = to;
    fieldsets.forEach((each, at) => {
      each.hidden = step >= 0 && at !== step;
      const place = each.querySelector("[data-at]");
      place.textContent = step < 0 ? "" : `${fill(place.dataset.at, { number: at + 1 })} `;
    });
    act("back").hidden = step < 1;
    const next = act("next");
    next.hidden = step < 0;
    next.textContent = step === fieldsets.length - 1 ? after.textContent : next.dataset.next;
    if (step < 0) return;
    const inputs = fieldsets[step].querySelectorAll("input");
    ([...inputs].find((each) => each.checked) ?? inputs[0])?.focus();
  }

  function toggled() {
    const button = act("steps");
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    stepped(step < 0 ? 0 : -1);
    if (step < 0) button.focus();
  }

  /** Leave these questions open, and go on reading where something is left. */
  function open(names) {
    const state = read();
    questions.forEach(({ id }, at) => { if (names.includes(id)) state.given[at] = []; });
    write(state);
    changed();
    find("choice-result-title").focus();
  }

  async function copied() {
    const state = read();
    const done = await navigator.clipboard.writeText(asText(brief(state), state)).then(() => true, () => false);
    find("choice-copied").textContent = done ? words.copied : words.not_copied;
  }

  const DEEDS = {
    steps: toggled,
    next: () => stepped(step + 1),
    back: () => stepped(step - 1),
    clear: () => { form.reset(); changed(); },
    print: () => window.print(),
    copy: copied,
  };

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  whole.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do], [data-open]");
    if (button?.dataset.open !== undefined) open(button.dataset.open.split(","));
    else DEEDS[button?.dataset.do]?.();
  });
  addEventListener("hashchange", restored);
  find("choice-result-title").tabIndex = after.tabIndex = -1;
  if (!navigator.clipboard) act("copy").hidden = true;
  whole.hidden = false;
  restored();
})();
