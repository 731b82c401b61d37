// Making and closing simulators.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const WARM_RUNS = 200;

/** createAwsSim() and close() of a warm process, beside a bare server that starts and stops. */
export async function warm() {
  const times = { sim: [], bare: [] };
  for (let run = 0; run < WARM_RUNS + 20; run++) {
    const sim = await timed(async () => (await createAwsSim()).close());
    const bare = await timed(startAndStopBare);
    if (run < 20) continue;
    times.sim.push(sim);
    times.bare.push(bare);
  }
  const [value, baseline] = [median(times.sim), median(times.bare)];
  report("warm: createAwsSim() and close()", {
    value,
    baseline,
    unit: "ms",
    ratio: value / baseline,
    target: "≤ 5 ms at the median",
    ok: value <= 5,
  });
}

/** What a thousand simulators leave behind, in a process that did nothing before. */
export function leftovers() {
  collecting("leftovers.mjs");
}

/** What snapshots leave behind, and how long a restore takes. */
export function snapshots() {
  collecting("snapshots.mjs");
}

/** Runs a program that collects its garbage itself. */
function collecting(file) {
  const program = fileURLToPath(new URL(file, import.meta.url));
  execFileSync(process.execPath, ["--expose-gc", "--no-warnings", program], { stdio: "inherit" });
}

function startAndStopBare() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => server.close(resolve));
  });
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
