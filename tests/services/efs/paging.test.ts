import fc from "fast-check";
import { expect, test } from "vitest";
import { badRequest, efsWorld, failure, SUBNET_A, SUBNET_B, SUBNET_C } from "./efs-world.js";

const world = efsWorld({ delays: 0 });

/** All pages of a listing, each as the ids on it. */
async function pages(
  read: (token: string | undefined) => Promise<{ ids: (string | undefined)[]; next: string | undefined }>,
): Promise<(string | undefined)[][]> {
  const found: (string | undefined)[][] = [];
  let token: string | undefined;
  do {
    const { ids, next } = await read(token);
    found.push(ids);
    token = next;
  } while (token !== undefined);
  return found;
}

/** Full pages, and one that may be shorter at the end. */
function inPages<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

test("M02: the pages of every listing are its items, each once and in order, whatever their size", async () => {
  const efs = world.elsewhere({});
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 }), async (count, size) => {
      world.sim.reset();
      for (let i = 0; i < count; i++) await efs.createFileSystem({ CreationToken: `t${i}` });
      const ids = world.sim.efs.fileSystems().map((row) => row.FileSystemId);
      const [FileSystemId = "", other] = ids;
      for (let i = 0; i < count; i++) {
        await efs.createAccessPoint({ ClientToken: `a${i}`, FileSystemId });
        if (other) await efs.createAccessPoint({ ClientToken: `b${i}`, FileSystemId: other });
      }
      const points = world.sim.efs.accessPoints().map((row) => row.AccessPointId);
      const own = world.sim.efs.accessPoints(FileSystemId).map((row) => row.AccessPointId);
      expect(own).toHaveLength(count);

      const fileSystems = await pages(async (Marker) => {
        const answer = await efs.describeFileSystems({ MaxItems: size, Marker });
        expect(answer.Marker).toBe(Marker);
        return { ids: answer.FileSystems?.map((row) => row.FileSystemId) ?? [], next: answer.NextMarker };
      });
      expect(fileSystems).toEqual(inPages(ids, size));
      const accessPoints = (id?: string) =>
        pages(async (NextToken) => {
          const answer = await efs.describeAccessPoints({ FileSystemId: id, MaxResults: size, NextToken });
          return { ids: answer.AccessPoints?.map((row) => row.AccessPointId) ?? [], next: answer.NextToken };
        });
      expect(await accessPoints()).toEqual(inPages(points, size));
      expect(await accessPoints(FileSystemId)).toEqual(inPages(own, size));
    }),
    { numRuns: 25 },
  );
});

test("mount targets and replications come in pages too", async () => {
  const { efs } = world;
  const FileSystemId = await world.fileSystem();
  for (const SubnetId of [SUBNET_A, SUBNET_B, SUBNET_C])
    await efs.createMountTarget({ FileSystemId, SubnetId });
  const targets = world.sim.efs.mountTargets(FileSystemId).map((row) => row.MountTargetId);
  const found = await pages(async (Marker) => {
    const answer = await efs.describeMountTargets({ FileSystemId, MaxItems: 2, Marker });
    return { ids: answer.MountTargets?.map((row) => row.MountTargetId) ?? [], next: answer.NextMarker };
  });
  expect(found).toEqual(inPages(targets, 2));

  const sources: string[] = [];
  for (let i = 0; i < 3; i++) {
    const SourceFileSystemId = await world.fileSystem();
    // Both ends of the first are in one region, where it is still one replication.
    const Region = i === 0 ? "us-east-1" : "eu-west-1";
    await efs.createReplicationConfiguration({ SourceFileSystemId, Destinations: [{ Region }] });
    sources.push(SourceFileSystemId);
  }
  const replications = await pages(async (NextToken) => {
    const answer = await efs.describeReplicationConfigurations({ MaxResults: 1, NextToken });
    return { ids: answer.Replications?.map((row) => row.SourceFileSystemId) ?? [], next: answer.NextToken };
  });
  expect(replications).toEqual(inPages(sources.sort(), 1));
});

test("a page is of a hundred at most", async () => {
  const efs = world.elsewhere({});
  for (let i = 0; i < 101; i++) await efs.createFileSystem({ CreationToken: `t${i}` });
  expect((await efs.describeFileSystems({})).FileSystems).toHaveLength(100);
  const { FileSystems, NextMarker } = await efs.describeFileSystems({ MaxItems: 1000 });
  expect(FileSystems).toHaveLength(100);
  expect((await efs.describeFileSystems({ Marker: NextMarker })).FileSystems).toHaveLength(1);
});

test("a listing continues although the last item of its page is deleted", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push(await world.fileSystem());
  ids.sort();
  const { NextMarker } = await world.efs.describeFileSystems({ MaxItems: 2 });
  await world.efs.deleteFileSystem({ FileSystemId: ids[1] });
  await world.efs.describeAccountPreferences({});
  expect(world.sim.efs.fileSystem(ids[1] ?? "")).toBeUndefined();
  const rest = await world.efs.describeFileSystems({ Marker: NextMarker });
  expect(rest.FileSystems?.map((row) => row.FileSystemId)).toEqual(ids.slice(2));
});

test("an unknown token, or one of another listing, is rejected", async () => {
  for (let i = 0; i < 2; i++) await world.fileSystem();
  const { NextMarker } = await world.efs.describeFileSystems({ MaxItems: 1 });
  const invalid = badRequest("The paging token is not valid.");
  expect(await failure(world.efs.describeAccessPoints({ NextToken: NextMarker }))).toEqual(invalid);
  expect(await failure(world.efs.describeFileSystems({ Marker: "x" }))).toEqual(invalid);
  expect(await failure(world.efs.describeFileSystems({ MaxItems: 0 }))).toMatchObject({
    code: "ValidationException",
    message:
      "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  });
});
