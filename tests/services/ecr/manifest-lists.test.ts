import { expect, test } from "vitest";
import { digestOf, manifestOf, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const A = digestOf(manifestOf("a"));
const B = digestOf(manifestOf("b", 4));

/** A list of the manifests with these digests. */
function listOf(...digests: string[]): string {
  const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.list.v2+json",
    manifests: digests.map((digest) => ({ mediaType, digest, size: 500 })),
  });
}

async function pushed() {
  await world.ecr.createRepository({ repositoryName });
  await world.ecr.putImage({ repositoryName, imageManifest: manifestOf("a") });
  await world.ecr.putImage({ repositoryName, imageManifest: manifestOf("b", 4), imageTag: "arm" });
  const imageManifest = listOf(A, B);
  await world.ecr.putImage({ repositoryName, imageManifest, imageTag: "v1" });
  return digestOf(imageManifest);
}

test("C06: a manifest list needs its images", async () => {
  await world.ecr.createRepository({ repositoryName });
  await world.ecr.putImage({ repositoryName, imageManifest: manifestOf("a") });
  await expect(world.ecr.putImage({ repositoryName, imageManifest: listOf(A, B) })).rejects.toMatchObject({
    name: "ReferencedImagesNotFoundException",
    message: `Images with digests '[${B}]' required for pushing image into repository with name 'shop/api' in the registry with id '123456789012' do not exist`,
  });
});

test("C07: the size of a manifest list is that of its largest image", async () => {
  await pushed();
  const { imageDetails } = await world.ecr.describeImages({ repositoryName, imageIds: [{ imageTag: "v1" }] });
  expect(imageDetails?.[0]?.imageSizeInBytes).toBe(4100);
});

test("an image of a manifest list cannot be deleted before the list", async () => {
  const list = await pushed();
  const failure = {
    failureCode: "ImageReferencedByManifestList",
    failureReason: `Requested image referenced by manifest list: [${list}]`,
  };
  const ids = [{ imageDigest: A }, { imageTag: "arm" }];
  const refused = await world.ecr.batchDeleteImage({ repositoryName, imageIds: ids });
  expect(refused.failures).toEqual(ids.map((imageId) => ({ imageId, ...failure })));
  expect(refused.imageIds).toEqual([]);
  const deleted = await world.ecr.batchDeleteImage({
    repositoryName,
    imageIds: [...ids, { imageDigest: list }],
  });
  expect(deleted.failures).toEqual([]);
  expect(world.sim.ecr.images()).toEqual([]);
});

test("a manifest list cannot be scanned", async () => {
  await pushed();
  await expect(
    world.ecr.startImageScan({ repositoryName, imageId: { imageTag: "v1" } }),
  ).rejects.toMatchObject({
    name: "UnsupportedImageTypeException",
    message:
      "The image of media type 'application/vnd.docker.distribution.manifest.list.v2+json' is not supported for scanning.",
  });
});
