import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import {
  ACCOUNT,
  DOCKER_CONFIG,
  DOCKER_MANIFEST,
  digestOf,
  manifestOf,
  NOW,
  simulatedEcr,
} from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const create = (settings: object = {}) => world.ecr.createRepository({ repositoryName, ...settings });
const put = (name: string, imageTag?: string) =>
  world.ecr.putImage({ repositoryName, imageManifest: manifestOf(name), imageTag });
const tagsOf = async () => {
  const { imageIds = [] } = await world.ecr.listImages({ repositoryName });
  return Object.fromEntries(imageIds.map(({ imageTag, imageDigest }) => [imageTag ?? "-", imageDigest]));
};
const A = digestOf(manifestOf("a"));
const B = digestOf(manifestOf("b"));

test("C06: PutImage keeps the manifest as it is; its digest is that of the very bytes", async () => {
  await create();
  const imageManifest = ` ${manifestOf("a")}\n`;
  const { image } = await world.ecr.putImage({ repositoryName, imageManifest, imageTag: "v1" });
  expect(image).toEqual({
    registryId: ACCOUNT,
    repositoryName,
    imageId: { imageDigest: digestOf(imageManifest), imageTag: "v1" },
    imageManifest,
    imageManifestMediaType: DOCKER_MANIFEST,
  });
  expect(image?.imageId?.imageDigest).not.toBe(A);
});

test("C06 N3: the same image under the same tag, or without any, is rejected", async () => {
  await create();
  await put("a", "v1");
  await expect(put("a", "v1")).rejects.toMatchObject({
    name: "ImageAlreadyExistsException",
    message: `Image with digest '${A}' and tag 'v1' already exists in the repository with name 'shop/api' in registry with id '123456789012'`,
  });
  await expect(put("a")).rejects.toMatchObject({
    name: "ImageAlreadyExistsException",
    message: `Image with digest '${A}' and tag 'null' already exists in the repository with name 'shop/api' in registry with id '123456789012'`,
  });
});

test("C06 N3: a tag moves to another image; the one that had it stays without", async () => {
  await create();
  await put("a", "v1");
  await put("b", "v1");
  expect(await tagsOf()).toEqual({ v1: B, "-": A });
});

test("an image takes any number of tags", async () => {
  await create();
  for (const tag of ["v1", "latest", "2026"]) await put("a", tag);
  const { imageDetails } = await world.ecr.describeImages({ repositoryName });
  expect(imageDetails?.map(({ imageDigest, imageTags }) => [imageDigest, imageTags])).toEqual([
    [A, ["v1", "latest", "2026"]],
  ]);
});

test("C06 N3: in an immutable repository a tag stays where it is", async () => {
  await create({ imageTagMutability: "IMMUTABLE" });
  await put("a", "v1");
  await expect(put("b", "v1")).rejects.toMatchObject({
    name: "ImageTagAlreadyExistsException",
    message:
      "The image tag 'v1' already exists in the 'shop/api' repository and cannot be overwritten because the tag is immutable.",
  });
  await put("a", "v2");
  expect(await tagsOf()).toEqual({ v1: A, v2: A });
});

test.each([
  ["IMMUTABLE_WITH_EXCLUSION", "dev-1", "v1"],
  ["MUTABLE_WITH_EXCLUSION", "v1", "dev-1"],
])("C06: in a repository that is %s, %s moves and %s does not", async (imageTagMutability, moving, fixed) => {
  await create({
    imageTagMutability,
    imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "d*-*" }],
  });
  await put("a", moving);
  await put("a", fixed);
  await put("b", moving);
  await expect(put("b", fixed)).rejects.toMatchObject({ name: "ImageTagAlreadyExistsException" });
  expect(await tagsOf()).toEqual({ [moving]: B, [fixed]: A });
});

test("C06 N3: strictPutImage rejects a tag that is on another image, even in a mutable repository", async () => {
  world.sim.ecr.strictPutImage = true;
  await create();
  await put("a", "v1");
  await expect(put("b", "v1")).rejects.toMatchObject({
    name: "ImageAlreadyExistsException",
    message: `Image with digest '${A}' and tag 'v1' already exists in the repository with name 'shop/api' in registry with id '123456789012'`,
  });
  await put("b", "v2");
  world.sim.reset();
  expect(world.sim.ecr.strictPutImage).toBe(false);
});

test("C06: a digest that is not that of the manifest is rejected", async () => {
  await create();
  const imageManifest = manifestOf("a");
  await expect(world.ecr.putImage({ repositoryName, imageManifest, imageDigest: B })).rejects.toMatchObject({
    name: "ImageDigestDoesNotMatchException",
    message: "The specified image digest does not match the digest that Amazon ECR calculated for the image.",
  });
  await world.ecr.putImage({ repositoryName, imageManifest, imageDigest: A });
  expect(await tagsOf()).toEqual({ "-": A });
});

test.each([
  [
    { imageManifest: "not json" },
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  ],
  [
    { imageManifest: "[]" },
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  ],
  [
    { imageManifest: "{}", imageManifestMediaType: "text/plain" },
    "Invalid parameter at 'imageManifestMediaType' failed to satisfy constraint: 'Unsupported media type: text/plain'",
  ],
  [
    { imageManifest: "{}", imageTag: "-v1" },
    "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}''",
  ],
])("PutImage rejects %j", async (input, message) => {
  await create();
  await expect(world.ecr.putImage({ repositoryName, ...input })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message,
  });
});

test("a missing media type is determined from the manifest", async () => {
  await create();
  const types: (string | undefined)[] = [];
  for (const document of [{ schemaVersion: 2 }, { schemaVersion: 2, manifests: [] }, { schemaVersion: 1 }]) {
    const { image } = await world.ecr.putImage({ repositoryName, imageManifest: JSON.stringify(document) });
    types.push(image?.imageManifestMediaType);
  }
  expect(types).toEqual([
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.v1+json",
  ]);
});

test("C07: DescribeImages shows one entry for each digest, with its size and all its tags", async () => {
  await create();
  await put("a", "v1");
  await put("a", "latest");
  await world.sim.clock.advance("1m");
  await world.ecr.putImage({ repositoryName, imageManifest: manifestOf("b", 3) });
  const common = {
    registryId: ACCOUNT,
    repositoryName,
    imageManifestMediaType: DOCKER_MANIFEST,
    artifactMediaType: DOCKER_CONFIG,
    imageStatus: "ACTIVE",
  };
  const { imageDetails } = await world.ecr.describeImages({ repositoryName });
  expect(imageDetails).toEqual([
    { ...common, imageDigest: A, imageTags: ["v1", "latest"], imageSizeInBytes: 1100, imagePushedAt: NOW },
    {
      ...common,
      imageDigest: digestOf(manifestOf("b", 3)),
      imageSizeInBytes: 3100,
      imagePushedAt: new Date(NOW.getTime() + 60_000),
    },
  ]);
  expect(world.sim.ecr.images(repositoryName)).toEqual(imageDetails);
});

test("C07: DescribeImages finds by tag and digest, each image once, and fails for a missing one", async () => {
  await create();
  await put("a", "v1");
  const imageIds = [{ imageTag: "v1" }, { imageDigest: A }, { imageTag: "v1", imageDigest: A }];
  const { imageDetails } = await world.ecr.describeImages({ repositoryName, imageIds });
  expect(imageDetails?.map(({ imageDigest }) => imageDigest)).toEqual([A]);
  await expect(
    world.ecr.describeImages({ repositoryName, imageIds: [{ imageTag: "v1" }, { imageTag: "v2" }] }),
  ).rejects.toMatchObject({
    name: "ImageNotFoundException",
    message:
      "The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name 'shop/api' in the registry with id '123456789012'",
  });
});

test("C05: BatchGetImage returns manifests by tag and digest, and the reasons of failures", async () => {
  await create();
  await put("a", "v1");
  await put("a", "v2");
  const imageOf = (imageTag: string) => ({
    registryId: ACCOUNT,
    repositoryName,
    imageId: { imageDigest: A, imageTag },
    imageManifest: manifestOf("a"),
    imageManifestMediaType: DOCKER_MANIFEST,
  });
  const get = (...imageIds: { imageTag?: string; imageDigest?: string }[]) =>
    body(world.ecr.batchGetImage({ repositoryName, imageIds }));
  expect(await get({ imageTag: "v2" })).toEqual({ images: [imageOf("v2")], failures: [] });
  expect(await get({ imageDigest: A })).toEqual({ images: [imageOf("v1"), imageOf("v2")], failures: [] });
  expect(await get({ imageTag: "v1", imageDigest: A })).toEqual({ images: [imageOf("v1")], failures: [] });
  const failures = [
    { imageId: { imageTag: "v3" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
    { imageId: { imageDigest: B }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
    {
      imageId: { imageTag: "v1", imageDigest: B },
      failureCode: "ImageTagDoesNotMatchDigest",
      failureReason: "Invalid request parameters: given tag does not map to the given digest",
    },
    {
      imageId: { imageDigest: "abc" },
      failureCode: "InvalidImageDigest",
      failureReason:
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    },
    {
      imageId: { imageTag: "?" },
      failureCode: "InvalidImageTag",
      failureReason:
        "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}'",
    },
    {
      imageId: {},
      failureCode: "MissingDigestAndTag",
      failureReason: "Invalid request parameters: both tag and digest cannot be null",
    },
  ];
  expect(await get(...failures.map(({ imageId }) => imageId))).toEqual({ images: [], failures });
});

test("a pull is recorded, once a day", async () => {
  await create();
  await put("a", "v1");
  const pulledAt = async () => {
    await world.ecr.batchGetImage({ repositoryName, imageIds: [{ imageTag: "v1" }] });
    return world.sim.ecr.images()[0]?.lastRecordedPullTime;
  };
  expect(await pulledAt()).toEqual(NOW);
  await world.sim.clock.advance(86_399_999);
  expect(await pulledAt()).toEqual(NOW);
  await world.sim.clock.advance(1);
  expect(await pulledAt()).toEqual(new Date(NOW.getTime() + 86_400_000));
});

test("BatchDeleteImage takes a tag away by tag, and the image with its last tag", async () => {
  await create();
  for (const tag of ["v1", "v2"]) await put("a", tag);
  const remove = (...imageIds: { imageTag?: string; imageDigest?: string }[]) =>
    body(world.ecr.batchDeleteImage({ repositoryName, imageIds }));
  expect(await remove({ imageTag: "v1", imageDigest: A })).toEqual({
    imageIds: [{ imageDigest: A, imageTag: "v1" }],
    failures: [],
  });
  expect(await tagsOf()).toEqual({ v2: A });
  const failure = { failureCode: "ImageNotFound", failureReason: "Requested image not found" };
  expect(await remove({ imageTag: "v2" }, { imageTag: "v1" })).toEqual({
    imageIds: [{ imageDigest: A, imageTag: "v2" }],
    failures: [{ imageId: { imageTag: "v1" }, ...failure }],
  });
  expect(await tagsOf()).toEqual({});
});

test("BatchDeleteImage deletes by digest with all tags, and answers once for each", async () => {
  await create();
  for (const tag of ["v1", "v2"]) await put("a", tag);
  await put("b");
  const imageIds = [{ imageDigest: A }, { imageTag: "v1" }, { imageDigest: B }];
  expect(await body(world.ecr.batchDeleteImage({ repositoryName, imageIds }))).toEqual({
    imageIds: [{ imageDigest: A, imageTag: "v1" }, { imageDigest: A, imageTag: "v2" }, { imageDigest: B }],
    failures: [],
  });
  expect(world.sim.ecr.images()).toEqual([]);
});
