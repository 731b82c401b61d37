import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws efs", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("creates a file system with a mount target and an access point, and removes them", async () => {
    const { FileSystemId } = await aws.json("efs create-file-system", {
      "creation-token": "one",
      tags: "Key=Name,Value=data",
    });
    const fileSystem = { "file-system-id": FileSystemId };
    const states = "FileSystems[].[Name,LifeCycleState]";
    expect(await aws.json("efs describe-file-systems", { query: states })).toEqual([["data", "available"]]);
    const mount = await aws.json("efs create-mount-target", {
      ...fileSystem,
      "subnet-id": "subnet-0a1b2c3d",
    });
    const point = await aws.json("efs create-access-point", {
      ...fileSystem,
      "client-token": "t",
      "posix-user": "Uid=1000,Gid=1000",
    });
    const used = await aws.run("efs delete-file-system", fileSystem);
    expect(used.stderr).toContain("(FileSystemInUse)");
    await aws.json("efs delete-access-point", { "access-point-id": point.AccessPointId });
    await aws.json("efs delete-mount-target", { "mount-target-id": mount.MountTargetId });
    await aws.json("efs delete-file-system", fileSystem);
    expect(await aws.json("efs describe-file-systems", { query: "FileSystems" })).toEqual([]);
  });
});
