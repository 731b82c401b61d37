import { request } from "undici";
import { expect, test } from "vitest";
import { efsWorld, START } from "./efs-world.js";

const world = efsWorld();

async function send(method: "GET" | "POST" | "DELETE", path: string, body?: unknown) {
  const answer = await request(`${world.sim.url}/2015-02-01${path}`, {
    method,
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/elasticfilesystem/aws4_request, SignedHeaders=host, Signature=0",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    errorType: answer.headers["x-amzn-errortype"],
    body: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

test("times are numbers of seconds, and missing members are omitted", async () => {
  const { status, body } = await send("POST", "/file-systems", { CreationToken: "t" });
  expect(status).toBe(201);
  expect(body?.CreationTime).toBe(START.getTime() / 1000);
  expect(Object.keys(body ?? {})).not.toContain("Name");
});

test("the path of one file system describes it, which AWS does by a parameter", async () => {
  const id = await world.fileSystem();
  await world.fileSystem();
  const byParameter = await send("GET", `/file-systems?FileSystemId=${id}`);
  expect(byParameter).toMatchObject({ status: 200, body: { FileSystems: [{ FileSystemId: id }] } });
  expect(await send("GET", `/file-systems/${id}`)).toEqual(byParameter);
  expect(await send("GET", "/file-systems/fs-00000000")).toMatchObject({
    status: 404,
    errorType: "FileSystemNotFound",
  });
});

test("errors carry their code in the header and as ErrorCode, and Message with a capital", async () => {
  expect(await send("GET", "/file-systems?FileSystemId=fs-00000000")).toEqual({
    status: 404,
    errorType: "FileSystemNotFound",
    body: { ErrorCode: "FileSystemNotFound", Message: "File system 'fs-00000000' does not exist." },
  });
});

test("errors without a message: the CLI prints None", async () => {
  const { body: made } = await send("POST", "/file-systems", { CreationToken: "t" });
  const id = String(made?.FileSystemId);
  expect(await send("POST", "/mount-targets", { FileSystemId: id, SubnetId: "subnet-0000000a" })).toEqual({
    status: 409,
    errorType: "IncorrectFileSystemLifeCycleState",
    body: { ErrorCode: "IncorrectFileSystemLifeCycleState", Message: null },
  });
  expect(await send("GET", `/file-systems/${id}/policy`)).toEqual({
    status: 404,
    errorType: "PolicyNotFound",
    body: { ErrorCode: "PolicyNotFound", Message: null },
  });
});

test("an answer of 204 has no body", async () => {
  const id = await world.fileSystem();
  expect(await send("DELETE", `/file-systems/${id}`)).toEqual({
    status: 204,
    errorType: undefined,
    body: undefined,
  });
});
