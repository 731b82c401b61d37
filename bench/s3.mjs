// S3: server CPU of small objects, throughput of large ones, and what pages of listings cost in small and large buckets.
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { Pool } from "undici";
import { median, report, startServer } from "./measure.mjs";

const ROUNDS = 11;
/** Rounds that are not counted: until then, both sides are still being compiled. */
const WARM_UP = 6;
const CONNECTIONS = 8;
const MIB = 1024 * 1024;
const LARGE = 64 * MIB;
const small = Buffer.alloc(1024, "x");

/** PutObject and GetObject of 1 KiB beside a server that reads and answers the same bytes. */
export async function s3Objects() {
  await withServers(["s3.mjs", "s3-bare.mjs", "s3rver.mjs"], async (sim, bare, s3rver) => {
    for (const [name, method, body, most] of [
      ["PutObject", "PUT", small, 1.5],
      ["GetObject", "GET", undefined, 2],
    ]) {
      const costs = { sim: [], bare: [], s3rver: [] };
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        const sims = await sim.cost(4_000, { method, path: "/bench/small", body });
        const bares = await bare.cost(4_000, { method, path: "/small", body });
        const s3rvers = await s3rver.cost(400, { method, path: "/bench/small", body });
        if (round < 0) continue;
        costs.sim.push(sims);
        costs.bare.push(bares);
        costs.s3rver.push(s3rvers);
      }
      const ratio = median(costs.sim.map((cost, i) => cost / costs.bare[i]));
      report(`S3: server CPU, ${name} of 1 KiB`, {
        value: median(costs.sim),
        baseline: median(costs.bare),
        unit: "µs",
        ratio,
        target: `≤ ${most}× bare node:http`,
        ok: ratio <= most,
      });
      compare(`S3: server CPU, ${name} of 1 KiB`, median(costs.s3rver), "µs");
    }
  });
}

/** Objects of 64 MiB both ways, beside a server that computes the same MD5 and CRC32. */
export async function s3Throughput() {
  const body = Buffer.alloc(LARGE, "x");
  const checksum = Buffer.alloc(4);
  // Node's own CRC32 is younger than our oldest Node: there S3's default is measured, without a baseline for it.
  if (crc32) checksum.writeUInt32BE(crc32(body));
  const headers = crc32 ? { "x-amz-checksum-crc32": checksum.toString("base64") } : {};
  await withServers(["s3.mjs", "s3-bare.mjs", "s3rver.mjs"], async (sim, bare, s3rver) => {
    for (const [name, method, content] of [
      ["PutObject", "PUT", body],
      ["GetObject", "GET", undefined],
    ]) {
      const rates = { sim: [], bare: [], s3rver: [] };
      for (let round = -1; round < ROUNDS; round++) {
        const request = { method, body: content };
        const sims = await sim.rate({ ...request, path: "/bench/large", headers: content ? headers : {} });
        const bares = await bare.rate({ ...request, path: "/large" });
        const s3rvers = await s3rver.rate({ ...request, path: "/bench/large" });
        if (round < 0) continue;
        rates.sim.push(sims);
        rates.bare.push(bares);
        rates.s3rver.push(s3rvers);
      }
      const ratio = median(rates.sim.map((rate, i) => rate / rates.bare[i]));
      report(`S3: throughput, ${name} of 64 MiB`, {
        value: median(rates.sim),
        baseline: median(rates.bare),
        unit: "MiB/s",
        ratio,
        target: "≥ 0.6× bare node:http",
        ok: ratio >= 0.6,
      });
      compare(`S3: throughput, ${name} of 64 MiB`, median(rates.s3rver), "MiB/s");
    }
  });
}

/** Pages of 1,000 keys from a bucket that has no more and from the middle of one with a million, and a million folded into one. */
export async function s3Listings() {
  // What a page costs is asked of a simulator that has nothing else. The ratio is of two buckets of one simulator:
  // a heap of a gigabyte makes everything in it slower, whatever it does.
  const servers = ["s3.mjs thousand", "s3.mjs thousand million", "s3rver.mjs thousand"];
  await withServers(servers, async (sim, full, s3rver) => {
    const costs = { alone: [], thousand: [], million: [], folded: [], s3rver: [] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const middle = 50_000 * (round + WARM_UP + 1);
      const page = "/thousand?list-type=2";
      const requests = {
        alone: [sim, page],
        thousand: [full, page],
        million: [full, `/million?list-type=2&start-after=below/file-${String(middle).padStart(7, "0")}`],
        folded: [full, "/million?list-type=2&delimiter=/"],
      };
      for (const [name, [server, path]] of Object.entries(requests)) {
        const cost = await server.cost(200, { method: "GET", path });
        if (round >= 0) costs[name].push(cost / 1_000);
      }
      if (round < 0) continue;
      costs.s3rver.push((await s3rver.cost(10, { method: "GET", path: page })) / 1_000);
    }
    const alone = median(costs.alone);
    report("S3: server CPU, ListObjectsV2 of 1,000 keys", {
      value: alone,
      unit: "ms",
      target: "< 1.5 ms",
      ok: alone < 1.5,
    });
    compare("S3: server CPU, ListObjectsV2 of 1,000 keys", median(costs.s3rver), "ms");
    const thousand = median(costs.thousand);
    const ratio = median(costs.million.map((cost, i) => cost / costs.thousand[i]));
    report("S3: page of 1,000 keys, of 10⁶ and 10³", {
      value: median(costs.million),
      baseline: thousand,
      unit: "ms",
      ratio,
      target: "≤ 1.3× the small bucket's",
      ok: ratio <= 1.3,
    });
    const folded = median(costs.folded);
    report("S3: page of one common prefix, 10⁶ keys below", {
      value: folded,
      baseline: thousand,
      unit: "ms",
      ratio: folded / thousand,
      target: "≤ 1× a page of 1,000 keys",
      ok: folded <= thousand,
    });
  });
}

const GIB = 1024 * MIB;

/** A gigabyte up and down: besides stored bytes, only those in transit may be in memory. */
export async function s3Memory() {
  await withServers(["s3.mjs"], async (sim) => {
    const before = await sim.server.peakMemory();
    const headers = { "content-length": String(GIB) };
    await sim.send({ method: "PUT", path: "/bench/gigabyte", headers, body: Readable.from(gigabyte()) });
    await sim.send({ method: "GET", path: "/bench/gigabyte" });
    const value = (await sim.server.peakMemory()) - before;
    report("S3: memory, 1 GiB up and down", {
      value,
      baseline: GIB / MIB,
      unit: "MiB",
      ratio: value / (GIB / MIB),
      target: "≤ 1.15× what is stored",
      ok: value <= 1.15 * (GIB / MIB),
    });
  });
}

function* gigabyte() {
  const piece = Buffer.alloc(MIB, "x");
  for (let sent = 0; sent < GIB; sent += MIB) yield piece;
}

/** The same for s3rver, which many tests use for S3, without a target. */
function compare(name, value, unit) {
  report(name, { value, unit, target: "s3rver, for comparison" });
}

/** Starts servers, gives what measures them, and stops them. */
async function withServers(files, measure) {
  const servers = await Promise.all(files.map((file) => startServer(...file.split(" "))));
  const measured = servers.map((server) => new Measured(server));
  try {
    await measure(...measured);
  } finally {
    await Promise.all(measured.map(({ pool }) => pool.close()));
    for (const server of servers) server.stop();
  }
}

class Measured {
  constructor(server) {
    this.server = server;
    this.pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: CONNECTIONS });
  }

  /** Microseconds of the server's CPU per request. */
  async cost(count, request) {
    const before = await this.server.cpu();
    let left = count;
    // The client never sleeps: see server-cpu.mjs.
    const stayAwake = () => left > 0 && setImmediate(stayAwake);
    stayAwake();
    const worker = async () => {
      while (left-- > 0) await this.send(request);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    return ((await this.server.cpu()) - before) / count;
  }

  /** MiB per second of one request for 64 MiB. */
  async rate(request) {
    const start = performance.now();
    await this.send(request);
    return (LARGE / MIB / (performance.now() - start)) * 1_000;
  }

  async send(request) {
    const { statusCode, body } = await this.pool.request(request);
    const bytes = [];
    for await (const chunk of body) if (statusCode !== 200) bytes.push(chunk);
    if (statusCode !== 200) throw new Error(Buffer.concat(bytes).toString());
  }
}
