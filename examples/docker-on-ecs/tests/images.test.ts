import { createHash } from "node:crypto";
import {
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from "@aws-sdk/client-ecr";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Stage, stage } from "../simulated/stage.js";

let here: Stage;
afterEach(() => here[Symbol.asyncDispose]());

const create = (body: object, name?: string) =>
  here.docker.post(`/containers/create${name === undefined ? "" : `?name=${name}`}`, {
    Image: "alpine",
    Cmd: ["x"],
    ...body,
  });

describe("images", () => {
  beforeEach(async () => {
    here = await stage();
  });

  const pull = async (query: string): Promise<unknown[]> => {
    const { bytes } = await here.docker.post(`/images/create?${query}`);
    return bytes
      .toString()
      .split("\r\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  };

  test("an image of Docker Hub is accepted as it is", async () => {
    expect(await pull("fromImage=docker.io/library/alpine&tag=latest")).toEqual([
      { status: "Pulling from library/alpine", id: "latest" },
      { status: "Status: Downloaded newer image for alpine:latest" },
    ]);
    expect(await pull("fromImage=alpine&tag=latest")).toContainEqual({
      status: "Status: Image is up to date for alpine:latest",
    });
    expect((await here.docker.get("/images/json")).body).toMatchObject([
      { RepoTags: ["alpine:latest"], RepoDigests: [], Containers: 0 },
    ]);
  });

  test("an image of ECR is looked up", async () => {
    const { imageUri, imageDigest } = here.sim.ecr.pushImage("shop/web", "1.0");
    const repository = imageUri.replace(":1.0", "");
    expect(await pull(`fromImage=${repository}&tag=1.0`)).toEqual([
      { status: "Pulling from shop/web", id: "1.0" },
      { status: `Digest: ${imageDigest}` },
      { status: `Status: Downloaded newer image for ${imageUri}` },
    ]);
    expect(await here.docker.get(`/images/${imageUri}/json`)).toMatchObject({
      status: 200,
      body: { RepoTags: [imageUri], RepoDigests: [`${repository}@${imageDigest}`], Os: "linux" },
    });
    expect((await create({ Image: `${repository}@${imageDigest}` })).status).toBe(201);
  });

  test.each(["shop/web:2.0", "no/repository:1"])("an image that ECR does not have: %s", async (name) => {
    const { imageUri } = here.sim.ecr.pushImage("shop/web", "1.0");
    const missing = imageUri.replace("shop/web:1.0", name);
    expect(await create({ Image: missing })).toMatchObject({
      status: 404,
      body: { message: `No such image: ${missing}` },
    });
    const [repository, tag] = missing.split(/:(?=[^:]*$)/);
    expect(await pull(`fromImage=${repository}&tag=${tag}`)).toContainEqual({
      error: `No such image: ${missing}`,
      errorDetail: { message: `No such image: ${missing}` },
    });
  });

  test("tags, and removal name by name", async () => {
    await pull("fromImage=alpine&tag=3");
    expect((await here.docker.post("/images/alpine:3/tag?repo=reg.io/mine/app&tag=1")).status).toBe(201);
    const inspected = await here.docker.get("/images/reg.io/mine/app:1/json");
    const id = inspected.text("Id");
    expect(inspected.body).toMatchObject({ RepoTags: ["alpine:3", "reg.io/mine/app:1"] });
    expect((await here.docker.get(`/images/${id.slice(7, 19)}/json`)).text("Id")).toBe(id);

    await create({ Image: "alpine:3" }, "user");
    expect(await here.docker.delete("/images/alpine:3")).toMatchObject({ status: 409 });
    await here.docker.delete("/containers/user");
    expect((await here.docker.delete("/images/alpine:3")).body).toEqual([{ Untagged: "alpine:3" }]);
    expect((await here.docker.delete("/images/reg.io/mine/app:1")).body).toEqual([
      { Untagged: "reg.io/mine/app:1" },
      { Deleted: id },
    ]);
    expect(await here.docker.delete("/images/alpine:3")).toMatchObject({
      status: 404,
      body: { message: "No such image: alpine:3" },
    });
  });

  test("filters, history and prune", async () => {
    for (const name of ["alpine", "reg.io/team/app"]) await pull(`fromImage=${name}&tag=1`);
    const matching = async (reference: string) => {
      const filters = encodeURIComponent(JSON.stringify({ reference: { [reference]: true } }));
      const { body } = await here.docker.get(`/images/json?filters=${filters}`);
      return Array.isArray(body) ? body.flatMap(({ RepoTags }) => RepoTags) : [];
    };
    expect(await matching("alpine")).toEqual(["alpine:1"]);
    expect(await matching("reg.io/*")).toEqual(["reg.io/team/app:1"]);
    expect(await matching("*app:1")).toEqual(["reg.io/team/app:1"]);
    expect(await matching("alpine:2")).toEqual([]);
    expect((await here.docker.get("/images/alpine:1/history")).body).toMatchObject([{ Tags: ["alpine:1"] }]);
    await create({ Image: "alpine:1" });
    const all = encodeURIComponent('{"dangling":{"false":true}}');
    expect((await here.docker.post("/images/prune")).body).toMatchObject({ ImagesDeleted: null });
    expect((await here.docker.post(`/images/prune?filters=${all}`)).body).toMatchObject({
      ImagesDeleted: { length: 1 },
    });
    expect(await matching("*")).toEqual(["alpine:1"]);
  });

  test("K21: the command of an image on ECR is wrapped, if its configuration can be read", async () => {
    const config = Buffer.from(JSON.stringify({ config: { Entrypoint: ["/app"], Cmd: ["--serve"] } }));
    const imageUri = await push(here, "shop/app", config);
    const id = (await here.docker.post("/containers/create", { Image: imageUri })).text("Id");
    expect(here.sim.ecs.taskDefinitions()[0]?.containerDefinitions).toMatchObject([
      { entryPoint: ["/sockerless-agent", "--", "/app"], command: ["--serve"] },
    ]);
    expect((await here.docker.get(`/containers/${id}/json`)).body).toMatchObject({
      Path: "/app",
      Args: ["--serve"],
    });
  });
});

/** Pushes an image with this configuration, as `docker push` does. */
async function push({ sim }: Stage, repositoryName: string, config: Buffer): Promise<string> {
  const ecr = new ECRClient(sim.clientConfig());
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
  const upload = { repositoryName, uploadId };
  await ecr.send(
    new UploadLayerPartCommand({
      ...upload,
      partFirstByte: 0,
      partLastByte: config.length - 1,
      layerPartBlob: config,
    }),
  );
  const digest = `sha256:${createHash("sha256").update(config).digest("hex")}`;
  await ecr.send(new CompleteLayerUploadCommand({ ...upload, layerDigests: [digest] }));
  const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: { mediaType: "application/vnd.docker.container.image.v1+json", size: config.length, digest },
    layers: [],
  };
  await ecr.send(
    new PutImageCommand({
      repositoryName,
      imageManifest: JSON.stringify(manifest),
      imageManifestMediaType: mediaType,
      imageTag: "1",
    }),
  );
  return `${repository?.repositoryUri}:1`;
}
