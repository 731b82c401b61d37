// An export while requests are served: its time, its memory, and how long the requests wait for it.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { hasSqlite, median, report } from "./measure.mjs";

const OBJECTS = 100_000;

export async function exports() {
  for (const kind of ["memory", ...((await hasSqlite()) ? ["data directory"] : [])]) {
    const directory = mkdtempSync(join(tmpdir(), "aws-sim-bench-"));
    const script = fileURLToPath(new URL("servers/export.mjs", import.meta.url));
    const child = fork(script, [directory, kind, String(OBJECTS)]);
    try {
      await measure(child, kind);
    } finally {
      child.kill();
      rmSync(directory, { recursive: true });
    }
  }
}

async function measure(child, kind) {
  const [{ port }] = await once(child, "message");
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  let done;
  // Requests until `ended`: how long each took, in milliseconds.
  const durations = async (ended) => {
    const found = [];
    for (let i = 0; !ended(i); i++) {
      const begun = performance.now();
      const { body } = await pool.request({ method: "GET", path: `/bench/key-${(i * 7919) % OBJECTS}` });
      await body.arrayBuffer();
      found.push(performance.now() - begun);
    }
    return found;
  };
  await durations((i) => i === 500);
  const alone = await durations((i) => i === 2_000);
  const begun = performance.now();
  child.send("export");
  void once(child, "message").then(([result]) => {
    done = result;
  });
  const during = await durations(() => done);
  const name = `export of 100,000 objects, ${kind}`;
  report(name, { value: (performance.now() - begun) / 1000, unit: "s", target: "" });
  report(`${name}: memory`, { value: done.exported, unit: "MiB", target: "" });
  for (const [what, of] of [
    ["a request", median],
    ["the longest request", (all) => all.reduce((a, b) => Math.max(a, b))],
  ])
    report(`${name}: ${what}`, { value: of(during), baseline: of(alone), unit: "ms", target: "" });
  await pool.close();
}
