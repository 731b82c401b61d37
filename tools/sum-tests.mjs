// Adds up test runs for .ci/run: `node tools/sum-tests.mjs <folder>`
//
// The folder holds, per run, `<name>.json` (Vitest's JSON report) and `<name>.exit` (its exit code); in `failed` a line
// for each failed check, which counts as one failure; in `skipped` a line for each part that was left out.
// What was skipped is listed first, then what failed. The last line is `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const [folder] = process.argv.slice(2);
let passed = 0;
const failures = linesOf("failed").map((name) => `check: ${name}`);
const skips = linesOf("skipped");

for (const file of readdirSync(folder).filter((name) => name.endsWith(".exit"))) {
  const run = file.slice(0, -".exit".length);
  const failed = [];
  const report = join(folder, `${run}.json`);
  if (existsSync(report)) {
    for (const suite of JSON.parse(readFileSync(report, "utf8")).testResults) {
      const tests = suite.assertionResults;
      passed += tests.filter((test) => test.status === "passed").length;
      skips.push(...skippedIn(suite).map((line) => `${run}: ${line}`));
      const broken = tests.filter((test) => test.status === "failed").map((test) => test.fullName);
      // A file that cannot be loaded, or whose hook fails, has no failed test of its own.
      if (suite.status === "failed" && broken.length === 0) broken.push(`${suite.name} (the whole file)`);
      failed.push(...broken);
    }
  }
  const exitCode = readFileSync(join(folder, file), "utf8").trim();
  if (exitCode !== "0" && failed.length === 0) failed.push(`the run itself, with exit code ${exitCode}`);
  failures.push(...failed.map((name) => `${run}: ${name}`));
}

for (const skip of skips) console.log(`skipped ${skip}`);
for (const failure of failures) console.log(`failed ${failure}`);
if (skips.length > 0) console.log(`The ${skips.length} parts listed as skipped above did not run.`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;

/** The skipped tests of a file: a line for a group that is skipped whole, which has the reason in its name, or for a test. */
function skippedIn({ name, assertionResults }) {
  const counts = new Map();
  for (const { status, ancestorTitles, title } of assertionResults) {
    if (status === "passed" || status === "failed") continue;
    const group = ancestorTitles[0] ?? title;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const path = relative(process.cwd(), name);
  return [...counts].map(([group, count]) => `${path}: ${group}: ${count} tests`);
}

function linesOf(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
}
