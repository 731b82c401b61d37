import { ECR } from "@aws-sdk/client-ecr";
import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, functionNamed, invalid, useLambda } from "./lambda-world.js";

const world = useLambda();
const REGISTRY = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.docker.distribution.manifest.v2+json",
});

const ofImage = (ImageUri: string) =>
  functionNamed("f1", { PackageType: "Image", Runtime: undefined, Handler: undefined, Code: { ImageUri } });

/** A repository with one image, tagged `1`; returns its digest. */
async function pushed(): Promise<string> {
  const ecr = new ECR({ ...world.sim.clientConfig(), maxAttempts: 1 });
  await ecr.createRepository({ repositoryName: "app" });
  const { image } = await ecr.putImage({ repositoryName: "app", imageManifest: MANIFEST, imageTag: "1" });
  return image?.imageId?.imageDigest ?? "";
}

test("A16 CodeSha256 is the digest of the image in ECR", async () => {
  const digest = await pushed();
  const { CodeSha256 } = await world.lambda.createFunction(ofImage(`${REGISTRY}/app:1`));
  expect(`sha256:${CodeSha256}`).toBe(digest);
  expect((await world.lambda.getFunction({ FunctionName: "f1" })).Code).toEqual({
    RepositoryType: "ECR",
    ImageUri: `${REGISTRY}/app:1`,
    ResolvedImageUri: `${REGISTRY}/app@${digest}`,
  });
  const updated = await world.lambda.updateFunctionCode({
    FunctionName: "f1",
    ImageUri: `${REGISTRY}/app@${digest}`,
  });
  expect(updated.CodeSha256).toBe(CodeSha256);
});

test("A16 an image that its repository does not have is rejected", async () => {
  await pushed();
  const missing = (uri: string) =>
    invalid(`Source image ${uri} does not exist. Provide a valid source image.`);
  const tagged = `${REGISTRY}/app:2`;
  expect(await failure(world.lambda.createFunction(ofImage(tagged)))).toEqual(missing(tagged));
  await world.lambda.createFunction(ofImage(`${REGISTRY}/app:1`));
  const digested = `${REGISTRY}/app@sha256:${"0".repeat(64)}`;
  expect(await failure(world.lambda.updateFunctionCode({ FunctionName: "f1", ImageUri: digested }))).toEqual(
    missing(digested),
  );
});

test("A16 images of repositories that do not exist here are accepted, but not those of other regions", async () => {
  const { CodeSha256 } = await world.lambda.createFunction(ofImage(`${REGISTRY}/other:1`));
  expect(CodeSha256).toMatch(/^[0-9a-f]{64}$/);
  const elsewhere = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app:1`;
  expect(await failure(world.lambda.createFunction(ofImage(elsewhere)))).toEqual(
    invalid(`Source image ${elsewhere} is not valid. Provide a valid source image.`),
  );
});
