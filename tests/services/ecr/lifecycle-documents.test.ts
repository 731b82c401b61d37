import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 };
const rule = (change: object = {}, more: object = {}) => ({
  rulePriority: 1,
  description: "a description that makes the document long enough for the model",
  selection: { ...selection, ...change },
  action: { type: "expire" },
  ...more,
});
const tagged = { tagStatus: "tagged" };
const failure = (reason: string) =>
  `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${reason}'`;
const unreadable =
  "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy.'";

test.each([
  [{ rules: "x" }, unreadable],
  [{}, failure('object has missing required properties (["rules"])')],
  [{ rules: [] }, failure("array is too short")],
  [
    { rules: Array.from({ length: 51 }, (_, index) => rule({}, { rulePriority: index + 1 })) },
    failure("array is too long"),
  ],
  [
    { rules: [rule()], extra: true },
    failure('object instance has properties which are not allowed by the schema: ["extra"]'),
  ],
  [
    { rules: [rule({}, { name: "x" })] },
    failure('object instance has properties which are not allowed by the schema: ["name"]'),
  ],
  [
    { rules: [rule({}, { action: undefined })] },
    failure('object has missing required properties (["action"])'),
  ],
  [
    { rules: [rule({}, { rulePriority: 0 })] },
    failure("numeric instance is lower than the required minimum (minimum: 1, found: 0)"),
  ],
  [{ rules: [rule({ countNumber: "3" })] }, unreadable],
  [
    { rules: [rule({ tagStatus: "some" })] },
    failure('instance value ("some") not found in enum (possible values: ["tagged","untagged","any"])'),
  ],
  [
    { rules: [rule({}, { action: { type: "expire", targetStorageClass: null } })] },
    failure("instance failed to match exactly one schema (matched 0 out of 2)"),
  ],
  [
    { rules: [rule({ tagStatus: "untagged" }), rule({ tagStatus: "untagged" }, { rulePriority: 2 })] },
    failure("Only one rule can select Untagged images."),
  ],
  [{ rules: [rule(), rule()] }, failure("Duplicate priority in multiple rules")],
  [
    { rules: [rule(), rule({ tagStatus: "untagged" }, { rulePriority: 2 })] },
    failure("A rule that selects any images must have the lowest priority"),
  ],
  [{ rules: [rule(tagged)] }, failure("Must specify tagPrefixList or tagPatternList")],
  [
    { rules: [rule({ ...tagged, tagPrefixList: ["a"], tagPatternList: ["b"] })] },
    failure("If policy has a tagged rule, it must specify only one of tagPrefixList or tagPatternList"),
  ],
  [
    { rules: [rule({ tagStatus: "untagged", tagPrefixList: ["a"] })] },
    failure("Cannot specify tagPrefixList with tagStatus untagged"),
  ],
  [{ rules: [rule({ tagPatternList: ["a"] })] }, failure("Cannot specify tagPatternList with tagStatus any")],
  [{ rules: [rule({ ...tagged, tagPatternList: ["*a*b*c*d*"] })] }, failure("Invalid tag pattern provided")],
  [
    { rules: [rule({ countUnit: "days" })] },
    failure("Cannot specify countUnit with countType imageCountMoreThan"),
  ],
  [
    { rules: [rule({ countType: "sinceImagePushed" })] },
    failure("Must specify countUnit with countType sinceImagePushed"),
  ],
])("C08: PutLifecyclePolicy rejects %j", async (document, message) => {
  await world.ecr.createRepository({ repositoryName });
  const lifecyclePolicyText = JSON.stringify(document).padEnd(100);
  await expect(world.ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message,
  });
  await expect(world.ecr.getLifecyclePolicy({ repositoryName })).rejects.toMatchObject({
    name: "LifecyclePolicyNotFoundException",
  });
});

test("C08: a text that is not JSON, or too short, is rejected", async () => {
  await world.ecr.createRepository({ repositoryName });
  const put = (lifecyclePolicyText: string) =>
    world.ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText });
  await expect(put("x".repeat(100))).rejects.toMatchObject({ message: unreadable });
  await expect(put("{}")).rejects.toMatchObject({
    name: "InvalidParameterException",
    message:
      "Invalid parameter at 'lifecyclePolicyText' failed to satisfy constraint: 'Member must have length greater than or equal to 100'",
  });
});

test("a preview returns the effects of a policy without applying it", async () => {
  const { ecr, sim } = world;
  for (const tag of ["v1", "v2", "v3"]) {
    sim.ecr.pushImage(repositoryName, tag);
    await sim.clock.advance("1s");
  }
  const [v1, v2] = sim.ecr.images(repositoryName);
  const lifecyclePolicyText = JSON.stringify({ rules: [rule({ countNumber: 1 })] });
  const named = { registryId: "123456789012", repositoryName, lifecyclePolicyText };
  await expect(ecr.getLifecyclePolicyPreview({ repositoryName })).rejects.toMatchObject({
    name: "LifecyclePolicyPreviewNotFoundException",
    message:
      "Lifecycle policy preview does not exist for the repository with name 'shop/api' in the registry with id '123456789012'",
  });
  const started = await body(ecr.startLifecyclePolicyPreview({ repositoryName, lifecyclePolicyText }));
  expect(started).toEqual({ ...named, status: "IN_PROGRESS" });
  await sim.clock.advance(1_999);
  expect(await body(ecr.getLifecyclePolicyPreview({ repositoryName }))).toEqual({
    ...named,
    status: "IN_PROGRESS",
    previewResults: [],
    summary: { expiringImageTotalCount: 0 },
  });
  await expect(
    ecr.startLifecyclePolicyPreview({ repositoryName, lifecyclePolicyText }),
  ).rejects.toMatchObject({
    name: "LifecyclePolicyPreviewInProgressException",
    message:
      "Lifecycle policy preview is in progress for the repository with name 'shop/api' in the registry with id '123456789012'",
  });
  await sim.clock.advance(1);
  const expiring = (image: typeof v1) => ({
    imageTags: image?.imageTags,
    imageDigest: image?.imageDigest,
    imagePushedAt: image?.imagePushedAt,
    action: { type: "EXPIRE" },
    appliedRulePriority: 1,
    storageClass: "STANDARD",
  });
  const done = await body(ecr.getLifecyclePolicyPreview({ repositoryName }));
  expect({ ...done, previewResults: new Set(done.previewResults) }).toEqual({
    ...named,
    status: "COMPLETE",
    previewResults: new Set([expiring(v1), expiring(v2)]),
    summary: { expiringImageTotalCount: 2 },
  });
  const page = await ecr.getLifecyclePolicyPreview({ repositoryName, maxResults: 1 });
  const rest = await ecr.getLifecyclePolicyPreview({
    repositoryName,
    maxResults: 1,
    nextToken: page.nextToken,
  });
  expect([...(page.previewResults ?? []), ...(rest.previewResults ?? [])]).toEqual(done.previewResults);
  expect(rest.nextToken).toBeUndefined();
  const imageIds = [{ imageTag: "v2" }];
  const { previewResults } = await ecr.getLifecyclePolicyPreview({ repositoryName, imageIds });
  expect(previewResults).toEqual([expiring(v2)]);
  const untagged = await ecr.getLifecyclePolicyPreview({ repositoryName, filter: { tagStatus: "UNTAGGED" } });
  expect(untagged.previewResults).toEqual([]);
  await sim.clock.advance("10d");
  expect(sim.ecr.images(repositoryName)).toHaveLength(3);
});
