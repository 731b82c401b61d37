import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PATIENT, type Stage, stage } from "../simulated/stage.js";

let here: Stage;
beforeEach(async () => {
  here = await stage();
});
afterEach(() => here[Symbol.asyncDispose]());

/** The operations that AWS receives while something runs, without repeated looks at tasks. */
const operations = async (run: () => Promise<unknown>): Promise<string[]> => {
  const before = here.sim.requests.length;
  await run();
  const names = here.sim.requests
    .filter({})
    .slice(before)
    .map(({ operation }) => operation ?? "");
  return names.filter((name, index) => name !== "DescribeTasks" || names.indexOf(name) === index);
};

const create = async (body: object = {}): Promise<string> => {
  const response = await here.docker.post("/containers/create", {
    Image: "alpine",
    Cmd: ["sleep", "1000"],
    ...body,
  });
  return response.text("Id");
};

describe("J14 what Docker's requests are on AWS", () => {
  test("boot, create, start, inspect, stop, logs, rm", async () => {
    here.sim.ecs.onTask("sockerless-*", { duration: "forever", stdout: "hi" });
    expect(here.sim.requests.filter({}).map(({ operation }) => operation)).toEqual([
      "CreateCluster",
      "DescribeClusters",
    ]);
    let id = "";
    const created = await operations(async () => {
      id = await create();
    });
    expect(created).toEqual(["RegisterTaskDefinition"]);
    expect(await operations(() => here.docker.post(`/containers/${id}/start`))).toEqual([
      "RunTask",
      "DescribeTasks",
    ]);
    expect(await operations(() => here.docker.get(`/containers/${id}/json`))).toContain("DescribeTasks");
    const logs = await operations(() => here.docker.get(`/containers/${id}/logs?stdout=1`));
    expect(logs).toContain("GetLogEvents");
    expect(await operations(() => here.docker.post(`/containers/${id}/stop`))).toEqual([
      "DescribeTasks",
      "StopTask",
    ]);
    const removed = await operations(() => here.docker.delete(`/containers/${id}`));
    expect(removed).toEqual(["DeregisterTaskDefinition", "DeleteLogStream"]);
  });

  test("RunTask has the network of the configuration, and tags by which the task is found", async () => {
    const id = await create();
    await here.docker.post(`/containers/${id}/start`);
    const [request] = here.sim.requests.filter({ operation: "RunTask" });
    expect(request?.input).toEqual({
      clientToken: expect.any(String),
      cluster: "sockerless",
      taskDefinition: expect.stringMatching(/:task-definition\/sockerless-[0-9a-f]{12}:1$/),
      launchType: "FARGATE",
      count: 1,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ["subnet-0a1b2c3d4e5f60718"],
          securityGroups: ["sg-0a1b2c3d4e5f60718"],
          assignPublicIp: "DISABLED",
        },
      },
      tags: [
        { key: "sockerless-managed", value: "true" },
        { key: "sockerless-container-id", value: id },
        { key: "sockerless-container-name", value: expect.stringMatching(/^[a-z]+_[a-z]+_[0-9a-f]{4}$/) },
      ],
    });
  });

  test("many tasks are described with one request per hundred", async () => {
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const ids = await Promise.all(Array.from({ length: 3 }, () => create()));
    await Promise.all(ids.map((id) => here.docker.post(`/containers/${id}/start`)));
    const looks = here.sim.requests.filter({ operation: "DescribeTasks" });
    await here.docker.get("/containers/json");
    const [list] = here.sim.requests.filter({ operation: "DescribeTasks" }).slice(looks.length);
    expect(list?.input).toMatchObject({ cluster: "sockerless", tasks: { length: 3 } });
  });
});

describe("J08 errors of AWS", () => {
  test.each(["AccessDeniedException", "ClusterNotFoundException", "ServerException"])(
    "%s is 500, with AWS's code and message",
    async (error) => {
      const operation = "RunTask";
      const id = await create();
      here.sim.faults.add({ service: "ecs", operation, error, times: 10 });
      const { status, headers, body } = await here.docker.post(`/containers/${id}/start`);
      expect({ status, type: headers["content-type"] }).toEqual({ status: 500, type: "application/json" });
      expect(body).toEqual({ message: expect.stringContaining(`ecs: RunTask: ${error}: `) });
      // In the log with the id under which AWS support finds it.
      const requests = here.sim.requests.filter({ operation });
      await expect
        .poll(() => here.log.filter(({ level }) => level === "error"), PATIENT)
        .toMatchObject([
          {
            message: "request failed",
            path: `/containers/${id}/start`,
            requestId: requests.at(-1)?.requestId,
          },
        ]);
    },
  );

  test("a cluster that is deleted while the backend runs", async () => {
    const id = await create();
    here.sim.reset();
    expect(await here.docker.post(`/containers/${id}/start`)).toMatchObject({
      status: 500,
      body: { message: "ecs: RunTask: ClusterNotFoundException: Cluster not found." },
    });
  });

  test("a look at tasks that fails is repeated", async () => {
    here.sim.ecs.onTask("sockerless-*", { exitCode: 6 });
    const id = await create();
    here.sim.faults.add({
      service: "ecs",
      operation: "DescribeTasks",
      error: "AccessDeniedException",
      times: 2,
    });
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(204);
    expect((await here.docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 6 });
    expect(here.log.filter(({ message }) => message === "tasks could not be described")).toHaveLength(2);
  });

  test("a task that ECS has forgotten has stopped", async () => {
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = await create();
    await here.docker.post(`/containers/${id}/start`);
    here.sim.stub("ecs", "DescribeTasks", { tasks: [], failures: [{ reason: "MISSING" }] });
    expect((await here.docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 128 });
  });
});

test("J11: a cluster that is missing is a warning", async () => {
  await using other = await stage({ settings: { cluster: "elsewhere" } });
  expect(other.log).toMatchObject([
    {
      level: "warn",
      message: "the cluster cannot run tasks: create it",
      cluster: "elsewhere",
      status: "MISSING",
    },
    { level: "info", message: "ready", cluster: "elsewhere" },
  ]);
  expect((await other.docker.get("/_ping")).status).toBe(200);
  expect(other.sim.ecs.clusters().map(({ clusterName }) => clusterName)).toEqual(["sockerless"]);
});

test("J10: a line for each request, with the ids of its requests to AWS", async () => {
  here.log.length = 0;
  const id = await create();
  await here.docker.get("/v1.44/containers/none/json");
  const [register] = here.sim.requests.filter({ operation: "RegisterTaskDefinition" });
  await expect
    .poll(() => here.log, PATIENT)
    .toEqual([
      {
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        level: "info",
        message: "request",
        method: "POST",
        path: "/containers/create",
        status: 201,
        duration: expect.any(Number),
        awsRequestIds: [register?.requestId],
      },
      expect.objectContaining({
        level: "error",
        message: "request failed",
        error: "No such container: none",
      }),
      expect.objectContaining({ path: "/v1.44/containers/none/json", status: 404, awsRequestIds: [] }),
    ]);
  expect(id).toHaveLength(64);
});
