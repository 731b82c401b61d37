// Permissions: decisions of the engine alone, and what they add to a request.
import { fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { Pool } from "undici";
import { byCondition, byResource } from "./engine/policies.mjs";
import { costOf } from "./load.mjs";
import { median, report, startServer } from "./measure.mjs";
import { variants } from "./off/variants.mjs";

const DECISIONS = 100_000;
const ROUNDS = 7;
const WARM_UP = 3;
/** Processes that compare disabled permissions with no permissions. Each compiles the code again. */
const PROCESSES = 7;
const ACCOUNT = "123456789012";

/** Decisions about a user with ten policies of twenty statements, all of which are about the action. */
export async function engineDecisions() {
  const { decide, PolicyCache, RequestValues } = await engine();
  const ask = (documents) => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/bench`;
    const principal = {
      kind: "user",
      type: "AWS",
      account: ACCOUNT,
      rootArn: `arn:aws:iam::${ACCOUNT}:root`,
      arn,
      userId: "AIDA",
      identity: new PolicyCache().of(arn, documents),
      values: new Map([
        ["aws:username", "bench"],
        ["aws:principaltag/team", "other"],
      ]),
    };
    return (i) => {
      const [action, resource] = ["s3:GetObject", `arn:aws:s3:::bench/key-${i}`];
      const requirement = { action, resource };
      const sources = { principal, requirement, owner: ACCOUNT, region: "us-east-1", now: 0 };
      const values = new RequestValues(sources);
      return decide({ principal, action, resource, owner: ACCOUNT, values }).allowed;
    };
  };
  for (const [name, documents] of Object.entries({
    "a resource each": byResource("bench"),
    "a condition each": byCondition(),
  })) {
    const decideOne = ask(documents);
    const rates = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const { user, system } = process.cpuUsage();
      for (let i = 0; i < DECISIONS; i++) if (!decideOne(i)) throw new Error("The last statement allows it.");
      const used = process.cpuUsage({ user, system });
      if (round >= 0) rates.push((DECISIONS * 1e6) / (used.user + used.system));
    }
    const value = median(rates);
    report(`decisions, 200 statements with ${name}`, {
      value,
      unit: "per s of CPU",
      target: "≥ 200,000 per s",
      ok: value >= 200_000,
    });
  }
}

/** What is measured is not exported by the package. */
async function engine() {
  const { output } = await build({
    input: fileURLToPath(new URL("engine/entry.ts", import.meta.url)),
    platform: "node",
    write: false,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    output: { format: "es" },
  });
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

/** GetObject by a user with ten policies of twenty statements: permissions enforced, beside permissions off. */
export async function enforcedRequest() {
  const servers = await Promise.all(["off", "enforce"].map((mode) => startServer("permissions.mjs", mode)));
  const sides = servers.map((server) => {
    const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: 8 });
    const credential = `${server.details.accessKeyId}/20260101/us-east-1/s3/aws4_request`;
    const headers = {
      "x-amz-date": "20260101T000000Z",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=0`,
    };
    return { server, pool, request: { path: "/bench/key", method: "GET", headers }, costs: [] };
  });
  try {
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const { server, pool, request, costs } of sides) {
        const cost = await costOf(server, pool, request);
        if (round >= 0) costs.push(cost);
      }
    }
    const [off, enforced] = sides.map(({ costs }) => costs);
    const more = median(enforced.map((cost, i) => cost - off[i]));
    report("server CPU, GetObject with permissions enforced", {
      value: median(enforced),
      baseline: median(off),
      unit: "µs",
      ratio: median(enforced.map((cost, i) => cost / off[i])),
      target: `≤ 25 µs more: ${more.toFixed(1)}`,
      ok: more <= 25,
    });
  } finally {
    await Promise.all(sides.map(({ pool }) => pool.close()));
    for (const { server } of sides) server.stop();
  }
}

/** Requests with permissions off, beside the same simulator without the layer that decides. */
export async function permissionsOff() {
  const { folder, paths } = await variants();
  const runs = [];
  try {
    for (let run = 0; run < PROCESSES; run++) runs.push(await comparison(paths, run));
  } finally {
    await rm(folder, { recursive: true });
  }
  for (const name of Object.keys(runs[0])) {
    const of = (what) => runs.map((run) => run[name][what]).sort((a, b) => a - b);
    const ratio = median(of("off"));
    const [low, high] = [of("off").at(0), of("off").at(-1)];
    const noise = of("again").map((one) => `${((one - 1) * 100).toFixed(1)}`);
    report(`request, ${name} with permissions off`, {
      value: median(of("micros")),
      baseline: median(of("baseline")),
      unit: "µs",
      ratio,
      target: `≤ 1.02×: ${low.toFixed(3)} to ${high.toFixed(3)}; noise ${noise.at(0)} to ${noise.at(-1)} %`,
      ok: ratio <= 1.02,
    });
  }
}

function comparison(paths, shift) {
  const script = fileURLToPath(new URL("off/process.mjs", import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(script, [JSON.stringify(paths), String(shift)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The process ended with code ${code}.`)));
  });
}
