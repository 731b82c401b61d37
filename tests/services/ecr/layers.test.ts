import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, digestOf, missing, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const FIVE_MIB = 5 * 1024 * 1024;
const CONTENT = Buffer.from("what is in the layer");

const create = () => world.ecr.createRepository({ repositoryName });

async function begin(): Promise<string> {
  const { uploadId = "" } = await world.ecr.initiateLayerUpload({ repositoryName });
  return uploadId;
}

function send(
  uploadId: string,
  first: number,
  layerPartBlob: Uint8Array,
  last = first + layerPartBlob.length - 1,
) {
  return world.ecr.uploadLayerPart({
    repositoryName,
    uploadId,
    partFirstByte: first,
    partLastByte: last,
    layerPartBlob,
  });
}

const complete = (uploadId: string, ...layerDigests: string[]) =>
  world.ecr.completeLayerUpload({ repositoryName, uploadId, layerDigests });

async function upload(content: Uint8Array): Promise<string> {
  const uploadId = await begin();
  await send(uploadId, 0, content);
  const { layerDigest = "" } = await complete(uploadId, digestOf(content));
  return layerDigest;
}

test("a layer is uploaded in parts, found, and downloaded as it was", async () => {
  await create();
  const first = Buffer.alloc(FIVE_MIB, 1);
  const digest = digestOf(Buffer.concat([first, CONTENT]));
  const begun = await body(world.ecr.initiateLayerUpload({ repositoryName }));
  expect(begun).toEqual({
    uploadId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    partSize: 10_485_760,
  });
  const { uploadId = "" } = begun;
  const named = { registryId: ACCOUNT, repositoryName, uploadId };
  expect(await body(send(uploadId, 0, first))).toEqual({ ...named, lastByteReceived: FIVE_MIB - 1 });
  expect(await body(send(uploadId, FIVE_MIB, CONTENT))).toEqual({
    ...named,
    lastByteReceived: FIVE_MIB + CONTENT.length - 1,
  });
  expect(await body(complete(uploadId, digest))).toEqual({ ...named, layerDigest: digest });
  const { downloadUrl = "", layerDigest } = await world.ecr.getDownloadUrlForLayer({
    repositoryName,
    layerDigest: digest,
  });
  expect(layerDigest).toBe(digest);
  const bytes = new Uint8Array(await (await fetch(downloadUrl)).arrayBuffer());
  expect(digestOf(bytes)).toBe(digest);
  await expect(send(uploadId, 0, first)).rejects.toMatchObject({ name: "UploadNotFoundException" });
});

test("a part of 20 MiB fits into a request", async () => {
  await create();
  expect(await upload(Buffer.alloc(20_971_520))).toBe(digestOf(Buffer.alloc(20_971_520)));
});

test("a part that does not follow the previous one, or whose length is not the declared one, is rejected", async () => {
  await create();
  const uploadId = await begin();
  const refused = (lastValidByteReceived: number) => ({
    name: "InvalidLayerPartException",
    message:
      "The layer part size is not valid, or the first byte specified is not consecutive to the last byte of a previous layer part upload.",
    registryId: ACCOUNT,
    repositoryName,
    uploadId,
    lastValidByteReceived,
  });
  await expect(send(uploadId, 1, CONTENT)).rejects.toMatchObject(refused(0));
  await send(uploadId, 0, CONTENT);
  await expect(send(uploadId, 0, CONTENT)).rejects.toMatchObject(refused(CONTENT.length - 1));
  await expect(send(uploadId, CONTENT.length, CONTENT, CONTENT.length + 3)).rejects.toMatchObject(
    refused(CONTENT.length - 1),
  );
});

test("an upload is completed only when it is whole", async () => {
  await create();
  const uploadId = await begin();
  await expect(complete(uploadId, digestOf(""))).rejects.toMatchObject({
    name: "EmptyUploadException",
    message: "The specified layer upload does not contain any layer parts.",
  });
  await send(uploadId, 0, CONTENT);
  await expect(complete(uploadId, digestOf("other"))).rejects.toMatchObject({
    name: "InvalidLayerException",
    message:
      "The layer digest calculation performed by Amazon ECR upon receipt of the image layer does not match the digest specified.",
  });
  await send(uploadId, CONTENT.length, CONTENT);
  await expect(complete(uploadId, digestOf(Buffer.concat([CONTENT, CONTENT])))).rejects.toMatchObject({
    name: "LayerPartTooSmallException",
    message: "Layer parts must be at least 5 MiB in size.",
  });
});

test("an upload of another repository is not found", async () => {
  await create();
  await world.ecr.createRepository({ repositoryName: "other" });
  const { uploadId } = await world.ecr.initiateLayerUpload({ repositoryName: "other" });
  await expect(send(uploadId ?? "", 0, CONTENT)).rejects.toMatchObject({
    name: "UploadNotFoundException",
    message: `The upload with id '${uploadId}' could not be found in the repository with name 'shop/api' in the registry with id '123456789012'`,
  });
  await expect(world.ecr.initiateLayerUpload({ repositoryName: "none" })).rejects.toMatchObject(
    missing("none"),
  );
});

test("an existing layer is rejected", async () => {
  await create();
  const digest = await upload(CONTENT);
  await expect(upload(CONTENT)).rejects.toMatchObject({
    name: "LayerAlreadyExistsException",
    message: `The layer with digest '${digest}' already exists in the repository with name 'shop/api' in the registry with id '123456789012'`,
  });
});

test("BatchCheckLayerAvailability returns the existing layers, and their types once a manifest sets them", async () => {
  await create();
  const digest = await upload(CONTENT);
  const absent = digestOf("absent");
  const check = () =>
    body(
      world.ecr.batchCheckLayerAvailability({ repositoryName, layerDigests: [digest, absent, "wrong", ""] }),
    );
  const layer = { layerDigest: digest, layerAvailability: "AVAILABLE", layerSize: CONTENT.length };
  const unavailable = { layerDigest: absent, layerAvailability: "UNAVAILABLE" };
  const failures = [
    {
      layerDigest: "wrong",
      failureCode: "InvalidLayerDigest",
      failureReason:
        "Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    },
    {
      layerDigest: "",
      failureCode: "MissingLayerDigest",
      failureReason: "Invalid request parameters: layer digest cannot be null",
    },
  ];
  expect(await check()).toEqual({ layers: [layer, unavailable], failures });
  const mediaType = "application/vnd.oci.image.layer.v1.tar+gzip";
  const layers = [{ digest, size: CONTENT.length, mediaType }];
  await world.ecr.putImage({ repositoryName, imageManifest: JSON.stringify({ schemaVersion: 2, layers }) });
  expect(await check()).toEqual({ layers: [{ ...layer, mediaType }, unavailable], failures });
});

test("a missing layer cannot be downloaded", async () => {
  await create();
  const layerDigest = digestOf("absent");
  await expect(world.ecr.getDownloadUrlForLayer({ repositoryName, layerDigest })).rejects.toMatchObject({
    name: "LayersNotFoundException",
    message: `The layer with digest '${layerDigest}' does not exist in the repository with name 'shop/api' in the registry with id '123456789012'`,
  });
});

test("C06: once layers are uploaded, PutImage requires those of the manifest", async () => {
  await create();
  const imageManifest = (digest: string) =>
    JSON.stringify({ schemaVersion: 2, config: { digest, size: 1 }, layers: [{ digest, size: 1 }] });
  const absent = digestOf("absent");
  await world.ecr.putImage({ repositoryName, imageManifest: imageManifest(absent) });
  const present = await upload(CONTENT);
  const other = digestOf("other");
  await expect(
    world.ecr.putImage({ repositoryName, imageManifest: imageManifest(other) }),
  ).rejects.toMatchObject({
    name: "LayersNotFoundException",
    message: `Layers with digests '[${other}, ${other}]' required for pushing image into repository with name 'shop/api' in the registry with id '123456789012' do not exist`,
  });
  await world.ecr.putImage({ repositoryName, imageManifest: imageManifest(present) });
  world.sim.ecr.layerCheck = "never";
  await world.ecr.putImage({ repositoryName, imageManifest: imageManifest(other) });
  world.sim.ecr.layerCheck = "always";
  await world.ecr.createRepository({ repositoryName: "empty" });
  await expect(
    world.ecr.putImage({ repositoryName: "empty", imageManifest: imageManifest(other) }),
  ).rejects.toMatchObject({ name: "LayersNotFoundException" });
});
