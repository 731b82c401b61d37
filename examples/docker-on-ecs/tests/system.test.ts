import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Stage, stage } from "../simulated/stage.js";
import { capabilities } from "../system/capabilities.js";

let here: Stage;
beforeAll(async () => {
  here = await stage();
});
afterAll(() => here[Symbol.asyncDispose]());

describe("J05 capabilities", () => {
  test("are those of the specification", async () => {
    const { status, body } = await here.docker.get("/internal/v1/capabilities");
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        backend: "ecs",
        version: "0.1.0",
        capabilities: {
          exec: true,
          attach: true,
          logs: true,
          logs_follow: true,
          volumes: true,
          networks: true,
          health_checks: true,
          image_pull: true,
          image_load: true,
          max_timeout_seconds: 0,
          agent_required: true,
        },
      },
    });
    expect(capabilities.capabilities.agent_required).toBe(true);
  });
});

describe("versions", () => {
  test.each(["GET", "HEAD"])("%s /_ping has the headers with which clients negotiate", async (method) => {
    const { status, headers, bytes } = await here.docker.send(method, "/_ping");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "api-version": "1.44",
      ostype: "linux",
      "docker-experimental": "false",
      "builder-version": "1",
      swarm: "inactive",
      "cache-control": "no-cache, no-store, must-revalidate",
      "content-type": "text/plain; charset=utf-8",
    });
    expect(bytes.toString()).toBe(method === "HEAD" ? "" : "OK");
  });

  test.each(["", "/v1.24", "/v1.41", "/v1.44"])("serves paths that begin with %j", async (version) => {
    expect(await here.docker.get(`${version}/containers/json`)).toMatchObject({ status: 200, body: [] });
  });

  test.each([
    [
      "/v1.23",
      "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version",
    ],
    ["/v1.99", "client version 1.99 is too new. Maximum supported API version is 1.44"],
  ])("rejects %s", async (version, message) => {
    expect(await here.docker.get(`${version}/containers/json`)).toMatchObject({
      status: 400,
      body: { message },
    });
  });

  test("GET /version and GET /info describe the backend", async () => {
    expect(await here.docker.get("/version")).toMatchObject({
      status: 200,
      body: { ApiVersion: "1.44", MinAPIVersion: "1.24", Os: "linux", Components: [{ Name: "Engine" }] },
    });
    expect(await here.docker.get("/info")).toMatchObject({
      status: 200,
      body: {
        Containers: 0,
        OperatingSystem: "Amazon ECS on AWS Fargate",
        DriverStatus: [
          ["Region", "us-east-1"],
          ["Cluster", "sockerless"],
        ],
      },
    });
  });

  test("GET /system/df counts what there is", async () => {
    expect(await here.docker.get("/system/df")).toMatchObject({
      status: 200,
      body: { LayersSize: 0, Images: [], Containers: [], Volumes: [], BuildCache: [] },
    });
  });
});

describe("J13 what is not implemented", () => {
  test.each([
    ["POST", "/containers/web/pause", "ContainerPause"],
    ["POST", "/v1.44/containers/web/update", "ContainerUpdate"],
    ["HEAD", "/containers/web/archive?path=/", "ContainerArchiveInfo"],
    ["GET", "/containers/web/archive?path=/", "ContainerArchive"],
    ["POST", "/build", "ImageBuild"],
    ["POST", "/images/reg.io/a/b/push?tag=1", "ImagePush"],
    ["POST", "/images/load", "ImageLoad"],
    ["POST", "/images/create?fromSrc=-", "Importing an image"],
    ["POST", "/auth", "SystemAuth"],
    ["GET", "/services", "ServiceList"],
  ])("%s %s returns 501 in Docker's form", async (method, path, operation) => {
    const { status, headers, body } = await here.docker.send(method, path);
    expect({ status, type: headers["content-type"] }).toEqual({ status: 501, type: "application/json" });
    const message = `${operation} is not implemented by the ECS backend`;
    expect(body).toEqual(method === "HEAD" ? undefined : { message });
  });

  test("a path that Docker does not have returns 404", async () => {
    expect(await here.docker.get("/containerz")).toMatchObject({
      status: 404,
      body: { message: "page not found" },
    });
  });

  test("an upgrade of anything else is an ordinary error", async () => {
    const { status, output } = await here.docker.hijack("/session");
    expect(status).toBe(501);
    expect(JSON.parse((await output).toString())).toEqual({
      message: "Session is not implemented by the ECS backend",
    });
  });
});

describe("requests that cannot be read", () => {
  test.each([
    ["JSON that is none", "{", /^invalid JSON: /],
    ["a body that is a list", [], "invalid JSON: the body must be an object"],
    ["a member of another type", { Image: 1 }, "invalid JSON: Image must be a string"],
    [
      "a nested member of another type",
      { HostConfig: { Memory: "1g" } },
      "invalid JSON: HostConfig.Memory must be a number",
    ],
    ["labels that are no strings", { Labels: { a: 1 } }, "invalid JSON: Labels must be an object of strings"],
  ])("create rejects %s", async (_, body, message) => {
    expect(await here.docker.post("/containers/create", body)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(message) },
    });
  });

  test.each([
    ["JSON that is none", "{", "invalid filter: the parameter filters is not JSON"],
    ["a list", "[]", "invalid filter: the parameter filters must be an object"],
    ["a value of another form", '{"label":1}', "invalid filter: values must be a list or an object"],
    ["an unknown key", '{"bogus":["x"]}', "invalid filter 'bogus'"],
    ["an unknown status", '{"status":["x"]}', "invalid filter 'status=x'"],
  ])("filters: %s", async (_, filters, message) => {
    expect(await here.docker.get(`/containers/json?filters=${encodeURIComponent(filters)}`)).toMatchObject({
      status: 400,
      body: { message },
    });
  });

  test.each([
    ["/containers/json?limit=many", 'invalid limit: "many" is not a number'],
    ["/containers/%E0%A4%A/json", expect.stringContaining("URI")],
    ["/events?since=yesterday", 'invalid since: "yesterday" is not a time in seconds'],
  ])("GET %s returns 400", async (path, message) => {
    expect(await here.docker.get(path)).toMatchObject({ status: 400, body: { message } });
  });
});
