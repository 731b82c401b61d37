import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of Cloud Map. At the end, an operation is in progress. */
export async function seedCloudMap(sim: AwsSim): Promise<void> {
  const map = new ServiceDiscovery(sim.clientConfig());
  sim.cloudMap.setQuotas({ namespaces: 9 });
  await map.createHttpNamespace({ Name: "shop", CreatorRequestId: "once", Tags: [{ Key: "a", Value: "1" }] });
  await map.createPrivateDnsNamespace({ Name: "internal.example", Vpc: sim.ec2.defaultNetwork().vpcId });
  await sim.clock.runUntilIdle();
  const [http] = sim.cloudMap.namespaces();
  const { Service } = await map.createService({
    Name: "Web",
    NamespaceId: http?.Id,
    HealthCheckCustomConfig: { FailureThreshold: 1 },
  });
  const ServiceId = Service?.Id;
  const Attributes = { AWS_INSTANCE_IPV4: "10.0.0.1", constructor: "a" };
  await map.registerInstance({ ServiceId, InstanceId: "i:1", Attributes });
  await sim.clock.runUntilIdle();
  await map.updateInstanceCustomHealthStatus({ ServiceId, InstanceId: "i:1", Status: "UNHEALTHY" });
  sim.cloudMap.failNextOperation({ type: "DELETE_NAMESPACE" });
  sim.delays.set({ cloudMap: { pending: "1h" } });
  await map.registerInstance({ ServiceId, InstanceId: "later", Attributes });
}
