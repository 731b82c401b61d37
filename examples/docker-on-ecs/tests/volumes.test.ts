import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
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

describe("volumes", () => {
  let fileSystem: string;
  beforeEach(async () => {
    here = await stage({
      prepare: async (sim) => {
        const efs = new EFSClient(sim.clientConfig());
        const { FileSystemId = "" } = await efs.send(
          new CreateFileSystemCommand({ CreationToken: "volumes" }),
        );
        fileSystem = FileSystemId;
        return { efsFilesystemId: FileSystemId };
      },
    });
  });

  test("E10: a volume is an access point", async () => {
    const created = await here.docker.post("/volumes/create", { Name: "data", Labels: { a: "b" } });
    expect(created).toMatchObject({
      status: 201,
      body: {
        Name: "data",
        Driver: "local",
        Mountpoint: "/volumes/data",
        Labels: { a: "b" },
        Scope: "local",
      },
    });
    expect(here.sim.efs.accessPoints(fileSystem)).toMatchObject([
      {
        AccessPointId: created.text("Status", "accessPointId"),
        RootDirectory: { Path: "/volumes/data" },
        Tags: expect.arrayContaining([{ Key: "Name", Value: "data" }]),
      },
    ]);
    expect((await here.docker.get("/volumes")).body).toMatchObject({
      Volumes: [{ Name: "data" }],
      Warnings: null,
    });
    expect((await here.docker.get("/volumes/data")).status).toBe(200);
    expect((await here.docker.delete("/volumes/data")).status).toBe(204);
    expect(here.sim.efs.accessPoints(fileSystem)).toEqual([]);
    expect(await here.docker.delete("/volumes/data")).toMatchObject({
      status: 404,
      body: { message: "get data: no such volume" },
    });
    expect((await here.docker.delete("/volumes/data?force=1")).status).toBe(204);
  });

  test("a container mounts it, and keeps it from being removed", async () => {
    const created = await create({
      HostConfig: {
        Binds: ["data:/data:ro"],
        Mounts: [{ Type: "volume", Source: "more", Target: "/more" }],
        Tmpfs: { "/tmp": "" },
      },
    });
    expect(here.sim.ecs.taskDefinitions()).toMatchObject([
      {
        volumes: [
          {
            name: "volume-0",
            efsVolumeConfiguration: {
              fileSystemId: fileSystem,
              transitEncryption: "ENABLED",
              authorizationConfig: { accessPointId: expect.stringMatching(/^fsap-/), iam: "DISABLED" },
            },
          },
          { name: "volume-1" },
          { name: "volume-2" },
        ],
        containerDefinitions: [
          {
            mountPoints: [
              { sourceVolume: "volume-0", containerPath: "/data", readOnly: true },
              { sourceVolume: "volume-1", containerPath: "/more", readOnly: false },
              { sourceVolume: "volume-2", containerPath: "/tmp", readOnly: false },
            ],
          },
        ],
      },
    ]);
    const id = created.text("Id");
    expect((await here.docker.get(`/containers/${id}/json`)).body).toMatchObject({
      Mounts: [
        { Type: "volume", Name: "data", Destination: "/data", RW: false },
        { Type: "volume", Name: "more", Destination: "/more", RW: true },
        { Type: "tmpfs", Destination: "/tmp" },
      ],
    });
    expect(await here.docker.delete("/volumes/data")).toMatchObject({
      status: 409,
      body: { message: `remove data: volume is in use - [${id}]` },
    });
    await here.docker.delete(`/containers/${id}`);
    expect((await here.docker.post("/volumes/prune")).body).toMatchObject({
      VolumesDeleted: ["data", "more"],
    });
  });

  test("without a name, one is invented; names that are none, and other drivers", async () => {
    expect((await here.docker.post("/volumes/create", {})).text("Name")).toMatch(/^[0-9a-f]{64}$/);
    expect((await here.docker.post("/volumes/create", { Name: "a b" })).status).toBe(400);
    expect((await here.docker.post("/volumes/create", { Name: "nfs", Driver: "nfs" })).status).toBe(400);
  });
});
