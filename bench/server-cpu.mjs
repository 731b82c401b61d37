// CPU time of the server per request, beside a bare node:http server that parses and answers a JSON body of the same size.
import { Pool } from "undici";
import { CONNECTIONS, costOf, send } from "./load.mjs";
import { median, report, startServer } from "./measure.mjs";

const ROUNDS = 7;
/** Rounds that are not counted: until then, both sides are still being compiled. */
const WARM_UP = 3;
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
    for (const [name, request, most] of [
      ["DescribeTasks", describeTasks, 1.6],
      ["GetCallerIdentity", getCallerIdentity, 2],
    ]) {
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
        target: `≤ ${most}× bare node:http`,
        ok: ratio <= most,
      });
    }
    await stubbedCalls(sim, simPool);
  } finally {
    await Promise.all([simPool.close(), barePool.close()]);
    sim.stop();
    bare.stop();
  }
}

const getItem = {
  path: "/",
  method: "POST",
  headers: {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.GetItem",
    authorization: authorization.replace("SERVICE", "dynamodb"),
  },
  body: JSON.stringify({ TableName: "orders", Key: { id: { S: "42" } } }),
};

const CALLER = { UserId: "AIDA0", Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/ada" };
const ITEM = { Item: { id: { S: "42" }, name: { S: "lamp" }, price: { N: "12" } } };

/**
 * Calls that a stub answers, beside the smallest one that the simulation answers: the same operation, in a region where
 * it is stubbed, and one of another service and protocol.
 */
async function stubbedCalls(sim, pool) {
  await stub(pool, { service: "sts", operation: "GetCallerIdentity", answer: CALLER, region: "eu-west-1" });
  await stub(pool, { service: "dynamodb", operation: "GetItem", answer: ITEM });
  const inStubbedRegion = {
    ...getCallerIdentity,
    headers: {
      ...getCallerIdentity.headers,
      authorization: getCallerIdentity.headers.authorization.replace("us-east-1", "eu-west-1"),
    },
  };
  for (const [name, request] of Object.entries({
    "GetCallerIdentity by a stub": inStubbedRegion,
    "DynamoDB GetItem by a stub": getItem,
  })) {
    const costs = { stubbed: [], simulated: [] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const stubbed = await costOf(sim, pool, request);
      const simulated = await costOf(sim, pool, getCallerIdentity);
      if (round < 0) continue;
      costs.stubbed.push(stubbed);
      costs.simulated.push(simulated);
    }
    const ratio = median(costs.stubbed.map((cost, i) => cost / costs.simulated[i]));
    report(`server CPU, ${name}`, {
      value: median(costs.stubbed),
      baseline: median(costs.simulated),
      unit: "µs",
      ratio,
      target: "≤ 1.3× GetCallerIdentity",
      ok: ratio <= 1.3,
    });
  }
}

async function stub(pool, given) {
  await send(pool, { path: "/_sim/stubs", method: "POST", headers: {}, body: JSON.stringify(given) });
}

/** Runs a task, and returns the request that describes it. */
export async function arrange(pool) {
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
