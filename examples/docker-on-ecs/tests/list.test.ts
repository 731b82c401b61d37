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

const filtered = (filters: object) => names(`all=1&filters=${encodeURIComponent(JSON.stringify(filters))}`);

describe("list", () => {
  test("K09: has the image, the state and the names of each, the newest first", async () => {
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const first = await create({ Labels: { a: "b" } }, "first");
    const second = await create({ Image: "nginx:1", ExposedPorts: { "80/tcp": {} } }, "second");
    await here.docker.post(`/containers/${second}/start`);
    const { privateIpv4Address: IP } = here.sim.ecs.runs()[0] ?? {};
    expect((await here.docker.get("/containers/json?all=true")).body).toMatchObject([
      {
        Id: second,
        Names: ["/second"],
        Image: "nginx:1",
        Command: "sleep 1000",
        State: "running",
        Status: expect.stringMatching(/^Up /),
        Ports: [{ IP, PrivatePort: 80, PublicPort: 80, Type: "tcp" }],
      },
      {
        Id: first,
        Names: ["/first"],
        Image: "alpine",
        State: "created",
        Status: "Created",
        Labels: { a: "b" },
      },
    ]);
    expect(await names("")).toEqual(["/second"]);
    expect(await names("limit=1")).toEqual(["/second"]);
  });

  test("K10: filters by label, in both forms", async () => {
    await create({ Labels: { "test-run": "ecs-integration", x: "1" } }, "mine");
    await create({ Labels: { "test-run": "other" } }, "other");
    await create({}, "none");
    expect(await filtered({ label: ["test-run=ecs-integration"] })).toEqual(["/mine"]);
    expect(await filtered({ label: { "test-run=ecs-integration": true } })).toEqual(["/mine"]);
    expect(await filtered({ label: { "test-run=ecs-integration": false } })).toEqual([
      "/none",
      "/other",
      "/mine",
    ]);
    expect(await filtered({ label: ["test-run"] })).toEqual(["/other", "/mine"]);
    expect(await filtered({ label: ["test-run", "x=1"] })).toEqual(["/mine"]);
    expect(await filtered({ label: ["constructor"] })).toEqual([]);
  });

  test("filters by name, id, status, image, exit code, port, network and order", async () => {
    here.sim.ecs.onTask("sockerless-*", { exitCode: 3 });
    const one = await create({ ExposedPorts: { "80/tcp": {} } }, "one");
    await create({ Image: "nginx" }, "two");
    await create({}, "one-more");
    await here.docker.post(`/containers/${one}/start`);
    await here.docker.post(`/containers/${one}/wait`);

    expect(await filtered({ name: ["one"] })).toEqual(["/one-more", "/one"]);
    expect(await filtered({ name: ["^/one$"] })).toEqual(["/one"]);
    expect(await filtered({ name: ["^tw"] })).toEqual(["/two"]);
    expect(await filtered({ id: [one.slice(0, 5)] })).toEqual(["/one"]);
    expect(await filtered({ status: ["exited"] })).toEqual(["/one"]);
    expect(await filtered({ status: ["created", "exited"], name: ["one"] })).toEqual(["/one-more", "/one"]);
    expect(await filtered({ exited: ["3"] })).toEqual(["/one"]);
    expect(await filtered({ exited: ["0"] })).toEqual([]);
    expect(await filtered({ ancestor: ["nginx"] })).toEqual(["/two"]);
    expect(await filtered({ expose: ["80"] })).toEqual(["/one"]);
    expect(await filtered({ network: ["bridge"], health: ["none"] })).toHaveLength(3);
    expect(await filtered({ before: ["two"] })).toEqual(["/one"]);
    expect(await filtered({ since: ["two"] })).toEqual(["/one-more"]);
  });
});
