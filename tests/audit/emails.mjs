// Asks @emailens/engine what is wrong with e-mails: `node emails.mjs ENGINE FILE...`, JSON comes out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [engine, ...files] = process.argv.slice(2);
const { auditEmail } = await import(pathToFileURL(engine).href);
// A newsletter within an organization: it is no advertising, which other laws are for.
const options = { spam: { emailType: "transactional" } };
const found = files.flatMap((file) => {
  const report = auditEmail(readFileSync(file, "utf8"), options);
  const parts = [report.compatibility.warnings, ...Object.values(report).map((part) => part.issues ?? [])];
  return parts.flat().map((issue) => ({ file, ...issue }));
});
console.log(JSON.stringify(found));
