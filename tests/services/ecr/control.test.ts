import { expect, test } from "vitest";
import { typeError } from "../../support/type-error.js";
import { digestOf, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();

test("pushImage makes the repository and an image whose layers are really there", async () => {
  const { ecr, sim } = world;
  const pushed = sim.ecr.pushImage("shop/api", "v1");
  expect(pushed).toEqual({
    repositoryName: "shop/api",
    imageTag: "v1",
    imageDigest: digestOf(pushed.imageManifest),
    imageManifest: expect.any(String),
    imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/api:v1",
  });
  const { config, layers } = JSON.parse(pushed.imageManifest);
  for (const { digest, size } of [config, ...layers]) {
    const { downloadUrl = "" } = await ecr.getDownloadUrlForLayer({
      repositoryName: "shop/api",
      layerDigest: digest,
    });
    const bytes = new Uint8Array(await (await fetch(downloadUrl)).arrayBuffer());
    expect([digestOf(bytes), bytes.length]).toEqual([digest, size]);
  }
  const { imageDetails } = await ecr.describeImages({ repositoryName: "shop/api" });
  expect(imageDetails).toEqual(sim.ecr.images("shop/api"));
  expect(imageDetails?.[0]?.imageSizeInBytes).toBe(config.size + layers[0].size);
});

test("each push is a new image and moves the tag, unless the content is the same", () => {
  const { sim } = world;
  const first = sim.ecr.pushImage("shop/api");
  const second = sim.ecr.pushImage("shop/api");
  expect(second.imageDigest).not.toBe(first.imageDigest);
  const third = sim.ecr.pushImage("shop/api", "v1", { content: "the same" });
  expect(sim.ecr.pushImage("shop/api", "v1", { content: "the same" })).toEqual(third);
  expect(sim.ecr.pushImage("shop/api", "v2", { content: "the same" }).imageDigest).toBe(third.imageDigest);
  const tags = sim.ecr.images().map(({ imageDigest, imageTags }) => [imageDigest, imageTags]);
  expect(new Map(tags as [string, string[]][])).toEqual(
    new Map<string, string[] | undefined>([
      [first.imageDigest, undefined],
      [second.imageDigest, ["latest"]],
      [third.imageDigest, ["v1", "v2"]],
    ]),
  );
});

test("pushImage obeys the repository", async () => {
  const { ecr, sim } = world;
  await ecr.createRepository({ repositoryName: "shop/api", imageTagMutability: "IMMUTABLE" });
  const { imageDigest } = sim.ecr.pushImage("shop/api", "v1");
  expect(() => sim.ecr.pushImage("shop/api", "v1")).toThrow(
    "The image tag 'v1' already exists in the 'shop/api' repository and cannot be overwritten because the tag is immutable.",
  );
  expect(sim.ecr.images().map((image) => image.imageDigest)).toEqual([imageDigest]);
});

test("what is read is a copy", () => {
  const { sim } = world;
  sim.ecr.pushImage("shop/api", "v1");
  const [image] = sim.ecr.images();
  const [repository] = sim.ecr.repositories();
  Object.assign(image ?? {}, { imageTags: [] });
  Object.assign(repository?.imageScanningConfiguration ?? {}, { scanOnPush: true });
  expect(sim.ecr.images()[0]?.imageTags).toEqual(["v1"]);
  expect(sim.ecr.repositories()[0]?.imageScanningConfiguration).toEqual({ scanOnPush: false });
});

test("settings take their values only, and reset undoes them", () => {
  const { sim } = world;
  expect(() => Object.assign(sim.ecr, { pullCheck: "sometimes" })).toThrow(
    new TypeError('"pullCheck" must be "known", "always" or "never", not "sometimes".'),
  );
  expect(() => Object.assign(sim.ecr, { layerCheck: 1 })).toThrow(
    new TypeError('"layerCheck" must be "uploaded", "always" or "never", not 1.'),
  );
  expect(() => Object.assign(sim.ecr, { strictPutImage: "yes" })).toThrow(
    new TypeError('"strictPutImage" must be true or false, not "yes".'),
  );
  sim.ecr.pullCheck = "never";
  sim.ecr.layerCheck = "always";
  sim.reset();
  expect([sim.ecr.pullCheck, sim.ecr.layerCheck, sim.ecr.strictPutImage]).toEqual([
    "known",
    "uploaded",
    false,
  ]);
});

test("tests in other processes push images, report what scans find, and change settings", async () => {
  const { ecr, sim } = world;
  const call = async (method: string, path: string, sent?: unknown) => {
    const answer = await fetch(`${sim.url}/_sim/ecr${path}`, { method, body: JSON.stringify(sent) ?? null });
    const text = await answer.text();
    return [answer.status, text === "" ? undefined : JSON.parse(text)];
  };
  const [status, pushed] = await call("POST", "/repositories/shop%2Fapi/images?region=us-west-2", {
    tag: "v1",
  });
  expect([status, pushed.imageUri]).toEqual([
    200,
    "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop/api:v1",
  ]);
  expect(await call("GET", "/repositories/shop%2Fapi/images?region=us-west-2")).toEqual([
    200,
    { images: JSON.parse(JSON.stringify(sim.ecr.images("shop/api", { region: "us-west-2" }))) },
  ]);
  const finding = { name: "CVE-2026-1", severity: "LOW" };
  expect(await call("POST", "/repositories/api/scan-outcome", { findings: [finding] })).toEqual([
    204,
    undefined,
  ]);
  await call("POST", "/repositories/api/images");
  const imageId = { imageTag: "latest" };
  await ecr.startImageScan({ repositoryName: "api", imageId });
  await sim.clock.advance("2s");
  const { imageScanFindings } = await ecr.describeImageScanFindings({ repositoryName: "api", imageId });
  expect(imageScanFindings?.findings).toEqual([finding]);
  expect(await call("PATCH", "/settings", { pullCheck: "always" })).toEqual([204, undefined]);
  expect(sim.ecr.pullCheck).toBe("always");
  expect(await call("GET", "/repositories/api/layers/sha256:00")).toEqual([
    404,
    { error: "The resource does not exist." },
  ]);
  expect((await call("POST", "/repositories/api/scan-outcome", { status: "GOOD" }))[0]).toBe(400);
  const state = await fetch(`${sim.url}/_sim/state/ecr`).then((answer) => answer.json());
  expect(state).toEqual(JSON.parse(JSON.stringify(sim.ecr.state())));
});

test("reading a repository that does not exist is an error", async () => {
  const { sim } = world;
  await world.ecr.createRepository({ repositoryName: "shop/api" });
  expect([sim.ecr.images("shop/api"), sim.ecr.layer("shop/api", "sha256:0")]).toEqual([[], undefined]);
  const message = `There is no repository "shop/apo" in account ${sim.accountId}, region ${sim.region}. Did you mean "shop/api"? There are: shop/api.`;
  const missing = typeError(message);
  expect(() => sim.ecr.images("shop/apo")).toThrow(missing);
  expect(() => sim.ecr.layer("shop/apo", "sha256:0")).toThrow(missing);
  const answer = await fetch(`${sim.url}/_sim/ecr/repositories/shop%2Fapo/images`);
  expect([answer.status, await answer.json()]).toEqual([404, { error: message, unknown: "repository" }]);
});
