import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws ecr", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("logs in, pushes an image by its manifest, lists and deletes it", async () => {
    const { repository } = await aws.json("ecr create-repository", { "repository-name": "web" });
    expect(repository.repositoryUri).toBe("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web");
    expect(await aws.text("ecr get-login-password")).toMatch(/^[\w+/=-]{20,}\n?$/);
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
});
