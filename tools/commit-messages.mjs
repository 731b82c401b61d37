// `node tools/commit-messages.mjs`: fails where a commit has a subject of more than 72 characters, no blank line behind
// it, or no body with the reason. In a shallow clone it reads what is there.
import { execFileSync } from "node:child_process";

/** Commits before this follow no rule. */
const SINCE = "2026-11-29T15:31:00Z";
/** Some commits before this have no body. */
const BODIES_SINCE = "2026-11-30T00:00:00Z";
const LONGEST_SUBJECT = 72;

const log = execFileSync("git", ["log", `--since=${SINCE}`, "--format=%h%x00%ct%x00%B%x01"], {
  encoding: "utf8",
});
const commits = log
  .split("\u0001")
  .map((record) => record.trim())
  .filter(Boolean);
const flaws = commits.flatMap((record) => {
  const [id, seconds, message] = record.split("\u0000");
  const [subject, separator = "", ...body] = message.trim().split("\n");
  const found = [];
  if (subject.length > LONGEST_SUBJECT) found.push(`the subject has ${subject.length} characters`);
  if (separator !== "") found.push("the second line is not empty");
  // The merged commits have the reason of a merge. Its parents cannot be used: a shallow clone has none.
  const needsBody = Number(seconds) * 1_000 >= Date.parse(BODIES_SINCE);
  if (needsBody && body.length === 0 && !subject.startsWith("Merge "))
    found.push("there is no body with the reason");
  return found.map((flaw) => `${id} ${subject}\n  ${flaw}`);
});

for (const flaw of flaws) console.error(flaw);
console.log(`${commits.length} commit messages read, ${flaws.length} flaws`);
process.exitCode = flaws.length === 0 ? 0 : 1;
