import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, NOW, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const DAY = 86_400_000;

interface Rule {
  selection: object;
  action?: object;
}

const policyOf = (...rules: Rule[]) =>
  JSON.stringify({
    rules: rules.map((rule, index) => ({ rulePriority: index + 1, action: { type: "expire" }, ...rule })),
  });
const newest = (countNumber: number, selection: object = { tagStatus: "any" }) => ({
  selection: { ...selection, countType: "imageCountMoreThan", countNumber },
});
const days = (countNumber: number, selection: object = { tagStatus: "any" }) => ({
  selection: { ...selection, countType: "sinceImagePushed", countUnit: "days", countNumber },
});
const putPolicy = (...rules: Rule[]) =>
  world.ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText: policyOf(...rules) });
const left = () => world.sim.ecr.images(repositoryName).map(({ imageTags }) => imageTags?.join(" ") ?? "-");
/** Pushes images, a second apart. */
async function push(...tags: string[]) {
  for (const tag of tags) {
    world.sim.ecr.pushImage(repositoryName, tag);
    await world.sim.clock.advance("1s");
  }
}

test("C08: a lifecycle policy is kept as it was sent, and gone once deleted", async () => {
  const { ecr } = world;
  await ecr.createRepository({ repositoryName });
  const lifecyclePolicyText = ` ${policyOf(days(7))}\n`;
  const put = { registryId: ACCOUNT, repositoryName, lifecyclePolicyText };
  expect(await body(ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText }))).toEqual(put);
  const shown = { ...put, lastEvaluatedAt: NOW };
  expect(await body(ecr.getLifecyclePolicy({ repositoryName }))).toEqual(shown);
  expect(await body(ecr.deleteLifecyclePolicy({ repositoryName }))).toEqual(shown);
  const gone = {
    name: "LifecyclePolicyNotFoundException",
    message:
      "Lifecycle policy does not exist for the repository with name 'shop/api' in the registry with id '123456789012'",
  };
  await expect(ecr.getLifecyclePolicy({ repositoryName })).rejects.toMatchObject(gone);
  await expect(ecr.deleteLifecyclePolicy({ repositoryName })).rejects.toMatchObject(gone);
  await expect(ecr.startLifecyclePolicyPreview({ repositoryName })).rejects.toMatchObject(gone);
});

test("C08: an image expires within a day of its age, not a millisecond before", async () => {
  world.sim.ecr.pushImage(repositoryName, "v1");
  await putPolicy(days(7));
  await world.sim.clock.advance(8 * DAY - 1);
  expect(left()).toEqual(["v1"]);
  await world.sim.clock.advance(1);
  expect(left()).toEqual([]);
  const { lastEvaluatedAt } = await world.ecr.getLifecyclePolicy({ repositoryName });
  expect(lastEvaluatedAt).toEqual(new Date(NOW.getTime() + 8 * DAY));
});

test("C08: with no delay, an image expires at the very moment of its age", async () => {
  world.sim.delays.set({ ecr: { lifecycle: 0 } });
  world.sim.ecr.pushImage(repositoryName, "v1");
  await putPolicy(days(7));
  await world.sim.clock.advance(1_000);
  world.sim.ecr.pushImage(repositoryName, "v2");
  await world.sim.clock.advance(7 * DAY - 1_001);
  expect(left()).toEqual(["v1", "v2"]);
  await world.sim.clock.advance(1);
  expect(left()).toEqual(["v2"]);
  await world.sim.clock.advance(999);
  expect(left()).toEqual(["v2"]);
  await world.sim.clock.advance(1);
  expect(left()).toEqual([]);
});

test("C08: the oldest of too many images expire, a day after they are too many", async () => {
  await push("v1", "v2", "v3");
  await putPolicy(newest(2));
  await world.sim.clock.advance("1d");
  expect(left()).toEqual(["v2", "v3"]);
  world.sim.ecr.pushImage(repositoryName, "v4");
  await world.sim.clock.advance(DAY - 1);
  expect(left()).toEqual(["v2", "v3", "v4"]);
  await world.sim.clock.advance(1);
  expect(left()).toEqual(["v3", "v4"]);
});

test("an image that loses its tag becomes subject to a rule for untagged ones", async () => {
  await push("v1");
  await putPolicy(days(1, { tagStatus: "untagged" }));
  await world.sim.clock.advance("30d");
  expect(left()).toEqual(["v1"]);
  world.sim.ecr.pushImage(repositoryName, "v1");
  expect(left()).toEqual(["-", "v1"]);
  await world.sim.clock.advance("1d");
  expect(left()).toEqual(["v1"]);
});

test("expiry is housekeeping: runUntilIdle does not wait for it", async () => {
  await push("v1");
  await putPolicy(days(7));
  await world.sim.clock.runUntilIdle();
  expect(left()).toEqual(["v1"]);
});

test("nothing expires by a policy that was deleted or replaced, nor in a repository made again", async () => {
  await push("v1");
  await putPolicy(days(1));
  await putPolicy(days(100));
  await world.sim.clock.advance("10d");
  expect(left()).toEqual(["v1"]);
  await putPolicy(newest(1));
  await world.ecr.deleteLifecyclePolicy({ repositoryName });
  await push("v2");
  await world.sim.clock.advance("10d");
  expect(left()).toEqual(["v1", "v2"]);
});

test("a test may apply a policy immediately, or hold it back", async () => {
  world.sim.delays.set({ ecr: { lifecycle: "never" } });
  await push("v1", "v2");
  await putPolicy(newest(1));
  await world.sim.clock.advance("100d");
  expect(left()).toEqual(["v1", "v2"]);
  const [oldest] = world.sim.ecr.images(repositoryName);
  expect(world.sim.ecr.applyLifecyclePolicy(repositoryName)).toEqual([
    { imageDigest: oldest?.imageDigest, imageTag: "v1" },
  ]);
  expect(left()).toEqual(["v2"]);
  await push("v3");
  expect(world.sim.transitions.release("ecr", "lifecycle", repositoryName)).toBe(1);
  await world.sim.clock.advance(0);
  expect(left()).toEqual(["v3"]);
});

test("snapshots carry policies and what they will do", async () => {
  await push("v1", "v2");
  await putPolicy(newest(1));
  const snapshot = world.sim.snapshot();
  await world.sim.clock.advance("1d");
  expect(left()).toEqual(["v2"]);
  world.sim.restore(snapshot);
  expect(left()).toEqual(["v1", "v2"]);
  await world.sim.clock.advance("1d");
  expect(left()).toEqual(["v2"]);
});

test.each([
  ["prefixes", [newest(1, { tagStatus: "tagged", tagPrefixList: ["prod"] })], ["dev-1", "dev-2", "prod-2"]],
  [
    "patterns",
    [newest(1, { tagStatus: "tagged", tagPatternList: ["*-1", "p*"] })],
    ["dev-1", "prod-1", "dev-2", "prod-2"],
  ],
  ["all images", [newest(1)], ["prod-2"]],
])("rules select by %s", async (_, rules, expected) => {
  await push("dev-1", "prod-1", "dev-2", "prod-2");
  await putPolicy(...rules);
  world.sim.ecr.applyLifecyclePolicy(repositoryName);
  expect(left()).toEqual(expected);
});

test("an image belongs to the first rule that fits it, though later rules would expire it", async () => {
  for (const [index, tags] of [["beta-1", "prod-1"], ["beta-2", "prod-2"], ["beta-3"]].entries()) {
    for (const tag of tags) world.sim.ecr.pushImage(repositoryName, tag, { content: `image ${index}` });
    await world.sim.clock.advance("1d");
  }
  await putPolicy(
    newest(1, { tagStatus: "tagged", tagPrefixList: ["prod"] }),
    newest(1, { tagStatus: "tagged", tagPrefixList: ["beta"] }),
  );
  world.sim.ecr.applyLifecyclePolicy(repositoryName);
  expect(left()).toEqual(["beta-2 prod-2", "beta-3"]);
});

test("a rule archives images; another deletes them from the archive", async () => {
  await push("v1");
  const transition = { type: "transition", targetStorageClass: "archive" };
  const age = { tagStatus: "any", countUnit: "days" };
  world.sim.delays.set({ ecr: { lifecycle: 0 } });
  await putPolicy(
    { selection: { ...age, countType: "sinceImagePulled", countNumber: 10 }, action: transition },
    {
      selection: { ...age, storageClass: "archive", countType: "sinceImageTransitioned", countNumber: 90 },
    },
  );
  await world.sim.clock.advance(10 * DAY);
  expect((await world.ecr.describeImages({ repositoryName })).imageDetails).toEqual([]);
  const archived = await world.ecr.describeImages({ repositoryName, filter: { imageStatus: "ARCHIVED" } });
  expect(archived.imageDetails).toMatchObject([
    { imageTags: ["v1"], imageStatus: "ARCHIVED", lastArchivedAt: new Date(NOW.getTime() + 10 * DAY) },
  ]);
  await expect(
    world.ecr.startImageScan({ repositoryName, imageId: { imageTag: "v1" } }),
  ).rejects.toMatchObject({ name: "ImageArchivedException" });
  await world.sim.clock.advance(90 * DAY - 1_001);
  expect(left()).toEqual(["v1"]);
  await world.sim.clock.advance(1_001);
  expect(left()).toEqual([]);
});
