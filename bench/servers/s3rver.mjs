// s3rver, which keeps its objects in files: what many tests use for S3 today.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { answerUsage } from "./answer-usage.mjs";

const directory = mkdtempSync(join(tmpdir(), "aws-sim-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
process.on("SIGTERM", () => process.exit());

const configureBuckets = [{ name: "bench" }, { name: "thousand" }];
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory, configureBuckets });
const { port } = await server.run();
if (process.argv.includes("thousand")) {
  for (let i = 0; i < 1_000; i++) {
    const path = `/thousand/below/file-${String(i).padStart(7, "0")}`;
    await fetch(`http://127.0.0.1:${port}${path}`, { method: "PUT", body: "" });
  }
}
answerUsage(port);
