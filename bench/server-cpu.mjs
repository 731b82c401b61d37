// CPU time of the server per request, beside a bare node:http server that parses and answers a JSON body of the same size.
import { Pool } from "undici";
import { median, report, startServer } from "./measure.mjs";

const REQUESTS = 4_000;
const ROUNDS = 7;
/** Rounds that are not counted: until then, both sides are still being compiled. */
const WARM_UP = 3;
const CONNECTIONS = 8;
const authorization =
  "AWS4-HMAC-SHA256 Credential=AKIAAWSSIMULATOR0000/20260101/us-east-1/SERVICE/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";

function ecs(operation, input) {
  return {
    path: "/",
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AmazonEC2ContainerServiceV20141113.${operation}`,
      authorization: authorization.replace("SERVICE", "ecs"),
    },
    body: JSON.stringify(input),
  };
}

const getCallerIdentity = {
  path: "/",
  method: "POST",
  headers: {
    "content-type": "application/x-www-form-urlencoded",
    authorization: authorization.replace("SERVICE", "sts"),
  },
  body: "Action=GetCallerIdentity&Version=2011-06-15",
};

export async function serverCpu() {
  const [sim, bare] = await Promise.all([startServer("sim.mjs"), startServer("bare.mjs")]);
  const simPool = new Pool(`http://127.0.0.1:${sim.port}`, { connections: CONNECTIONS });
  const barePool = new Pool(`http://127.0.0.1:${bare.port}`, { connections: CONNECTIONS });
  try {
    const describeTasks = await arrange(simPool);
    for (const [name, request] of Object.entries({
      DescribeTasks: describeTasks,
      GetCallerIdentity: getCallerIdentity,
    })) {
      const size = (await send(simPool, request)).length;
      const plain = {
        path: "/",
        method: "POST",
        headers: { "x-size": String(size) },
        body: describeTasks.body,
      };
      const costs = { sim: [], bare: [] };
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        const sims = await costOf(sim, simPool, request);
        const bares = await costOf(bare, barePool, plain);
        if (round < 0) continue;
        costs.sim.push(sims);
        costs.bare.push(bares);
      }
      const [value, baseline] = [median(costs.sim), median(costs.bare)];
      const ratio = median(costs.sim.map((cost, i) => cost / costs.bare[i]));
      report(`server CPU, ${name} (${size} bytes)`, {
        value,
        baseline,
        unit: "µs",
        ratio,
        target: "≤ 2× bare node:http",
        ok: ratio <= 2,
      });
    }
  } finally {
    await Promise.all([simPool.close(), barePool.close()]);
    sim.stop();
    bare.stop();
  }
}

/** Makes a task, so that there is something to describe. */
async function arrange(pool) {
  await send(pool, ecs("CreateCluster", {}));
  const containerDefinitions = [{ name: "app", image: "nginx", environment: [{ name: "A", value: "B" }] }];
  const definition = {
    family: "web",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions,
  };
  await send(pool, ecs("RegisterTaskDefinition", definition));
  const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-1"] } };
  const { tasks } = JSON.parse(
    await send(pool, ecs("RunTask", { taskDefinition: "web", launchType: "FARGATE", networkConfiguration })),
  );
  return ecs("DescribeTasks", { tasks: [tasks[0].taskArn] });
}

async function send(pool, request) {
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(text);
  return text;
}

/** Microseconds of the server's CPU per request. */
async function costOf(server, pool, request) {
  const before = await server.cpu();
  let left = REQUESTS;
  // The client never sleeps: otherwise a server that is slower than it also pays for waking it up, answer by answer.
  const stayAwake = () => left > 0 && setImmediate(stayAwake);
  stayAwake();
  const worker = async () => {
    while (left-- > 0) await send(pool, request);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return ((await server.cpu()) - before) / REQUESTS;
}
