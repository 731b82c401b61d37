import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

async function cluster(): Promise<string> {
  const { cluster } = await aws.ecs.createCluster({ tags: [{ key: "a", value: "1" }] });
  return cluster?.clusterArn ?? "";
}

async function taskDefinition(): Promise<string> {
  const { taskDefinition } = await aws.ecs.registerTaskDefinition({
    family: "web",
    containerDefinitions: [{ name: "app", image: "app", memory: 64 }],
    tags: [{ key: "a", value: "1" }],
  });
  return taskDefinition?.taskDefinitionArn ?? "";
}

async function capacityProvider(): Promise<string> {
  const { capacityProvider } = await aws.ecs.createCapacityProvider({
    name: "mine",
    autoScalingGroupProvider: { autoScalingGroupArn: "g" },
    tags: [{ key: "a", value: "1" }],
  });
  return capacityProvider?.capacityProviderArn ?? "";
}

test.each([
  ["clusters", cluster],
  ["task definitions", taskDefinition],
  ["capacity providers", capacityProvider],
])("B24: tags of %s are merged by key and removed by key", async (_, make) => {
  const resourceArn = await make();
  expect(
    await body(
      aws.ecs.tagResource({
        resourceArn,
        tags: [
          { key: "b", value: "2" },
          { key: "a", value: "3" },
        ],
      }),
    ),
  ).toEqual({});
  expect((await aws.ecs.listTagsForResource({ resourceArn })).tags).toEqual([
    { key: "a", value: "3" },
    { key: "b", value: "2" },
  ]);
  expect(await body(aws.ecs.untagResource({ resourceArn, tagKeys: ["a", "not there"] }))).toEqual({});
  expect((await aws.ecs.listTagsForResource({ resourceArn })).tags).toEqual([{ key: "b", value: "2" }]);
});

test("B24: rejects more than 50 tags and leaves those that are there", async () => {
  const resourceArn = await cluster();
  const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "" }));
  await expect(aws.ecs.tagResource({ resourceArn, tags })).rejects.toMatchObject(
    awsError("InvalidParameterException"),
  );
  expect((await aws.ecs.listTagsForResource({ resourceArn })).tags).toEqual([{ key: "a", value: "1" }]);
});

test("rejects an empty list of tags, and reserved ones", async () => {
  const resourceArn = await cluster();
  await expect(aws.ecs.tagResource({ resourceArn, tags: [] })).rejects.toMatchObject(
    awsError("InvalidParameterException", "Tags can not be empty."),
  );
  await expect(
    aws.ecs.tagResource({ resourceArn, tags: [{ key: "AWS:x", value: "" }] }),
  ).rejects.toMatchObject(awsError("InvalidParameterException"));
});

test.each([
  ["arn:aws:ecs:us-east-1:123456789012:cluster/no", "ClusterNotFoundException"],
  ["arn:aws:ecs:us-east-1:123456789012:task-definition/no:1", "InvalidParameterException"],
  ["arn:aws:ecs:us-east-1:123456789012:capacity-provider/no", "InvalidParameterException"],
  ["arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE", "InvalidParameterException"],
  ["arn:aws:ecs:us-east-1:123456789012:constructor/x", "InvalidParameterException"],
  ["arn:aws:s3:::bucket", "InvalidParameterException"],
  ["default", "InvalidParameterException"],
])("has no tags for %s", async (resourceArn, name) => {
  await expect(aws.ecs.listTagsForResource({ resourceArn })).rejects.toMatchObject(awsError(name));
});
