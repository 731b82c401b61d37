import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectAwsSim, createAwsSim } from "../../lib/index.js";
import { Program } from "../cli/program.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const PIECE = Buffer.alloc(1024 * 1024, "x");

/** An upload of two pieces, of which one is sent. */
async function beginUpload(url: string) {
  const upload = request(`${url}/bucket/key`, {
    method: "PUT",
    headers: { "content-length": 2 * PIECE.length },
  });
  const status = new Promise<number | string | undefined>((resolve) => {
    upload.on("response", (response) => resolve(response.resume().statusCode));
    upload.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  upload.write(PIECE);
  return { status, end: () => upload.end(PIECE) };
}

describe.skipIf(!hasSqlite)("a program that is told to stop during an upload (S01)", () => {
  let program: Program;
  beforeAll(async () => {
    program = await Program.build();
  });
  afterAll(() => program[Symbol.asyncDispose]());

  test.each([
    ["stores it if it ends in time", "20s", 200, ["key"]],
    ["stores nothing of it if it does not", "0s", "ECONNRESET", []],
  ])("%s", async (_, drainTimeout, status, keys) => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    await using server = await program.serve(["--data-dir", path, "--drain-timeout", drainTimeout]);
    await (await connectAwsSim(server.url)).s3.createBucket("bucket");
    const upload = await beginUpload(server.url);
    while (readdirSync(join(path, "uploads")).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = server.stop();
    if (status === 200) {
      while (!(await server.running.nextLine()).includes("draining"));
      upload.end();
    }
    expect(await upload.status).toBe(status);
    expect((await stopped).code).toBe(0);
    await using sim = await createAwsSim({ dataDir: path });
    expect(sim.s3.objects("bucket").map(({ key }) => key)).toEqual(keys);
    expect(readdirSync(join(path, "uploads"))).toEqual([]);
  });
});
