import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws ecr", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-cli-"));
  afterAll(() => Promise.all([sim.close(), rm(folder, { recursive: true })]));

  test("logs in, pushes an image by its manifest, lists and deletes it", async () => {
    const { repository } = await aws.json("ecr create-repository", { "repository-name": "web" });
    expect(repository.repositoryUri).toBe("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web");
    expect((await aws.text("ecr get-login-password")).trim()).toBe("password");
    const name = { "repository-name": "web" };
    const manifest = {
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: 2,
        digest: `sha256:${"0".repeat(64)}`,
      },
      layers: [],
    };
    sim.ecr.pushImage("web", "seed");
    const [seed] = sim.ecr.images("web");
    expect(seed?.imageTags).toEqual(["seed"]);
    const listed = await aws.json("ecr list-images", name);
    expect(listed.imageIds.map((image: { imageTag: string }) => image.imageTag)).toEqual(["seed"]);
    const refused = await aws.run("ecr put-image", {
      ...name,
      "image-manifest": manifest,
      "image-tag": "v1",
    });
    expect(refused.stderr).toContain("(LayersNotFoundException)");
    await aws.json("ecr batch-delete-image", { ...name, "image-ids": "imageTag=seed" });
    await aws.json("ecr delete-repository", name);
    expect(await aws.json("ecr describe-repositories", { query: "repositories" })).toEqual([]);
  });

  test("pushes an image layer by layer", async () => {
    const name = { "repository-name": "layers" };
    await aws.json("ecr create-repository", { ...name, "image-tag-mutability": "IMMUTABLE" });
    const push = async (text: string) => {
      const file = join(folder, "layer");
      await writeFile(file, text);
      const { uploadId } = await aws.json("ecr initiate-layer-upload", name);
      const upload = { ...name, "upload-id": uploadId };
      const part = {
        "part-first-byte": 0,
        "part-last-byte": text.length - 1,
        "layer-part-blob": `fileb://${file}`,
      };
      await aws.json("ecr upload-layer-part", { ...upload, ...part });
      const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
      await aws.json("ecr complete-layer-upload", { ...upload, "layer-digests": digest });
      return { size: text.length, digest };
    };
    const config = "application/vnd.docker.container.image.v1+json";
    const layer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    const manifest = {
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: { mediaType: config, ...(await push("{}")) },
      layers: [{ mediaType: layer, ...(await push("layer")) }],
    };
    await aws.json("ecr put-image", { ...name, "image-manifest": manifest, "image-tag": "v1" });
    const other = { ...manifest, layers: [] };
    const moved = await aws.run("ecr put-image", { ...name, "image-manifest": other, "image-tag": "v1" });
    expect(moved.stderr).toContain("(ImageTagAlreadyExistsException)");
    const table = await aws.text("ecr describe-images", {
      ...name,
      query: "imageDetails[].{Tag:imageTags[0],Size:imageSizeInBytes}",
      output: "table",
    });
    expect(table.split("\n").map((line) => line.replace(/\s+/g, " "))).toContain("| 7 | v1 |");
    const refused = await aws.run("ecr delete-repository", name);
    expect(refused.stderr).toContain("(RepositoryNotEmptyException)");
    await aws.json("ecr delete-repository", { ...name, force: true });
  });
});
