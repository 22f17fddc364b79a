import fs from "node:fs";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const TITLE = "Service notes";
const URL = "https://notes.example.edu/";
const PAGE_SIZE = 60;
const sections = fs.readdirSync("content").filter((name) => !name.includes("."));

function byDate(entries) {
  return entries.sort((one, other) => other.date - one.date);
}

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPassthroughCopy({ "style.css": "style.css" });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("longDay", (date) =>
    date.toLocaleDateString("en-IE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
  );
  config.addFilter("head", (list, count) => list.slice(0, count));

  config.addCollection("entries", (api) => api.getFilteredByGlob("content/*/*.md"));
  for (const name of sections) {
    config.addCollection(name, (api) => api.getFilteredByGlob(`content/${name}/*.md`));
  }
  config.addCollection("lists", (api) =>
    sections.flatMap((name) => {
      const entries = byDate(api.getFilteredByGlob(`content/${name}/*.md`));
      const count = Math.max(1, Math.ceil(entries.length / PAGE_SIZE));
      return Array.from({ length: count }, (_, index) => ({
        name,
        count,
        number: index + 1,
        entries: entries.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
      }));
    }),
  );
  config.addCollection("terms", (api) => {
    const terms = new Map();
    for (const entry of byDate(api.getFilteredByGlob("content/*/*.md"))) {
      for (const tag of entry.data.tags) {
        terms.set(tag, [...(terms.get(tag) ?? []), entry]);
      }
    }
    return [...terms.keys()].sort().map((name) => ({ name, entries: terms.get(name) }));
  });

  for (const name of ["entries", ...sections]) {
    const folder = name === "entries" ? "" : `${name}/`;
    for (const [type, file] of [["rss", "feed.xml"], ["atom", "atom.xml"]]) {
      config.addPlugin(feedPlugin, {
        type,
        outputPath: `/${folder}${file}`,
        inputPath: `feed-${name}-${type}.njk`,
        collection: { name, limit: 20 },
        metadata: { title: TITLE, subtitle: TITLE, language: "en", base: URL, author: { name: TITLE } },
      });
    }
  }

  config.addGlobalData("site", { title: TITLE, url: URL, sections });
  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
    markdownTemplateEngine: false,
  };
}
