import { expect, test } from "vitest";
import { JOB, taskWorld } from "../ecs/task-world.js";

const world = taskWorld();
const REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

/** A task of one container with this image, after it had the time to start. */
async function run(...images: string[]) {
  await world.ecs.registerTaskDefinition({
    ...JOB,
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    containerDefinitions: images.map((image, index) => ({ name: `c${index}`, image })),
  });
  const taskArn = await world.run();
  await world.sim.clock.advance("4s");
  return world.describe(taskArn);
}

const notFound = (image: string) =>
  `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: ${image}: not found`;

test("A16 I15: a task runs the image that was pushed, by tag, digest or both, and shows its digest", async () => {
  const { imageDigest, imageUri } = world.sim.ecr.pushImage("shop/api", "v1");
  const byDigest = `${REGISTRY}/shop/api@${imageDigest}`;
  const both = `${imageUri}@${imageDigest}`;
  const task = await run(imageUri, byDigest, both);
  expect(task.lastStatus).toBe("RUNNING");
  expect(task.containers?.map((container) => [container.image, container.imageDigest])).toEqual([
    [imageUri, imageDigest],
    [byDigest, imageDigest],
    [both, imageDigest],
  ]);
  expect(world.sim.ecr.images()[0]?.lastRecordedPullTime).toEqual(task.startedAt);
});

test("without a tag it is latest", async () => {
  const { imageDigest } = world.sim.ecr.pushImage("shop/api");
  const task = await run(`${REGISTRY}/shop/api`);
  expect(task.containers?.[0]?.imageDigest).toBe(imageDigest);
});

test("A16: a task whose repository exists but lacks the image cannot pull it", async () => {
  const { imageDigest } = world.sim.ecr.pushImage("shop/api", "v1");
  for (const image of [`${REGISTRY}/shop/api:v2`, `${REGISTRY}/shop/api@${imageDigest.replace(/.$/, "z")}`]) {
    const task = await run(image);
    const stoppedReason = notFound(image);
    expect(task).toMatchObject({ desiredStatus: "STOPPED", stopCode: "TaskFailedToStart", stoppedReason });
    expect(task.containers).toMatchObject([{ reason: stoppedReason }]);
    expect(task.containers?.[0]?.exitCode).toBeUndefined();
    expect(task.startedAt).toBeUndefined();
  }
});

test("A16: one missing image of several stops the task", async () => {
  const { imageUri } = world.sim.ecr.pushImage("shop/api", "v1");
  const task = await run(imageUri, `${REGISTRY}/shop/api:v2`);
  expect(task.stoppedReason).toBe(notFound(`${REGISTRY}/shop/api:v2`));
});

test("an image of a repository that the test never made is taken to be there, unless pullCheck is always", async () => {
  const image = `${REGISTRY}/elsewhere/api:v1`;
  expect((await run(image)).lastStatus).toBe("RUNNING");
  world.sim.ecr.pullCheck = "always";
  expect((await run(image)).stoppedReason).toBe(notFound(image));
  expect((await run("public.ecr.aws/nginx/nginx:1")).lastStatus).toBe("RUNNING");
});

test("no image is missed when pullCheck is never", async () => {
  world.sim.ecr.pushImage("shop/api", "v1");
  world.sim.ecr.pullCheck = "never";
  expect((await run(`${REGISTRY}/shop/api:v2`)).lastStatus).toBe("RUNNING");
});

test("the registry is that of the account and region in the image's name", async () => {
  const { imageDigest, imageUri } = world.sim.ecr.pushImage("shop/api", "v1", {
    account: "210987654321",
    region: "eu-west-1",
  });
  expect(imageUri).toBe("210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop/api:v1");
  expect((await run(imageUri)).containers?.[0]?.imageDigest).toBe(imageDigest);
});

test("a tag is resolved when the task starts: an image pushed later is for the next task", async () => {
  const first = world.sim.ecr.pushImage("shop/api", "v1");
  const running = await run(first.imageUri);
  const second = world.sim.ecr.pushImage("shop/api", "v1");
  expect((await world.describe(running.taskArn ?? "")).containers?.[0]?.imageDigest).toBe(first.imageDigest);
  expect((await run(first.imageUri)).containers?.[0]?.imageDigest).toBe(second.imageDigest);
});
