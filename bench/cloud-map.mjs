// DiscoverInstances for a service of ten instances: in a namespace that has no others, and in one of 10,000.
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const INSTANCES_EACH = 10;
const CALLS = 2_000;
const ROUNDS = 15;

export async function cloudMap() {
  const [small, large] = [await arrange(1), await arrange(1_000)];
  const times = { small: [], large: [], largeInTurn: [] };
  for (let round = 0; round < ROUNDS + 3; round++) {
    const taken = {
      small: await perCall(small, () => 0),
      large: await perCall(large, () => 500),
      largeInTurn: await perCall(large, (i) => (i * 7) % large.services),
    };
    if (round < 3) continue;
    for (const [name, time] of Object.entries(taken)) times[name].push(time);
  }
  await Promise.all([small.sim.close(), large.sim.close()]);
  const baseline = median(times.small);
  const show = (name, value, limit) =>
    report(name, {
      value,
      baseline,
      unit: "µs",
      ratio: value / baseline,
      target: `≤ ${limit}× of 10 instances in all`,
      ok: value / baseline <= limit,
    });
  show("DiscoverInstances among 10,000: one service", median(times.large), 1.3);
  // A thousand services in turn do not fit the processor's caches; one does.
  show("DiscoverInstances among 10,000: all in turn", median(times.largeInTurn), 1.5);
}

/** A simulator with a namespace of so many services, and a way to call it. */
async function arrange(services) {
  const sim = await createAwsSim({ clock: "frozen", delays: 0, seed: 1 });
  sim.cloudMap.setQuotas({ instancesPerNamespace: services * INSTANCES_EACH });
  const { requestHandler } = sim.clientConfig({ direct: true });
  const call = async (operation, input) => {
    const { response } = await requestHandler.handle({
      method: "POST",
      path: "/",
      hostname: "localhost",
      headers: { "x-amz-target": `Route53AutoNaming_v20170314.${operation}` },
      body: JSON.stringify(input),
    });
    const text = Buffer.from(response.body).toString();
    if (response.statusCode !== 200) throw new Error(text);
    return JSON.parse(text);
  };
  await call("CreateHttpNamespace", { Name: "apps" });
  const [{ Id: NamespaceId }] = sim.cloudMap.namespaces();
  for (let service = 0; service < services; service++) {
    const { Service } = await call("CreateService", { Name: `service-${service}`, NamespaceId });
    for (let instance = 0; instance < INSTANCES_EACH; instance++) {
      await call("RegisterInstance", {
        ServiceId: Service.Id,
        InstanceId: `i-${instance}`,
        Attributes: { AWS_INSTANCE_IPV4: `10.0.0.${instance}`, AWS_INSTANCE_PORT: "80" },
      });
    }
  }
  await sim.clock.advance(0);
  sim.resetHistory();
  return { sim, call, services };
}

/** Microseconds of a DiscoverInstances; `pick` chooses the service. */
async function perCall({ sim, call }, pick) {
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) {
    const ServiceName = `service-${pick(i)}`;
    const { Instances } = await call("DiscoverInstances", { NamespaceName: "apps", ServiceName });
    if (Instances.length !== INSTANCES_EACH) throw new Error("Not every instance was found.");
  }
  const time = performance.now() - start;
  sim.resetHistory();
  return (time / CALLS) * 1_000;
}
