// What a data directory costs: server CPU of small requests with and without one, and of a large object beside a bare
// server that writes and hashes the same; and the start with many objects.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { Pool, request } from "undici";
import { createAwsSim } from "../dist/esm/index.js";
import { hasSqlite, median, report, startServer } from "./measure.mjs";
import { arrange } from "./server-cpu.mjs";

const ROUNDS = 7;
const WARM_UP = 3;
const REQUESTS = 3_000;
const OBJECTS = Number(process.env.BENCH_OBJECTS ?? 100_000);
const LARGE = Number(process.env.BENCH_LARGE ?? 1024 * 1024 * 1024);
const body = Buffer.alloc(1024, "x");

/** Limit for each request: its cost as a multiple of that without a directory. */
const MOST = { "PutObject of 1 KiB": 3, "GetObject of 1 KiB": 1.3, DescribeTasks: 1.1 };

export async function durable() {
  if (!(await hasSqlite())) {
    console.log('data directory: skipped. Use Node 22.13 or later, or run "npm install better-sqlite3".');
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), "aws-sim-bench-"));
  try {
    await requests(directory);
    await large(directory);
    await start(join(directory, "objects"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function requests(directory) {
  const [memory, stored] = await Promise.all([
    startServer("s3.mjs"),
    startServer("s3.mjs", `data=${join(directory, "requests")}`),
  ]);
  const pools = new Map(
    [memory, stored].map((server) => [server, new Pool(`http://127.0.0.1:${server.port}`)]),
  );
  const requestsOf = new Map();
  for (const [server, pool] of pools)
    requestsOf.set(server, {
      "PutObject of 1 KiB": { method: "PUT", path: "/bench/small", body },
      "GetObject of 1 KiB": { method: "GET", path: "/bench/small" },
      DescribeTasks: await arrange(pool),
    });
  const cost = async (server, name) => {
    const request = requestsOf.get(server)[name];
    const before = await server.cpu();
    for (let i = 0; i < REQUESTS; i++) {
      // No two contents are equal: equal ones are stored once.
      if (request.body === body) body.writeUInt32BE(i);
      const { statusCode, body: answer } = await pools.get(server).request(request);
      await answer.arrayBuffer();
      if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    }
    return ((await server.cpu()) - before) / REQUESTS;
  };
  for (const [name, most] of Object.entries(MOST)) {
    const costs = { stored: [], memory: [] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const [value, baseline] = [await cost(stored, name), await cost(memory, name)];
      if (round < 0) continue;
      costs.stored.push(value);
      costs.memory.push(baseline);
    }
    const ratio = median(costs.stored.map((value, i) => value / costs.memory[i]));
    report(`data directory: server CPU, ${name}`, {
      value: median(costs.stored),
      baseline: median(costs.memory),
      unit: "µs",
      ratio,
      target: `≤ ${most}× without one`,
      ok: ratio <= most,
    });
  }
  for (const pool of pools.values()) await pool.close();
  memory.stop();
  stored.stop();
}

async function large(directory) {
  const piece = Buffer.alloc(1024 * 1024, "x");
  let checksum = 0;
  for (let sent = 0; sent < LARGE; sent += piece.length) checksum = crc32?.(piece, checksum) ?? 0;
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(checksum);
  const servers = await Promise.all([
    startServer("s3.mjs", `data=${join(directory, "large")}`),
    startServer("disk-bare.mjs", directory),
  ]);
  const cost = async (server, method) => {
    const before = await server.cpu();
    const answer = await request(`http://127.0.0.1:${server.port}/bench/large`, {
      method,
      headers:
        method === "PUT" ? { "content-length": LARGE, "x-amz-checksum-crc32": crc.toString("base64") } : {},
      body: method === "PUT" ? Readable.from(pieces(piece)) : undefined,
    });
    for await (const _ of answer.body);
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
    return (await server.cpu()) - before;
  };
  for (const [name, method] of [
    ["PutObject", "PUT"],
    ["GetObject", "GET"],
  ]) {
    const costs = [];
    for (let round = -1; round < 3; round++) {
      const [value, baseline] = [await cost(servers[0], method), await cost(servers[1], method)];
      if (round >= 0) costs.push({ value, baseline, ratio: baseline / value });
    }
    const ratio = median(costs.map((each) => each.ratio));
    report(`data directory: ${name} of ${LARGE / 1024 / 1024} MiB per CPU second`, {
      value: median(costs.map(({ value }) => LARGE / 1024 / 1024 / (value / 1e6))),
      baseline: median(costs.map(({ baseline }) => LARGE / 1024 / 1024 / (baseline / 1e6))),
      unit: "MiB",
      ratio,
      target: "≥ 0.6× writing and hashing alone",
      ok: ratio >= 0.6,
    });
  }
  for (const server of servers) server.stop();
}

function* pieces(piece) {
  for (let sent = 0; sent < LARGE; sent += piece.length) yield piece;
}

/** `BENCH_OBJECTS=1000000` measures the million itself. */
async function start(dataDir) {
  const filled = await createAwsSim({ dataDir });
  filled.s3.createBucket("bench");
  for (let i = 0; i < OBJECTS; i++) filled.s3.putObject("bench", `key-${i}`, `content ${i}`);
  await filled.close();
  const before = heap();
  const [begun, cpuBefore] = [performance.now(), process.cpuUsage()];
  const sim = await createAwsSim({ dataDir });
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = OBJECTS.toLocaleString("en");
  report(`data directory: start with ${count} objects`, {
    value: seconds,
    unit: "s",
    target: "≤ 5 s a million",
    ok: (seconds * 1e6) / OBJECTS <= 5,
  });
  report("data directory: CPU of that start", { value: (user + system) / 1e6, unit: "s", target: "" });
  reportMemory("of an object", before, 1.2);
  if (sim.s3.objects("bench").length !== OBJECTS) throw new Error("objects are missing");
  reportMemory("of an object that was read", before);
  await sim.close();
}

/** Bytes in use; `undefined` without `node --expose-gc`. */
function heap() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return globalThis.gc && heapUsed + external;
}

function reportMemory(name, before, most) {
  const now = heap();
  if (now === undefined) return;
  const kibibytes = (now - before) / OBJECTS / 1024;
  report(`data directory: memory ${name}`, {
    value: kibibytes,
    unit: "KiB",
    target: most === undefined ? "" : `≤ ${most} KiB`,
    ok: most === undefined ? undefined : kibibytes <= most,
  });
}
