import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { missing, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const resourceArn = "arn:aws:ecr:us-east-1:123456789012:repository/shop/api";
const tag = (Key: string, Value = "x") => ({ Key, Value });

async function create(...tags: { Key: string; Value: string }[]) {
  await world.ecr.createRepository({ repositoryName: "shop/api", tags });
}

test("tags are added, replaced and removed", async () => {
  const { ecr } = world;
  await create(tag("team", "shop"), tag("stage", "dev"));
  expect(await body(ecr.tagResource({ resourceArn, tags: [tag("stage", "prod"), tag("cost")] }))).toEqual({});
  expect(await body(ecr.untagResource({ resourceArn, tagKeys: ["team", "other"] }))).toEqual({});
  expect(await body(ecr.listTagsForResource({ resourceArn }))).toEqual({
    tags: [tag("stage", "prod"), tag("cost")],
  });
});

test("an ARN of another type is rejected, and a missing resource is not found", async () => {
  const { ecr } = world;
  for (const wrong of [
    "shop/api",
    "arn:aws:ecs:us-east-1:123456789012:cluster/x",
    resourceArn.replace("east", "west"),
  ]) {
    await expect(ecr.listTagsForResource({ resourceArn: wrong })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
    });
  }
  await expect(ecr.listTagsForResource({ resourceArn })).rejects.toMatchObject(missing("shop/api"));
});

test.each([
  [[tag("a"), tag("a")], "Duplicate tag key: a"],
  [[tag("aws:a")], "Tag keys that begin with aws: are reserved."],
  [[tag("")], "Tag keys must have 1 to 128 characters."],
  [[tag("a", "x".repeat(257))], "Tag values can have at most 256 characters."],
])("the tags %j are rejected", async (tags, message) => {
  await expect(create(...tags)).rejects.toMatchObject({ name: "InvalidTagParameterException", message });
});

test("a repository has fifty tags at most", async () => {
  const tags = Array.from({ length: 50 }, (_, index) => tag(`k${index}`));
  await create(...tags);
  const tooMany = {
    name: "TooManyTagsException",
    message:
      "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a repository is 50.",
  };
  await expect(world.ecr.tagResource({ resourceArn, tags: [tag("one")] })).rejects.toMatchObject(tooMany);
  await world.ecr.tagResource({ resourceArn, tags: [tag("k7", "new")] });
});
