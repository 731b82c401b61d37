import { beforeEach, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ID = "0123456789abcdef0123456789abcdef";
const ARN = `arn:aws:ecs:us-east-1:123456789012:container-instance/default/${ID}`;

beforeEach(async () => {
  await aws.ecs.createCluster({});
});

test("attributes of a container instance are put, listed and deleted", async () => {
  const shown = (name: string, value?: string) => ({
    name,
    value,
    targetType: "container-instance",
    targetId: ARN,
  });
  const attributes = [
    { name: "stack", value: "production", targetId: ID },
    { name: "gpu", targetId: ARN },
  ];
  expect(await body(aws.ecs.putAttributes({ attributes }))).toEqual({
    attributes: [shown("stack", "production"), shown("gpu")],
  });
  const list = async (change: object = {}) =>
    (await aws.ecs.listAttributes({ targetType: "container-instance", ...change })).attributes;
  expect(await list()).toEqual([shown("gpu"), shown("stack", "production")]);
  expect(await list({ attributeName: "stack" })).toEqual([shown("stack", "production")]);
  expect(await list({ attributeName: "stack", attributeValue: "test" })).toEqual([]);
  expect(
    await body(
      aws.ecs.deleteAttributes({
        attributes: [
          { name: "stack", targetId: ARN },
          { name: "no", targetId: ARN },
        ],
      }),
    ),
  ).toEqual({
    attributes: [shown("stack", "production")],
  });
  expect(await list()).toEqual([shown("gpu")]);
});

test.each(["short", `${ARN.replace("default", "other")}`, undefined])(
  "rejects the target %s",
  async (targetId) => {
    await expect(aws.ecs.putAttributes({ attributes: [{ name: "a", targetId }] })).rejects.toMatchObject(
      awsError("TargetNotFoundException"),
    );
  },
);

test("rejects the eleventh attribute of a target and keeps the ten", async () => {
  const attributes = Array.from({ length: 10 }, (_, i) => ({ name: `a${i}`, targetId: ID }));
  await aws.ecs.putAttributes({ attributes });
  await expect(aws.ecs.putAttributes({ attributes: [{ name: "b", targetId: ID }] })).rejects.toMatchObject(
    awsError("AttributeLimitExceededException"),
  );
  const first = await aws.ecs.listAttributes({ targetType: "container-instance", maxResults: 9 });
  const second = await aws.ecs.listAttributes({
    targetType: "container-instance",
    maxResults: 9,
    nextToken: first.nextToken,
  });
  const names = [first, second].map((page) => page.attributes?.map(({ name }) => name));
  expect(names).toEqual([attributes.slice(0, 9).map(({ name }) => name), ["a9"]]);
});

test("rejects a filter by value alone, and an unknown cluster", async () => {
  const targetType = "container-instance";
  await expect(aws.ecs.listAttributes({ targetType, attributeValue: "x" })).rejects.toMatchObject(
    awsError("InvalidParameterException"),
  );
  await expect(aws.ecs.listAttributes({ targetType, cluster: "no" })).rejects.toMatchObject(
    awsError("ClusterNotFoundException"),
  );
});
