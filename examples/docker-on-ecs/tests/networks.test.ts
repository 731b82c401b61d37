import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PATIENT, type Stage, stage } from "../simulated/stage.js";

let here: Stage;
afterEach(() => here[Symbol.asyncDispose]());

const create = (body: object, name?: string) =>
  here.docker.post(`/containers/create${name === undefined ? "" : `?name=${name}`}`, {
    Image: "alpine",
    Cmd: ["x"],
    ...body,
  });

describe("networks", () => {
  beforeEach(async () => {
    here = await stage({ prepare: (sim) => ({ subnets: sim.ec2.defaultNetwork().subnetIds.slice(0, 1) }) });
  });

  const groups = async () => {
    const ec2 = new EC2Client(here.sim.clientConfig());
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    return SecurityGroups.filter(({ GroupName }) => GroupName !== "default");
  };

  test("a network is a security group and a namespace", async () => {
    const created = await here.docker.post("/networks/create", {
      Name: "backend",
      Driver: "bridge",
      Labels: { a: "b" },
    });
    expect(created).toMatchObject({
      status: 201,
      body: { Id: expect.stringMatching(/^[0-9a-f]{64}$/), Warning: "" },
    });
    const [group] = await groups();
    expect(group).toMatchObject({
      GroupName: `sockerless-${created.text("Id").slice(0, 12)}`,
      Description: "Docker network backend",
      IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group?.GroupId }] }],
    });
    expect(here.sim.cloudMap.namespaces()).toMatchObject([{ Name: "backend", Type: "DNS_PRIVATE" }]);
    expect((await here.docker.get("/networks/backend")).body).toMatchObject({
      Driver: "bridge",
      Labels: { a: "b" },
    });
    expect(await here.docker.post("/networks/create", { Name: "backend" })).toMatchObject({
      status: 409,
      body: { message: "network with name backend already exists" },
    });

    expect((await here.docker.delete("/networks/backend")).status).toBe(204);
    expect(await groups()).toEqual([]);
    expect(here.sim.cloudMap.namespaces()).toEqual([]);
    expect(await here.docker.get("/networks/backend")).toMatchObject({
      status: 404,
      body: { message: "network backend not found" },
    });
  });

  test("containers of a network have its group, and are found by name and alias while they run", async () => {
    await here.docker.post("/networks/create", { Name: "backend" });
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = (
      await create(
        {
          HostConfig: { NetworkMode: "backend" },
          NetworkingConfig: { EndpointsConfig: { backend: { Aliases: ["db"] } } },
        },
        "postgres",
      )
    ).text("Id");
    expect(await here.docker.post(`/containers/${id}/start`)).toMatchObject({ status: 204 });
    const [group] = await groups();
    expect(here.sim.requests.filter({ operation: "RunTask" })[0]?.input).toMatchObject({
      networkConfiguration: {
        awsvpcConfiguration: { securityGroups: ["sg-0a1b2c3d4e5f60718", group?.GroupId] },
      },
    });
    const address = here.sim.ecs.runs()[0]?.privateIpv4Address;
    const found = () =>
      here.sim.cloudMap
        .services()
        .map(({ Name = "", Id = "" }) => [
          Name,
          here.sim.cloudMap.instances(Id).map(({ Attributes }) => Attributes.AWS_INSTANCE_IPV4),
        ])
        .sort();
    await expect.poll(found, PATIENT).toEqual([
      ["db", [address]],
      ["postgres", [address]],
    ]);
    expect((await here.docker.get("/networks/backend")).body).toMatchObject({
      Containers: { [id]: { Name: "postgres", IPv4Address: `${address}/32` } },
    });
    expect(await here.docker.delete("/networks/backend")).toMatchObject({ status: 403 });
    await here.docker.post(`/containers/${id}/stop`);
    await expect.poll(found, PATIENT).toEqual([
      ["db", []],
      ["postgres", []],
    ]);
    expect((await here.docker.delete("/networks/backend")).status).toBe(204);
  });

  test("connect and disconnect apply from the next start on", async () => {
    await here.docker.post("/networks/create", { Name: "backend" });
    await create({}, "web");
    expect((await here.docker.post("/networks/backend/connect", { Container: "web" })).status).toBe(200);
    expect((await here.docker.get("/containers/web/json")).body).toMatchObject({
      NetworkSettings: { Networks: { backend: {} } },
    });
    expect((await here.docker.post("/networks/backend/disconnect", { Container: "web" })).status).toBe(200);
    await here.docker.post("/containers/web/start");
    expect((await here.docker.post("/networks/backend/connect", { Container: "web" })).status).toBe(501);
    expect((await here.docker.post("/networks/prune")).body).toEqual({ NetworksDeleted: ["backend"] });
  });

  test("the predefined ones, and what cannot be", async () => {
    const { body } = await here.docker.get("/networks");
    expect(body).toMatchObject([{ Name: "bridge" }, { Name: "host" }, { Name: "none", Driver: "null" }]);
    expect((await here.docker.get("/networks/bridge")).status).toBe(200);
    expect((await here.docker.delete("/networks/bridge")).status).toBe(403);
    expect((await here.docker.post("/networks/create", { Name: "bridge" })).status).toBe(409);
    expect((await here.docker.post("/networks/create", { Name: "a/b" })).status).toBe(400);
    expect((await here.docker.post("/networks/create", { Name: "o", Driver: "overlay" })).status).toBe(400);
  });

  test("a namespace that cannot be created leaves no group behind", async () => {
    here.sim.faults.add({
      service: "servicediscovery",
      operation: "CreatePrivateDnsNamespace",
      error: "ResourceLimitExceeded",
    });
    expect(await here.docker.post("/networks/create", { Name: "backend" })).toMatchObject({ status: 500 });
    expect(await groups()).toEqual([]);
  });
});
