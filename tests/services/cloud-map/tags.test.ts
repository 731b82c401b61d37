import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ARN, awsError, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();

test("F10: tags of namespaces and services are merged by key and removed by key", async () => {
  const Tags = [{ Key: "a", Value: "1" }];
  const { NAMESPACE: NamespaceId = "" } = await aws.done(aws.map.createHttpNamespace({ Name: "apps", Tags }));
  const id = await aws.service({ NamespaceId, Tags });
  for (const ResourceARN of [`${ARN}:namespace/${NamespaceId}`, `${ARN}:service/${id}`]) {
    const added = [
      { Key: "b", Value: "2" },
      { Key: "a", Value: "3" },
    ];
    expect(await body(aws.map.tagResource({ ResourceARN, Tags: added }))).toEqual({});
    expect((await aws.map.listTagsForResource({ ResourceARN })).Tags).toEqual([
      { Key: "a", Value: "3" },
      { Key: "b", Value: "2" },
    ]);
    expect(await body(aws.map.untagResource({ ResourceARN, TagKeys: ["a", "none"] }))).toEqual({});
    expect((await aws.map.listTagsForResource({ ResourceARN })).Tags).toEqual([{ Key: "b", Value: "2" }]);
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
    await expect(aws.map.tagResource({ ResourceARN, Tags: many })).rejects.toMatchObject(
      awsError("TooManyTagsException", "A resource can have at most 50 tags.", { ResourceName: ResourceARN }),
    );
  }
  await expect(aws.map.createHttpNamespace({ Name: "x", Tags: [...Tags, ...Tags] })).rejects.toMatchObject(
    awsError("InvalidInput", "Duplicate tag key: a"),
  );
  await expect(
    aws.map.createHttpNamespace({ Name: "x", Tags: [{ Key: "aws:x", Value: "" }] }),
  ).rejects.toMatchObject({ name: "InvalidInput" });
  for (const ResourceARN of [`${ARN}:service/srv-no`, `${ARN}:namespace/${id}`, id])
    await expect(aws.map.listTagsForResource({ ResourceARN })).rejects.toMatchObject(
      awsError("ResourceNotFoundException", `Resource not found: ${ResourceARN}`),
    );
});
