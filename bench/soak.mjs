// A soak: makes and deletes things in every service of the standalone program, and looks at its memory on the way.
//
//   npm run soak -- --requests 1000000 --seed 1 --rounds 1000
//
// It fails unless the heap at the end is within 10% of that after the first tenth. Then it kills a program with a data
// directory so many times, as `npm run soak:crashes` does alone.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Client } from "./soak/client.mjs";
import { prepare, scenarios } from "./soak/scenarios.mjs";

const WORKERS = 16;
const MOST_GROWTH = 1.1;

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    rounds: { type: "string", default: "1000" },
  },
});
const total = wholeNumber("requests");
const every = Math.max(1, Math.min(100_000, Math.floor(total / 10)));
const random = generator(wholeNumber("seed"));
const chosen =
  values.only === undefined ? Object.entries(scenarios) : [[values.only, scenarios[values.only]]];

const program = await start();
const client = new Client(program.url, WORKERS);
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await client.close();
  program.stop();
}
if (process.exitCode === 0) process.exitCode = await crash();

/** @returns whether the memory stayed within its limit. */
async function soak() {
  await prepare(client);
  const heaps = [];
  console.log(
    "requests".padStart(12),
    "heap MiB".padStart(10),
    "RSS MiB".padStart(10),
    "seconds".padStart(9),
  );
  const begun = performance.now();
  for (let next = every; next <= total; next += every) {
    await Promise.all(Array.from({ length: WORKERS }, () => work(next)));
    const { heapUsed, external, rss } = await program.memory();
    const held = heapUsed + external;
    heaps.push(held);
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      client.sent.toLocaleString("en").padStart(12),
      mebibytes(held).padStart(10),
      mebibytes(rss).padStart(10),
      seconds.toFixed(0).padStart(9),
    );
  }
  const growth = heaps.at(-1) / heaps[0];
  const ok = growth <= MOST_GROWTH;
  console.log(`The heap ends at ${(growth * 100).toFixed(1)}% of the first: ${ok ? "ok" : "it grows"}.`);
  return ok;
}

/** @returns the exit code of the rounds that kill a program. */
async function crash() {
  const run = fileURLToPath(new URL("../tools/run.mjs", import.meta.url));
  const main = fileURLToPath(new URL("../tests/durable/crash-soak.ts", import.meta.url));
  const child = spawn(process.execPath, [run, main, "--rounds", values.rounds, "--seed", values.seed], {
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return code;
}

/** Runs one scenario after another until so many requests were sent. */
async function work(until) {
  while (client.sent < until) {
    const [, scenario] = chosen[Math.floor(random() * chosen.length)];
    await scenario(client, `soak-${Math.floor(random() * 2 ** 48).toString(36)}`);
  }
}

async function start() {
  const main = fileURLToPath(new URL("../dist/cjs/cli/main.js", import.meta.url));
  const hook = new URL("soak/heap.mjs", import.meta.url).href;
  const init = fileURLToPath(new URL("soak/init.mjs", import.meta.url));
  const flags = [
    "--port",
    "0",
    "--delays",
    "0",
    "--init",
    init,
    "--log-format",
    "json",
    "--log-level",
    "error",
  ];
  const child = spawn(process.execPath, ["--expose-gc", "--import", hook, main, ...flags], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const lines = createInterface({ input: child.stdout });
  const [ready] = await once(lines, "line");
  lines.on("line", (line) => console.error(line));
  return {
    url: JSON.parse(ready).url,
    async memory() {
      const told = once(child, "message");
      child.send("memory");
      return (await told)[0];
    },
    stop: () => child.kill("SIGKILL"),
  };
}

/** Mulberry32: the same seed makes the same choices. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function wholeNumber(name) {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new TypeError(`--${name} cannot be ${JSON.stringify(values[name])}. Use a whole number from 1.`);
}

function mebibytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}
