// What the benchmarks share: medians, child processes, and one way to print a result.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The middle of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Prints a number beside its baseline and its target; without `ok`, there is no target. */
export function report(name, { value, unit, baseline, ratio, target, ok }) {
  const columns = [
    name.padEnd(46),
    `${format(value)} ${unit}`.padStart(18),
    (baseline === undefined ? "" : `${format(baseline)} ${unit}`).padStart(18),
    (ratio === undefined ? "" : `${ratio.toFixed(2)}×`).padStart(8),
    `  ${target}`.padEnd(34),
    ok === undefined ? "" : ok ? "ok" : "MISSED",
  ];
  console.log(columns.join(" ").trimEnd());
}

function format(value) {
  return value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}

/**
 * Starts a server of bench/servers in a separate process. It sends its address, and its resource usage on
 * request.
 */
export async function startServer(file, ...options) {
  const child = fork(fileURLToPath(new URL(`servers/${file}`, import.meta.url)), options, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { port, details } = await message(child);
  return {
    port,
    details,
    /** Microseconds of CPU that the process has used. */
    async cpu() {
      child.send("usage");
      return (await message(child)).cpu;
    },
    /** MiB that the process has held at its most. */
    async peakMemory() {
      child.send("usage");
      return (await message(child)).peakMemory;
    },
    stop: () => child.kill(),
  };
}

function message(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
}

/** Whether a data directory can be used here. */
export async function hasSqlite() {
  for (const engine of ["node:sqlite", "better-sqlite3"]) {
    const found = await import(engine).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}
