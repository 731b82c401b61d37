import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Stage, stage } from "../simulated/stage.js";

let here: Stage;
beforeEach(async () => {
  here = await stage();
});
afterEach(() => here[Symbol.asyncDispose]());

const create = async (body: object = {}, name?: string): Promise<string> => {
  const query = name === undefined ? "" : `?name=${name}`;
  const response = await here.docker.post(`/containers/create${query}`, {
    Image: "alpine",
    Cmd: ["sleep", "1000"],
    ...body,
  });
  expect(response.status).toBe(201);
  return response.text("Id");
};

const names = async (query: string): Promise<string[]> => {
  const { body } = await here.docker.get(`/containers/json?${query}`);
  return Array.isArray(body) ? body.map(({ Names }) => Names[0]) : [];
};

describe("create", () => {
  test("K03: returns 201 with an id of 64 digits", async () => {
    const response = await here.docker.post("/containers/create", {
      Image: "alpine:latest",
      Cmd: ["echo", "hello from fargate"],
    });
    expect(response).toMatchObject({
      status: 201,
      body: { Id: expect.stringMatching(/^[0-9a-f]{64}$/), Warnings: [] },
    });
  });

  test("K21: wraps the command with the agent; inspect returns the original", async () => {
    const id = await create({
      Entrypoint: ["sh", "-c"],
      Cmd: ["echo hi"],
      Env: ["A=1=2", "B"],
      User: "1000",
    });
    const [definition] = here.sim.ecs.taskDefinitions();
    expect(definition).toMatchObject({
      family: `sockerless-${id.slice(0, 12)}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        {
          name: "main",
          image: "alpine",
          entryPoint: ["/sockerless-agent", "--", "sh", "-c"],
          command: ["echo hi"],
          user: "1000",
          environment: [
            { name: "A", value: "1=2" },
            { name: "SOCKERLESS_AGENT_TOKEN", value: expect.stringMatching(/^[0-9a-f]{64}$/) },
          ],
          portMappings: [{ containerPort: 9111, protocol: "tcp" }],
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/sockerless/containers", "awslogs-stream-prefix": id.slice(0, 12) },
          },
        },
      ],
    });
    expect(await here.docker.get(`/containers/${id}/json`)).toMatchObject({
      body: {
        Path: "sh",
        Args: ["-c", "echo hi"],
        Config: {
          Entrypoint: ["sh", "-c"],
          Cmd: ["echo hi"],
          Env: ["A=1=2", "B"],
          Image: "alpine",
          User: "1000",
        },
      },
    });
  });

  test("K21: an init container copies the agent where an image of it is configured", async () => {
    await using other = await stage({ settings: { agentImage: "public.ecr.aws/sockerless/agent:1" } });
    await other.docker.post("/containers/create", { Image: "alpine", Cmd: ["date"] });
    expect(other.sim.ecs.taskDefinitions()).toMatchObject([
      {
        volumes: [{ name: "sockerless-agent" }],
        containerDefinitions: [
          {
            name: "main",
            entryPoint: ["/sockerless-agent/sockerless-agent", "--"],
            command: ["date"],
            dependsOn: [{ containerName: "sockerless-agent", condition: "SUCCESS" }],
            mountPoints: [
              { sourceVolume: "sockerless-agent", containerPath: "/sockerless-agent", readOnly: true },
            ],
          },
          {
            name: "sockerless-agent",
            image: "public.ecr.aws/sockerless/agent:1",
            essential: false,
            entryPoint: ["/sockerless-agent", "--install", "/target"],
            mountPoints: [{ sourceVolume: "sockerless-agent", containerPath: "/target" }],
          },
        ],
      },
    ]);
  });

  test("a command that is the image's own, and unknown, is not wrapped", async () => {
    const id = await create({ Cmd: null });
    expect(here.sim.ecs.taskDefinitions()[0]?.containerDefinitions?.[0]).not.toHaveProperty("entryPoint");
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    await here.docker.post(`/containers/${id}/start`);
    const exec = await here.docker.post(`/containers/${id}/exec`, { Cmd: ["date"] });
    expect(await here.docker.post(`/exec/${exec.text("Id")}/start`, {})).toMatchObject({
      status: 501,
      body: {
        message: expect.stringContaining("which has no agent because the command of its image is unknown"),
      },
    });
  });

  test("translates limits, health checks and ports", async () => {
    await create({
      ExposedPorts: { "80/tcp": {}, "53/udp": {} },
      StopTimeout: 7,
      Healthcheck: { Test: ["CMD-SHELL", "true"], Interval: 5_000_000_000, Retries: 2 },
      WorkingDir: "/srv",
      HostConfig: {
        NanoCpus: 500_000_000,
        Memory: 3 * 2 ** 30,
        CapAdd: ["CAP_SYS_PTRACE"],
        Init: true,
        ReadonlyRootfs: true,
        Ulimits: [{ Name: "nofile", Soft: 1024, Hard: 2048 }],
        PortBindings: { "80/tcp": [{ HostPort: "8080" }] },
      },
    });
    expect(here.sim.ecs.taskDefinitions()).toMatchObject([
      {
        cpu: "512",
        memory: "3072",
        containerDefinitions: [
          {
            stopTimeout: 7,
            workingDirectory: "/srv",
            readonlyRootFilesystem: true,
            healthCheck: { command: ["CMD-SHELL", "true"], interval: 5, timeout: 30, retries: 2 },
            linuxParameters: { initProcessEnabled: true, capabilities: { add: ["SYS_PTRACE"] } },
            ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 2048 }],
            portMappings: [
              { containerPort: 80, protocol: "tcp" },
              { containerPort: 53, protocol: "udp" },
              { containerPort: 9111, protocol: "tcp" },
            ],
          },
        ],
      },
    ]);
  });

  test("warns about what it ignores", async () => {
    const HostConfig = {
      PortBindings: { "80": [{ HostPort: "0" }] },
      RestartPolicy: { Name: "always" },
      Dns: ["1.1.1.1"],
    };
    const { body } = await here.docker.post("/containers/create", {
      Image: "alpine",
      Cmd: ["date"],
      HostConfig,
    });
    expect(body).toMatchObject({
      Warnings: [
        "Ports are not published on this host: connect to the address of the task, which inspect returns.",
        "Restart policy always is ignored: ECS does not restart tasks.",
        "Dns is ignored: tasks use the resolver of the VPC.",
      ],
    });
  });

  test.each([
    ["no image", { Image: "" }, 400, "No image specified"],
    ["a reference that is none", { Image: "alpine:" }, 400, "invalid reference format"],
    [
      "capital letters",
      { Image: "Alpine" },
      400,
      "invalid reference format: repository name (library/Alpine) must be lowercase",
    ],
    [
      "a privileged container",
      { HostConfig: { Privileged: true } },
      400,
      "privileged containers are not supported on Fargate",
    ],
    [
      "the network of the host",
      { HostConfig: { NetworkMode: "host" } },
      400,
      "network mode host is not supported: tasks on Fargate have a network interface of their own",
    ],
    [
      "a path of the host",
      { HostConfig: { Binds: ["/tmp:/tmp"] } },
      400,
      "invalid mount config: /tmp is a path of the host, which tasks on Fargate cannot mount",
    ],
    [
      "a network that is missing",
      { HostConfig: { NetworkMode: "backend" } },
      404,
      "network backend not found",
    ],
    [
      "more memory than Fargate has",
      { HostConfig: { Memory: 2 ** 40 } },
      400,
      "Fargate has no task with 0 CPUs and 1048576 MiB of memory",
    ],
    [
      "a volume without a file system",
      { HostConfig: { Binds: ["data:/data"] } },
      500,
      "create data: volumes need a file system: set efs_filesystem_id in the configuration",
    ],
    [
      "what ECS rejects",
      {
        Healthcheck: { Test: ["CMD-SHELL", "true"] },
        HostConfig: { Ulimits: [{ Name: "bogus", Soft: 1, Hard: 1 }] },
      },
      400,
      expect.stringMatching(/^ecs: RegisterTaskDefinition: (ClientException|InvalidParameterException): /),
    ],
  ])("rejects %s", async (_, body, status, message) => {
    const response = await here.docker.post("/containers/create", {
      Image: "alpine",
      Cmd: ["date"],
      ...body,
    });
    expect(response).toMatchObject({ status, body: { message } });
    expect(await names("all=1")).toEqual([]);
  });

  test("a platform that Fargate does not run", async () => {
    expect(
      await here.docker.post("/containers/create?platform=windows/amd64", { Image: "a", Cmd: ["b"] }),
    ).toMatchObject({
      status: 501,
    });
  });

  test("a name in use, also by a request in progress", async () => {
    const id = await create({}, "web");
    const message = `Conflict. The container name "/web" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`;
    const body = { Image: "alpine", Cmd: ["date"] };
    expect(await here.docker.post("/containers/create?name=web", body)).toMatchObject({
      status: 409,
      body: { message },
    });

    const both = await Promise.all([1, 2].map(() => here.docker.post("/containers/create?name=same", body)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each(["a", "a b", "-a", "a/b"])("the name %j", async (name) => {
    const path = `/containers/create?name=${encodeURIComponent(name)}`;
    expect(await here.docker.post(path, { Image: "alpine", Cmd: ["date"] })).toMatchObject({
      status: 400,
      body: { message: `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed` },
    });
  });
});

describe("references", () => {
  test("an id, a unique start of it, and a name with or without a slash", async () => {
    const id = await create({}, "web");
    for (const reference of [id, id.slice(0, 12), "web", "%2Fweb"])
      expect((await here.docker.get(`/containers/${reference}/json`)).text("Id")).toBe(id);
  });

  test("a start that several ids have", async () => {
    const ids = new Set<string>();
    while (![...ids].some((id) => [...ids].some((other) => other !== id && other[0] === id[0])))
      ids.add(await create());
    const [prefix] = [...ids]
      .map((id) => id.slice(0, 1))
      .filter((first, index, all) => all.indexOf(first) !== index);
    expect(await here.docker.get(`/containers/${prefix}/json`)).toMatchObject({
      status: 400,
      body: { message: `multiple IDs found with provided prefix: ${prefix}` },
    });
  });

  test.each([
    ["GET", "/containers/none/json"],
    ["POST", "/containers/none/start"],
    ["POST", "/containers/none/wait"],
    ["GET", "/containers/none/logs?stdout=1"],
    ["DELETE", "/containers/none"],
    ["POST", "/containers/none/exec"],
  ])("%s %s returns 404", async (method, path) => {
    expect(await here.docker.send(method, path)).toMatchObject({
      status: 404,
      body: { message: "No such container: none" },
    });
  });
});

test("rename, and rename to a name in use", async () => {
  const id = await create({}, "old");
  await create({}, "taken");
  expect(await here.docker.post("/containers/old/rename?name=new")).toMatchObject({ status: 204 });
  expect((await here.docker.get("/containers/new/json")).text("Name")).toBe("/new");
  expect(await here.docker.post(`/containers/${id}/rename?name=taken`)).toMatchObject({ status: 409 });
  expect(await here.docker.post(`/containers/${id}/rename`)).toMatchObject({ status: 400 });
});
