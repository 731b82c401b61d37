import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const run = promisify(execFile);

/** The commands of the page, and the JSON that the page shows after the last of each block. */
async function examples(): Promise<{ command: string; shown?: unknown }[]> {
  const page = await readFile(new URL("../../../docs/control-over-http.md", import.meta.url), "utf8");
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```\n)?/gms)];
  return blocks.flatMap(([, commands = "", json]) => {
    const all = commands.trim().split("\n");
    return all.map((command, i) => ({
      command,
      ...(json !== undefined && i === all.length - 1 && { shown: JSON.parse(json) as unknown }),
    }));
  });
}

test("every example of the documentation works and answers what is shown", async () => {
  await using sim = await createAwsSim({
    region: "eu-west-1",
    clock: "frozen",
    startTime: "2030-01-01T00:00:00Z",
  });
  const all = await examples();
  expect(all.length).toBeGreaterThan(25);
  for (const { command, shown } of all) {
    const { stdout } = await run("sh", ["-c", command], {
      env: { ...process.env, SIM: sim.url, NO_PROXY: "*" },
    });
    if (shown !== undefined) expect([command, JSON.parse(stdout)]).toEqual([command, shown]);
  }
  expect(sim.requests.length).toBe(0);
}, 30_000);
