import { afterEach, describe, expect, test } from "vitest";
import { PATIENT, type Stage, type StageOptions, stage } from "../simulated/stage.js";

let here: Stage;
afterEach(() => here[Symbol.asyncDispose]());

const begin = async (options: StageOptions = {}) => {
  here = await stage(options);
};

/** A simulator whose time only the test moves, with the delays of Fargate. */
const frozen: StageOptions = {
  sim: {
    clock: "frozen",
    delays: { ecs: { provisioning: "10s", pending: "20s", stopping: "2s", deprovisioning: "10s" } },
  },
  settings: { pollInterval: 1_000 },
};

const create = async (body: object = {}): Promise<string> => {
  const response = await here.docker.post("/containers/create", {
    Image: "alpine",
    Cmd: ["sleep", "1000"],
    ...body,
  });
  return response.text("Id");
};

const state = async (id: string) => {
  const { body } = await here.docker.get(`/containers/${id}/json`);
  return typeof body === "object" && body !== null && "State" in body ? body.State : undefined;
};

const message = (text: string | RegExp) => ({ body: { message: expect.stringMatching(text) } });

/** Waits in real time until the simulator has the task, which then waits for simulated time. */
const launched = () => expect.poll(() => here.sim.ecs.tasks().length, PATIENT).toBe(1);

describe("start", () => {
  test("K04, K05, K17: blocks until the task is RUNNING; states on the way", async () => {
    await begin(frozen);
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await create();
    expect(await state(id)).toMatchObject({ Status: "created", StartedAt: "0001-01-01T00:00:00Z" });

    const seen: unknown[] = [];
    const started = here.docker.post(`/containers/${id}/start`).then(({ status }) => seen.push(status));
    await launched();
    expect(await state(id)).toMatchObject({ Status: "created", Running: false }); // PROVISIONING
    await here.sim.clock.advance("15s");
    expect(await state(id)).toMatchObject({ Status: "created", Running: false }); // PENDING
    expect(seen).toEqual([]);
    await here.sim.clock.advance("20s");
    await started;
    expect(seen).toEqual([204]);

    expect(await state(id)).toMatchObject({ Status: "running", Running: true, ExitCode: 0 });
    const { privateIpv4Address } = here.sim.ecs.runs()[0] ?? {};
    const inspected = await here.docker.get(`/containers/${id}/json`);
    expect(inspected.text("NetworkSettings", "IPAddress")).toBe(privateIpv4Address);
    expect(inspected.text("NetworkSettings", "Networks", "bridge", "IPAddress")).toBe(privateIpv4Address);
  });

  test("K07, K17: stop blocks until the task is STOPPED; DEPROVISIONING is running", async () => {
    await begin(frozen);
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await create();
    const started = here.docker.post(`/containers/${id}/start`);
    await launched();
    await here.sim.clock.advance("35s");
    await started;

    const stopped = here.docker.post(`/containers/${id}/stop`);
    await expect.poll(() => here.sim.ecs.tasks()[0]?.desiredStatus, PATIENT).toBe("STOPPED");
    await here.sim.clock.advance("5s");
    expect(here.sim.ecs.tasks()[0]?.lastStatus).toBe("DEPROVISIONING");
    expect(await state(id)).toMatchObject({ Status: "running", Running: true });
    await here.sim.clock.advance("20s");
    expect((await stopped).status).toBe(204);
    expect(await state(id)).toMatchObject({ Status: "exited", Running: false, ExitCode: 143 });
  });

  test("K04, K18: a task that is not RUNNING after 120 s is an error, and is stopped", async () => {
    await begin({ ...frozen, sim: { ...frozen.sim, delays: { ecs: { pending: "never" } } } });
    const id = await create();
    const started = here.docker.post(`/containers/${id}/start`);
    await launched();
    await here.sim.clock.advance("119s");
    expect(here.sim.ecs.tasks()[0]?.desiredStatus).toBe("RUNNING");
    await here.sim.clock.advance("2s");
    expect(await started).toMatchObject({
      status: 500,
      ...message(
        `the task of container ${id.slice(0, 12)} was not RUNNING within 120 s \\(last status PENDING\\); it is being stopped`,
      ),
    });
    expect(here.sim.ecs.tasks()[0]?.desiredStatus).toBe("STOPPED");
  });

  test("K18: an image that cannot be pulled is an error with ECS's reason", async () => {
    await begin();
    const reason = "CannotPullContainerError: pull access denied for nothing/here";
    here.sim.ecs.onTask("sockerless-*", { failToStart: reason });
    const id = await create({ Image: "nothing/here" });
    const failure = `failed to start container ${id.slice(0, 12)}: ${reason}`;
    expect(await here.docker.post(`/containers/${id}/start`)).toMatchObject({
      status: 500,
      ...message(failure),
    });
    expect(await state(id)).toMatchObject({ Status: "exited", ExitCode: 128, Error: reason });
    expect(await here.docker.delete(`/containers/${id}`)).toMatchObject({ status: 204 });
  });

  test("K06: a command that ends before anybody looks has started", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { exitCode: 0, stdout: "hello from fargate" });
    const id = await create();
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(204);
    expect((await here.docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 0 });
    expect(await state(id)).toMatchObject({ Status: "exited", ExitCode: 0, Error: "" });
    expect(await state(id)).not.toMatchObject({ FinishedAt: "0001-01-01T00:00:00Z" });
  });

  test("a running container returns 304; an exited one runs again, as another task", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", [{ exitCode: 5 }, { duration: "forever" }]);
    const id = await create();
    await here.docker.post(`/containers/${id}/start`);
    expect((await here.docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 5 });
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(204);
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(304);
    expect(here.sim.ecs.tasks()).toHaveLength(2);
  });

  test("without capacity, RunTask's reason is the error", async () => {
    await begin();
    const id = await create();
    here.sim.faults.add({ service: "ecs", operation: "RunTask", error: "ServerException", times: 10 });
    const failure = "ecs: RunTask: ServerException: ";
    expect(await here.docker.post(`/containers/${id}/start`)).toMatchObject({
      status: 500,
      ...message(failure),
    });
    expect(await state(id)).toMatchObject({ Status: "created", Error: expect.stringContaining(failure) });
  });
});

describe("wait", () => {
  const headersOf = async (id: string, condition: string) => {
    const response = await here.docker.open("POST", `/containers/${id}/wait?condition=${condition}`);
    const chunks = response.toArray();
    return {
      status: response.statusCode,
      body: chunks.then((all) => JSON.parse(Buffer.concat(all).toString())),
    };
  };

  test("sends its headers before the container starts; next-exit waits for the next end", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", [{ exitCode: 1 }, { exitCode: 2 }]);
    const id = await create();
    for (const code of [1, 2]) {
      const { status, body } = await headersOf(id, "next-exit");
      expect(status).toBe(200);
      await here.docker.post(`/containers/${id}/start`);
      expect(await body).toEqual({ StatusCode: code });
    }
  });

  test("not-running returns immediately for a container that does not run", async () => {
    await begin();
    expect((await here.docker.post(`/containers/${await create()}/wait`)).body).toEqual({ StatusCode: 0 });
  });

  test("removed waits for the removal, with the exit code", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { exitCode: 4 });
    const id = await create({ HostConfig: { AutoRemove: true } });
    const { body } = await headersOf(id, "removed");
    await here.docker.post(`/containers/${id}/start`);
    expect(await body).toEqual({ StatusCode: 4 });
    expect((await here.docker.get(`/containers/${id}/json`)).status).toBe(404);
    expect(here.sim.ecs.taskDefinitions()).toMatchObject([{ status: "INACTIVE" }]);
  });

  test("a start that fails is an exit; twice for the same reason, too", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { failToStart: "CannotPullContainerError: no" });
    const id = await create();
    for (let attempt = 0; attempt < 2; attempt++) {
      const { body } = await headersOf(id, "next-exit");
      expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(500);
      expect(await body).toEqual({ StatusCode: 128 });
    }
  });

  test("an unknown condition", async () => {
    await begin();
    expect(await here.docker.post(`/containers/${await create()}/wait?condition=x`)).toMatchObject({
      status: 400,
      body: { message: 'invalid condition: "x"' },
    });
  });
});

describe("stop, kill, restart, rm", () => {
  const run = async (body: object = {}) => {
    const id = await create(body);
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(204);
    return id;
  };

  test("stop of a container that does not run returns 304", async () => {
    await begin();
    expect((await here.docker.post(`/containers/${await create()}/stop`)).status).toBe(304);
  });

  test("kill stops the task, and the exit code is that of SIGKILL", async () => {
    await begin({ settings: { agentTimeout: 0 } });
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await run();
    expect((await here.docker.post(`/containers/${id}/kill`)).status).toBe(204);
    expect((await here.docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 137 });
    expect(here.sim.ecs.tasks()).toMatchObject([
      { stoppedReason: "docker kill KILL", stopCode: "UserInitiated" },
    ]);
  });

  test("kill of a container that does not run, and signals that are none", async () => {
    await begin();
    const id = await create();
    expect(await here.docker.post("/containers/none/kill")).toMatchObject({ status: 404 });
    expect(await here.docker.post(`/containers/${id}/kill`)).toMatchObject({
      status: 409,
      body: { message: `cannot kill container: ${id}: container ${id} is not running` },
    });
    expect(await here.docker.post(`/containers/${id}/kill?signal=SIGNOPE`)).toMatchObject({
      status: 400,
      body: { message: "invalid signal: SIGNOPE" },
    });
  });

  test("restart runs another task", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await run();
    expect((await here.docker.post(`/containers/${id}/restart`)).status).toBe(204);
    const tasks = here.sim.ecs.tasks();
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(["STOPPED", "RUNNING"]);
    expect(await here.docker.get(`/containers/${id}/json`)).toMatchObject({
      body: { RestartCount: 1, State: { Status: "running" } },
    });
  });

  test("restart does not remove a container of --rm", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await run({ HostConfig: { AutoRemove: true } });
    expect((await here.docker.post(`/containers/${id}/restart`)).status).toBe(204);
    expect(await state(id)).toMatchObject({ Status: "running" });
  });

  test("K08: rm deregisters the task definition and deletes the log stream", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { stdout: "hi" });
    const id = await run();
    await here.docker.post(`/containers/${id}/wait`);
    expect(here.sim.logs.streams("/sockerless/containers")).toHaveLength(1);
    expect((await here.docker.delete(`/containers/${id}`)).status).toBe(204);
    expect(here.sim.ecs.taskDefinitions()).toMatchObject([{ status: "INACTIVE" }]);
    expect(here.sim.logs.streams("/sockerless/containers")).toEqual([]);
    expect((await here.docker.get("/containers/json?all=1")).body).toEqual([]);
  });

  test("rm of a running container needs force", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await run();
    expect(await here.docker.delete(`/containers/${id}`)).toMatchObject({
      status: 409,
      ...message(
        /^cannot remove container "\/.*": container is running: stop the container before removing or force remove$/,
      ),
    });
    expect((await here.docker.delete(`/containers/${id}?force=1`)).status).toBe(204);
    expect(here.sim.ecs.tasks()).toMatchObject([{ lastStatus: "STOPPED", stoppedReason: "docker stop" }]);
  });

  test("rm of a running container of --rm, which its end removes", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await run({ HostConfig: { AutoRemove: true } });
    expect((await here.docker.delete(`/containers/${id}?force=1`)).status).toBe(204);
    expect((await here.docker.get(`/containers/${id}/json`)).status).toBe(404);
    expect(here.sim.ecs.taskDefinitions()).toMatchObject([{ status: "INACTIVE" }]);
  });

  test("two removals at the same time: one is told of the other", async () => {
    await begin();
    const id = await create();
    const both = await Promise.all([1, 2].map(() => here.docker.delete(`/containers/${id}`)));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test("prune removes what does not run", async () => {
    await begin();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const running = await run();
    const idle = await create();
    expect((await here.docker.post("/containers/prune")).body).toEqual({
      ContainersDeleted: [idle],
      SpaceReclaimed: 0,
    });
    expect(await state(running)).toMatchObject({ Status: "running" });
  });
});
