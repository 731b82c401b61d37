import { waitUntilImageScanComplete } from "@aws-sdk/client-ecr";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, manifestOf, NOW, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const imageId = { imageTag: "v1" };
const findings = [
  { name: "CVE-2026-1", severity: "HIGH" as const, uri: "https://example.com/1" },
  { name: "CVE-2026-2", severity: "HIGH" as const, attributes: [{ key: "package_name", value: "zlib" }] },
  { name: "CVE-2026-3", severity: "LOW" as const },
];

const push = () => {
  const { imageDigest } = world.sim.ecr.pushImage(repositoryName, "v1");
  return { registryId: ACCOUNT, repositoryName, imageId: { imageDigest, imageTag: "v1" } };
};
const start = () => world.ecr.startImageScan({ repositoryName, imageId });
const describe = () => world.ecr.describeImageScanFindings({ repositoryName, imageId });

test("a scan is IN_PROGRESS until its time is over, and then has what the test gave it", async () => {
  const named = push();
  world.sim.ecr.onScan(repositoryName, { findings });
  expect(await body(start())).toEqual({ ...named, imageScanStatus: { status: "IN_PROGRESS" } });
  await world.sim.clock.advance(1_999);
  expect(await body(describe())).toEqual({ ...named, imageScanStatus: { status: "IN_PROGRESS" } });
  await world.sim.clock.advance(1);
  const completed = new Date(NOW.getTime() + 2_000);
  const imageScanStatus = { status: "COMPLETE", description: "The scan was completed successfully." };
  const summary = {
    imageScanCompletedAt: completed,
    vulnerabilitySourceUpdatedAt: completed,
    findingSeverityCounts: { HIGH: 2, LOW: 1 },
  };
  expect(await body(describe())).toEqual({
    ...named,
    imageScanStatus,
    imageScanFindings: { ...summary, findings },
  });
  const { imageDetails } = await world.ecr.describeImages({ repositoryName });
  expect(imageDetails).toMatchObject([{ imageScanStatus, imageScanFindingsSummary: summary }]);
});

test("findings come in pages", async () => {
  push();
  world.sim.ecr.onScan(repositoryName, { findings });
  await start();
  await world.sim.clock.advance("2s");
  const first = await world.ecr.describeImageScanFindings({ repositoryName, imageId, maxResults: 2 });
  expect(first.imageScanFindings?.findings).toEqual(findings.slice(0, 2));
  const { nextToken } = first;
  const second = await world.ecr.describeImageScanFindings({
    repositoryName,
    imageId,
    maxResults: 2,
    nextToken,
  });
  expect(second.imageScanFindings?.findings).toEqual(findings.slice(2));
  expect(second.nextToken).toBeUndefined();
});

test("what a scan finds may depend on the image; without a word it is nothing", async () => {
  const { imageDigest } = push().imageId;
  const seen: unknown[] = [];
  const handle = world.sim.ecr.onScan(repositoryName, (image) => {
    seen.push(image);
    return { status: "FAILED", description: "No base image." };
  });
  await start();
  await world.sim.clock.advance("2s");
  expect(seen).toEqual([
    { registryId: ACCOUNT, region: "us-east-1", repositoryName, imageDigest, imageTags: ["v1"] },
  ]);
  const failed = await body(describe());
  expect(failed.imageScanStatus).toEqual({ status: "FAILED", description: "No base image." });
  expect(failed.imageScanFindings).toBeUndefined();
  handle.remove();
  await world.sim.clock.advance("1d");
  await start();
  await world.sim.clock.advance("2s");
  expect((await describe()).imageScanFindings).toMatchObject({ findings: [], findingSeverityCounts: {} });
});

test("an image is scanned once in 24 hours", async () => {
  push();
  await start();
  await world.sim.clock.advance(86_399_999);
  await expect(start()).rejects.toMatchObject({
    name: "LimitExceededException",
    message: "The scan quota per image has been exceeded. Wait and try again.",
  });
  await world.sim.clock.advance(1);
  await start();
});

test("scans of missing images are rejected", async () => {
  const { imageDigest } = push().imageId;
  await expect(describe()).rejects.toMatchObject({
    name: "ScanNotFoundException",
    message: `Image scan does not exist for the image with '{imageDigest:'${imageDigest}', imageTag:'v1'}' in the repository with name 'shop/api' in the registry with id '123456789012'`,
  });
  await expect(
    world.ecr.startImageScan({ repositoryName, imageId: { imageTag: "v2" } }),
  ).rejects.toMatchObject({ name: "ImageNotFoundException" });
});

test("a repository scans on push, and so do rules of the registry", async () => {
  const { ecr, sim } = world;
  const imageScanningConfiguration = { scanOnPush: true };
  await ecr.createRepository({ repositoryName: "scanned", imageScanningConfiguration });
  for (const name of ["prod/api", "other"]) await ecr.createRepository({ repositoryName: name });
  const repositoryFilters = [{ filterType: "WILDCARD" as const, filter: "prod*" }];
  await ecr.putRegistryScanningConfiguration({
    rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters }],
  });
  for (const name of ["scanned", "prod/api", "other"]) {
    await ecr.putImage({ repositoryName: name, imageManifest: manifestOf(name) });
  }
  const statuses = () =>
    Object.fromEntries(
      sim.ecr.images().map((image) => [image.repositoryName, image.imageScanStatus?.status]),
    );
  expect(statuses()).toEqual({ scanned: "IN_PROGRESS", "prod/api": "IN_PROGRESS", other: undefined });
  await sim.clock.advance("2s");
  expect(statuses()).toEqual({ scanned: "COMPLETE", "prod/api": "COMPLETE", other: undefined });
});

test("with enhanced scanning, manual scans are rejected", async () => {
  push();
  await world.ecr.putRegistryScanningConfiguration({ scanType: "ENHANCED" });
  await expect(start()).rejects.toMatchObject({
    name: "ValidationException",
    message: "This feature is disabled",
  });
});

test("a scan may wait for describe calls, and the SDK's waiter sees it end", async () => {
  push();
  world.sim.delays.set({ ecr: { scan: { describes: 2 } } });
  await start();
  const waiter = { client: world.ecr, maxWaitTime: 30, minDelay: 0.001, maxDelay: 0.001 };
  const { state } = await waitUntilImageScanComplete(waiter, { repositoryName, imageId });
  expect(state).toBe("SUCCESS");
});
