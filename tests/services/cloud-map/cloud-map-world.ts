import {
  type CreatePrivateDnsNamespaceCommandInput,
  type CreateServiceCommandInput,
  ServiceDiscovery,
} from "@aws-sdk/client-servicediscovery";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

/** The simulated time of these tests. */
export const NOW = new Date("2026-01-02T03:04:05.678Z");
export const ACCOUNT = "123456789012";
export const ARN = `arn:aws:servicediscovery:us-east-1:${ACCOUNT}`;

/** A simulator with a real SDK client, as new for each test of a file. */
export function simulatedCloudMap() {
  let sim: AwsSim;
  let map: ServiceDiscovery;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: NOW, seed: 1 });
    map = new ServiceDiscovery({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    map.destroy();
    await sim.close();
  });
  const done = async (operation: Promise<{ OperationId?: string }>) => {
    const { OperationId } = await operation;
    await sim.clock.advance(100);
    const { Operation } = await map.getOperation({ OperationId });
    if (Operation?.Status !== "SUCCESS")
      throw new Error(`${Operation?.ErrorCode} ${Operation?.ErrorMessage}`);
    return Operation.Targets ?? {};
  };
  return {
    get sim() {
      return sim;
    },
    get map() {
      return map;
    },
    /** The client of another account or region. */
    elsewhere(options: { accountId?: string; region?: string }) {
      return new ServiceDiscovery(sim.clientConfig({ ...options, direct: true }));
    },
    /** Lets an operation succeed, and gives its targets. */
    done,
    /** Creates a namespace and gives its id. */
    async httpNamespace(Name = "apps") {
      return (await done(map.createHttpNamespace({ Name }))).NAMESPACE ?? "";
    },
    async privateNamespace(input: Partial<CreatePrivateDnsNamespaceCommandInput> = {}) {
      const created = map.createPrivateDnsNamespace({ Name: "internal.example", Vpc: "vpc-1", ...input });
      return (await done(created)).NAMESPACE ?? "";
    },
    async publicNamespace(Name = "example.com") {
      return (await done(map.createPublicDnsNamespace({ Name }))).NAMESPACE ?? "";
    },
    /** Creates a service and gives its id. */
    async service(input: Partial<CreateServiceCommandInput> & { NamespaceId: string }) {
      const { Service } = await map.createService({ Name: "web", ...input });
      return Service?.Id ?? "";
    },
    /** Registers instances whose attributes are given by id. */
    async register(ServiceId: string, instances: Record<string, Record<string, string>>) {
      for (const [InstanceId, Attributes] of Object.entries(instances))
        await map.registerInstance({ ServiceId, InstanceId, Attributes });
      await sim.clock.advance(100);
    },
  };
}

/** A rejected request as an SDK error. */
export function awsError(name: string, message: string, members: object = {}) {
  return { name, message, ...members, $metadata: { httpStatusCode: 400 } };
}
