import { paginateListTagsForResource } from "@aws-sdk/client-efs";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { badRequest, efsWorld, failure, fileSystemNotFound } from "./efs-world.js";

const world = efsWorld();
const tag = (Key: string, Value = "") => ({ Key, Value });

test("file systems and access points are tagged and untagged by id and ARN", async () => {
  const FileSystemId = await world.fileSystem({ Tags: [tag("Name", "a")] });
  const AccessPointId = await world.accessPoint(FileSystemId);
  const arns = [
    world.sim.efs.fileSystem(FileSystemId)?.FileSystemArn,
    world.sim.efs.accessPoints()[0]?.AccessPointArn,
  ];
  for (const ResourceId of [FileSystemId, AccessPointId, ...arns]) {
    const Tags = [tag("Name", "b"), tag("team", "x"), tag("Name", "c")];
    await world.efs.tagResource({ ResourceId, Tags });
    expect(await body(world.efs.listTagsForResource({ ResourceId }))).toEqual({
      Tags: [tag("Name", "c"), tag("team", "x")],
    });
    await world.efs.untagResource({ ResourceId, TagKeys: ["team", "none"] });
    expect(await body(world.efs.listTagsForResource({ ResourceId }))).toEqual({ Tags: [tag("Name", "c")] });
  }
  expect(world.sim.efs.fileSystem(FileSystemId)).toMatchObject({ Name: "c", Tags: [tag("Name", "c")] });
  expect(world.sim.efs.accessPoints()).toMatchObject([{ Name: "c", Tags: [tag("Name", "c")] }]);
});

test("the older API sees the same tags", async () => {
  const FileSystemId = await world.fileSystem();
  const created = await world.efs.createTags({ FileSystemId, Tags: [tag("a", "1"), tag("b", "2")] });
  expect(created.$metadata.httpStatusCode).toBe(204);
  expect(await body(world.efs.describeTags({ FileSystemId }))).toEqual({
    Tags: [tag("a", "1"), tag("b", "2")],
  });
  expect((await world.efs.listTagsForResource({ ResourceId: FileSystemId })).Tags).toHaveLength(2);
  await world.efs.deleteTags({ FileSystemId, TagKeys: ["a"] });
  expect(await body(world.efs.describeTags({ FileSystemId }))).toEqual({ Tags: [tag("b", "2")] });
});

test("tags are given in pages", async () => {
  const Tags = Array.from({ length: 5 }, (_, i) => tag(`k${i}`));
  const FileSystemId = await world.fileSystem({ Tags });
  const pages: unknown[] = [];
  for await (const page of paginateListTagsForResource(
    { client: world.efs, pageSize: 2 },
    { ResourceId: FileSystemId },
  ))
    pages.push(page.Tags);
  expect(pages).toEqual([Tags.slice(0, 2), Tags.slice(2, 4), Tags.slice(4)]);
  const first = await body(world.efs.describeTags({ FileSystemId, MaxItems: 3 }));
  expect(first.Tags).toEqual(Tags.slice(0, 3));
  expect(await body(world.efs.describeTags({ FileSystemId, Marker: first.NextMarker }))).toEqual({
    Marker: first.NextMarker,
    Tags: Tags.slice(3),
  });
  expect(
    await failure(world.efs.listTagsForResource({ ResourceId: FileSystemId, NextToken: first.NextMarker })),
  ).toEqual(badRequest("The paging token is not valid."));
});

test("what cannot be tagged", async () => {
  const FileSystemId = await world.fileSystem();
  const put = (ResourceId: string, Tags = [tag("a")]) => failure(world.efs.tagResource({ ResourceId, Tags }));
  expect(await put("fs-00000000")).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await put("fsap-00000000")).toEqual({
    code: "AccessPointNotFound",
    status: 404,
    message: "Access Point fsap-00000000 does not exist.",
  });
  expect(await put("fsmt-00000000")).toMatchObject({ code: "ValidationException", status: 400 });
  expect(await put(FileSystemId, [tag("aws:a")])).toMatchObject({ code: "ValidationException", status: 400 });
  expect(
    await put(
      FileSystemId,
      Array.from({ length: 51 }, (_, i) => tag(`k${i}`)),
    ),
  ).toEqual(badRequest("The maximum number of tags per resource is 50."));
  expect(await failure(world.efs.describeTags({ FileSystemId: "fs-00000000" }))).toEqual(
    fileSystemNotFound("fs-00000000"),
  );
});
