// The standalone program: the time from its start to the first response, and its memory while idle.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { fileURLToPath } from "node:url";
import { median, report } from "./measure.mjs";

const RUNS = 15;
const programs = {
  sim: [fileURLToPath(new URL("../dist/cjs/cli/main.js", import.meta.url)), "--port", "0"],
  bare: [fileURLToPath(new URL("servers/idle.mjs", import.meta.url))],
};

export async function standalone() {
  const ready = { sim: [], bare: [] };
  const memory = { sim: [], bare: [] };
  for (let run = 0; run <= RUNS; run++) {
    for (const [name, program] of Object.entries(programs)) {
      const { milliseconds, mebibytes } = await measure(program);
      if (run === 0) continue;
      ready[name].push(milliseconds);
      if (mebibytes !== undefined) memory[name].push(mebibytes);
    }
  }
  const start = compared(ready);
  const most = 1.7;
  report("standalone: start to the first answer", {
    ...start,
    unit: "ms",
    target: `≤ ${most}× a bare process`,
    ok: start.ratio <= most,
  });
  if (memory.sim.length === 0) return;
  const idle = compared(memory);
  const target = "< 70 MiB at the median";
  report("standalone: resident memory, idle", { ...idle, unit: "MiB", target, ok: idle.value < 70 });
}

function compared({ sim, bare }) {
  const [value, baseline] = [median(sim), median(bare)];
  return { value, baseline, ratio: value / baseline };
}

/** Starts a program, sends one request, and reads its memory when it is idle. */
async function measure(program) {
  const start = performance.now();
  const child = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve) => {
    child.stdout.once("data", (line) => resolve(JSON.parse(line.toString()).url));
  });
  await answered(`${url}/_sim/health`);
  const milliseconds = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const mebibytes = await residentMemory(child.pid);
  child.kill("SIGKILL");
  return { milliseconds, mebibytes };
}

function answered(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => answer.resume().once("end", resolve)).once("error", reject);
  });
}

/** Only Linux provides this for another process. */
async function residentMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
