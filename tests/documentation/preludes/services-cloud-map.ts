import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { createAwsSim } from "aws-sim";

export const sim = await createAwsSim({ clock: "frozen" });

const existing = new ServiceDiscovery(sim.clientConfig());
await existing.createHttpNamespace({ Name: "shop" });
await sim.clock.advance("1s");
const [namespace] = sim.cloudMap.namespaces();
const { Service } = await existing.createService({
  Name: "web",
  NamespaceId: namespace?.Id,
  HealthCheckCustomConfig: {},
});
await existing.registerInstance({
  ServiceId: Service?.Id,
  InstanceId: "i-1",
  Attributes: { AWS_INSTANCE_IPV4: "10.0.0.1" },
});
await sim.clock.advance("1s");

export { ServiceDiscovery };
