// Adds up test runs for .ci/run: `node tools/sum-tests.mjs <folder> [failed check]...`
//
// The folder holds, per run, `<name>.json` (Vitest's JSON report) and `<name>.exit` (its exit code).
// Every named failed check counts as one failure. The last line is `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...failedChecks] = process.argv.slice(2);
let passed = 0;
const failures = failedChecks.map((name) => `check: ${name}`);

for (const file of readdirSync(folder).filter((name) => name.endsWith(".exit"))) {
  const run = file.slice(0, -".exit".length);
  const failed = [];
  const report = join(folder, `${run}.json`);
  if (existsSync(report)) {
    for (const suite of JSON.parse(readFileSync(report, "utf8")).testResults) {
      const tests = suite.assertionResults;
      passed += tests.filter((test) => test.status === "passed").length;
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

for (const failure of failures) console.log(`failed ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
