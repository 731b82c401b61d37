// One process: sends the same requests to each variant in turn, one by one, and prints the ratios of their
// times.
import { median } from "../measure.mjs";

const WARM_UP = 4_000;
const ROUNDS = 40;
const REQUESTS = 250;

const authorization = (service) =>
  `AWS4-HMAC-SHA256 Credential=AKIAAWSSIMULATOR0000/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`;

const REQUESTS_OF = {
  GetCallerIdentity: {
    hostname: "127.0.0.1",
    path: "/",
    method: "POST",
    headers: {
      host: "127.0.0.1",
      "content-type": "application/x-www-form-urlencoded",
      authorization: authorization("sts"),
    },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  },
  GetObject: {
    hostname: "127.0.0.1",
    path: "/bench/key",
    method: "GET",
    headers: {
      host: "127.0.0.1",
      "x-amz-date": "20260101T000000Z",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      authorization: authorization("s3"),
    },
  },
};

/** A variant of the simulator with an object, as a function that sends it a request without a socket. */
async function open(path) {
  const { createAwsSim } = await import(path);
  const sim = await createAwsSim({ seed: 1 });
  sim.s3.createBucket("bench");
  sim.s3.putObject("bench", "key", "text");
  const { requestHandler } = sim.clientConfig({ direct: true });
  return {
    async send(request) {
      const { response } = await requestHandler.handle(request);
      if (response.statusCode !== 200) throw new Error(`The status is ${response.statusCode}.`);
    },
    close: () => sim.close(),
  };
}

async function ratiosOf(sides, request) {
  const names = Object.keys(sides);
  const timeOf = async (name) => {
    const start = performance.now();
    await sides[name].send(request);
    return performance.now() - start;
  };
  for (let i = 0; i < WARM_UP; i++) for (const name of names) await sides[name].send(request);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = Object.fromEntries(names.map((name) => [name, []]));
    for (let i = 0; i < REQUESTS; i++) {
      // Each is first, second and last as often as the others: what runs after another finds its caches.
      for (let at = 0; at < names.length; at++) {
        const name = names[(i + at) % names.length];
        times[name].push(await timeOf(name));
      }
    }
    const middle = Object.fromEntries(names.map((name) => [name, median(times[name])]));
    rounds.push(middle);
  }
  const over = (name, base) => median(rounds.map((round) => round[name] / round[base]));
  return {
    micros: median(rounds.map(({ off }) => off)) * 1_000,
    baseline: median(rounds.map(({ without }) => without)) * 1_000,
    off: over("off", "without"),
    again: over("again", "off"),
  };
}

const [, , paths, shift] = process.argv;
// Which variant is loaded first differs from process to process.
const entries = Object.entries(JSON.parse(paths));
const order = entries.map((_, at) => entries[(at + Number(shift)) % entries.length]);
const sides = {};
for (const [name, path] of order) sides[name] = await open(path);
const results = {};
for (const [name, request] of Object.entries(REQUESTS_OF)) results[name] = await ratiosOf(sides, request);
for (const side of Object.values(sides)) await side.close();
process.send(results);
