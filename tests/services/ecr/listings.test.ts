import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf, manifestOf, pages, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";

test("C07: pages of ListImages and DescribeImages hold everything once, whatever the filter and the page size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom("TAGGED" as const, "UNTAGGED" as const, "ANY" as const, undefined),
      async (tagCounts, maxResults, tagStatus) => {
        world.sim.reset();
        const { ecr } = world;
        await ecr.createRepository({ repositoryName });
        world.sim.ecr.pushImage(`${repositoryName}-more`, "v1");
        const images = tagCounts.map((count, index) => ({
          manifest: manifestOf(`image ${index}`),
          tags: Array.from({ length: count }, (_, tag) => `t${index}-${tag}`),
        }));
        for (const { manifest: imageManifest, tags } of images) {
          await ecr.putImage({ repositoryName, imageManifest, imageTag: tags[0] });
          for (const imageTag of tags.slice(1))
            await ecr.putImage({ repositoryName, imageManifest, imageTag });
        }
        const wanted = images.filter(({ tags }) => tagStatus !== (tags.length === 0 ? "TAGGED" : "UNTAGGED"));
        const filter = { tagStatus };
        const described = await pages(async (nextToken) => {
          const answer = await ecr.describeImages({ repositoryName, filter, maxResults, nextToken });
          return {
            items: answer.imageDetails?.map((image) => image.imageDigest),
            nextToken: answer.nextToken,
          };
        });
        expect(described.flat().sort()).toEqual(wanted.map(({ manifest }) => digestOf(manifest)).sort());
        const listed = await pages(async (nextToken) => {
          const answer = await ecr.listImages({ repositoryName, filter, maxResults, nextToken });
          return {
            items: answer.imageIds?.map(({ imageDigest, imageTag }) => `${imageDigest} ${imageTag}`),
            nextToken: answer.nextToken,
          };
        });
        const expected = wanted.flatMap(({ manifest, tags }) =>
          (tags.length > 0 ? tags : [undefined]).map((tag) => `${digestOf(manifest)} ${tag}`),
        );
        expect(listed.flat().sort()).toEqual(expected.sort());
        expect([...described, ...listed].every((page) => page.length <= maxResults)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test("a token is good for the listing, repository and filter that gave it", async () => {
  const { ecr, sim } = world;
  for (const name of ["aa", "bb"]) for (const tag of ["v1", "v2"]) sim.ecr.pushImage(name, tag);
  const { nextToken } = await ecr.listImages({ repositoryName: "aa", maxResults: 1 });
  const refused = {
    name: "InvalidParameterException",
    message: "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
  };
  await expect(ecr.listImages({ repositoryName: "bb", nextToken })).rejects.toMatchObject(refused);
  await expect(ecr.describeImages({ repositoryName: "aa", nextToken })).rejects.toMatchObject(refused);
  await expect(
    ecr.listImages({ repositoryName: "aa", nextToken, filter: { tagStatus: "TAGGED" } }),
  ).rejects.toMatchObject(refused);
});
