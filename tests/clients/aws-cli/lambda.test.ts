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

  test("gives a function layers, permissions, a URL and what follows its events", async () => {
    const zip = join(folder, "layer.zip");
    await writeFile(zip, zipOf("nodejs/shared.js", "exports.answer = 42;"));
    const layer = await aws.json("lambda publish-layer-version", {
      "layer-name": "shared",
      "zip-file": `fileb://${zip}`,
      "compatible-runtimes": ["nodejs22.x"],
    });
    const name = { "function-name": "layered" };
    await aws.json("lambda create-function", {
      ...name,
      runtime: "nodejs22.x",
      role: "arn:aws:iam::123456789012:role/r",
      handler: "index.handler",
      layers: [layer.LayerVersionArn],
      environment: { Variables: { STAGE: "test" } },
      "zip-file": `fileb://${zip}`,
    });
    const query = "[Environment.Variables.STAGE,Layers[].Arn]";
    expect(await aws.json("lambda get-function-configuration", { ...name, query })).toEqual([
      "test",
      [layer.LayerVersionArn],
    ]);
    await aws.json("lambda add-permission", {
      ...name,
      "statement-id": "s3",
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
    });
    const { Policy } = await aws.json("lambda get-policy", name);
    expect(JSON.parse(Policy).Statement[0]).toMatchObject({ Sid: "s3", Effect: "Allow" });
    const url = await aws.json("lambda create-function-url-config", { ...name, "auth-type": "NONE" });
    expect(url.FunctionUrl).toMatch(/^https?:\/\//);
    await aws.json("lambda put-function-event-invoke-config", { ...name, "maximum-retry-attempts": 1 });
    const retries = { ...name, query: "FunctionEventInvokeConfigs[].MaximumRetryAttempts" };
    expect(await aws.json("lambda list-function-event-invoke-configs", retries)).toEqual([1]);
    await aws.text("lambda delete-function", name);
    expect(await aws.text("lambda list-layers", { output: "text", query: "Layers[].LayerName" })).toBe(
      "shared\n",
    );
  });
});
