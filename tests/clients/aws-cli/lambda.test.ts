import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { zipOf } from "../../services/lambda/zip.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws lambda", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const aws = new AwsCli(sim);
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-cli-"));
  afterAll(() => Promise.all([sim.close(), rm(folder, { recursive: true })]));

  test("creates, waits for, invokes, publishes and deletes a function", async () => {
    const zip = join(folder, "code.zip");
    await writeFile(zip, zipOf("index.js", "exports.handler = async () => {};"));
    const name = { "function-name": "greet" };
    await aws.json("lambda create-function", {
      ...name,
      runtime: "nodejs22.x",
      role: "arn:aws:iam::123456789012:role/r",
      handler: "index.handler",
      "zip-file": `fileb://${zip}`,
    });
    await aws.text("lambda wait function-active-v2", name);
    sim.lambda.on("greet", (event) => ({ greeting: `hello ${JSON.stringify(event)}` }));
    const out = join(folder, "out.json");
    const payload = join(folder, "in.json");
    await writeFile(payload, '{"name":"world"}');
    const invoked = await aws.json(`lambda invoke ${out}`, { ...name, payload: `fileb://${payload}` });
    expect(invoked).toEqual({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(JSON.parse(await readFile(out, "utf8"))).toEqual({ greeting: 'hello {"name":"world"}' });
    const published = await aws.json("lambda publish-version", name);
    expect(published.Version).toBe("1");
    await aws.json("lambda create-alias", { ...name, name: "live", "function-version": "1" });
    expect(await aws.text("lambda list-aliases", { ...name, output: "text", query: "Aliases[].Name" })).toBe(
      "live\n",
    );
    await aws.json("lambda delete-function", name);
    const { stderr } = await aws.run("lambda get-function", name);
    expect(stderr).toContain("(ResourceNotFoundException)");
  });
});
