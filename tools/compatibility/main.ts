// `npm run compatibility`: runs the suites, records which client exercises what, and writes docs/compatibility.md.
//
//   --only unit | clients   one of the suites
//   --afresh                removes earlier results of the clients that this run sees
//   paths                   only test files with one of these in their path: `-- --only clients terraform`
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Sighting } from "./clients.js";
import { merge, render } from "./exercised.js";
import { EXERCISED, readExercised, writePage } from "./files.js";
import { summaries } from "./services.js";

const SUITES: Readonly<Record<string, readonly string[]>> = {
  // The page is out of date until this program writes it.
  unit: ["--config", "vitest.config.ts", "--exclude", "tests/compatibility.test.ts"],
  clients: ["--config", "vitest.clients.config.ts"],
};

const { values, positionals } = parseArgs({
  // The first argument is this program.
  args: process.argv.slice(3),
  options: { only: { type: "string" }, afresh: { type: "boolean" } },
  allowPositionals: true,
});
const chosen = Object.keys(SUITES).filter((suite) => values.only === undefined || values.only === suite);
if (chosen.length === 0) {
  console.error(`There is no suite "${values.only}". There are: ${Object.keys(SUITES).join(", ")}.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "aws-sim-compatibility-"));
const recording = join(folder, "sightings.jsonl");
try {
  const failed = chosen.filter((suite) => !runs(suite));
  await keep(sightings());
  if (failed.length > 0) {
    console.error(`Tests failed (${failed.join(", ")}). The results until the failure are recorded.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runs(suite: string): boolean {
  const options = SUITES[suite] ?? [];
  const args = ["node_modules/vitest/vitest.mjs", "run", ...options, "--passWithNoTests", ...positionals];
  const env = { ...process.env, RECORD_COMPATIBILITY: recording };
  return spawnSync(process.execPath, args, { stdio: "inherit", env }).status === 0;
}

function sightings(): Sighting[] {
  if (!existsSync(recording)) return [];
  const lines = readFileSync(recording, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): Sighting => JSON.parse(line));
}

async function keep(seen: readonly Sighting[]): Promise<void> {
  const services = await summaries();
  const simulated = Object.fromEntries(services.map((service) => [service.name, service.simulated]));
  writeFileSync(EXERCISED, render(merge(readExercised(), seen, simulated, { afresh: values.afresh })));
  await writePage();
}
