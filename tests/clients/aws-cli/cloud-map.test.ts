import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws servicediscovery", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("registers an instance and discovers it", async () => {
    const { OperationId } = await aws.json("servicediscovery create-http-namespace", { name: "apps" });
    const operation = { "operation-id": OperationId, query: "Operation.[Status,Targets.NAMESPACE]" };
    const [status, namespace] = await aws.json("servicediscovery get-operation", operation);
    expect(status).toBe("SUCCESS");
    const { Service } = await aws.json("servicediscovery create-service", {
      name: "web",
      "namespace-id": namespace,
    });
    await aws.json("servicediscovery register-instance", {
      "service-id": Service.Id,
      "instance-id": "i-1",
      attributes: { AWS_INSTANCE_IPV4: "10.0.0.7", stage: "test" },
    });
    // The CLI resolves data-<host>, which has no DNS entry for an address.
    const instances = await aws.json("servicediscovery list-instances", { "service-id": Service.Id });
    expect(instances.Instances).toEqual([
      {
        Id: "i-1",
        Attributes: { AWS_INSTANCE_IPV4: "10.0.0.7", stage: "test" },
        CreatedByAccount: "123456789012",
      },
    ]);
    await aws.json("servicediscovery deregister-instance", {
      "service-id": Service.Id,
      "instance-id": "i-1",
    });
    await aws.json("servicediscovery delete-service", { id: Service.Id });
    await aws.json("servicediscovery delete-namespace", { id: namespace });
    expect(await aws.json("servicediscovery list-namespaces", { query: "Namespaces" })).toEqual([]);
  });
});
