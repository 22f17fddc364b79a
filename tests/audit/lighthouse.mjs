// Lighthouse as a phone sees each page, several times over. It is given one JSON value: where its
// packages are, the browser with its flags, how many runs, and pages with the audits to leave out.
// One line of JSON goes out for each run.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(process.argv[2], "utf8"));
const load = (name) => import(pathToFileURL(`${asked.packages}/${name}`));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

function told(page, { lhr }) {
  const requests = lhr.audits["network-requests"].details?.items ?? [];
  const faults = (id) =>
    lhr.categories[id].auditRefs
      .map((each) => lhr.audits[each.id])
      .filter((audit) => audit.score !== null && audit.score < 1)
      .filter((audit) => id !== "performance" || audit.scoreDisplayMode === "numeric")
      .map((audit) => `${audit.id} ${audit.displayValue ?? audit.title}`);
  return {
    url: page.url,
    error: lhr.runtimeError?.message ?? "",
    scores: Object.fromEntries(
      CATEGORIES.map((id) => [id, Math.round(100 * (lhr.categories[id].score ?? 0))]),
    ),
    shift: lhr.audits["cumulative-layout-shift"].numericValue,
    bytes: requests
      .filter((each) => each.resourceType !== "Image")
      .reduce((sum, each) => sum + each.transferSize, 0),
    faults: Object.fromEntries(CATEGORIES.map((id) => [id, faults(id)])),
  };
}

const chrome = await launch({
  chromePath: asked.browser,
  chromeFlags: ["--headless", ...asked.flags],
  logLevel: "silent",
});
try {
  for (const page of asked.pages)
    for (let run = 0; run < asked.runs; run += 1) {
      const settings = {
        port: chrome.port,
        onlyCategories: CATEGORIES,
        skipAudits: page.without,
        output: "json",
        logLevel: "silent",
      };
      console.log(JSON.stringify(told(page, await lighthouse(page.url, settings))));
    }
} finally {
  chrome.kill();
}
