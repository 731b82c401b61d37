import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { request } from "undici";
import { expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";

const text = readFileSync(new URL("../../docs/init-file.schema.json", import.meta.url), "utf8");
const validate = new Ajv2020({ strict: false }).compile(JSON.parse(text));

test("GET /_sim/init-file.schema.json returns the schema of the documentation", async () => {
  await using sim = await createAwsSim();
  const { body } = await request(`${sim.url}/_sim/init-file.schema.json`);
  expect(await body.json()).toEqual(JSON.parse(text));
});

test("the schema accepts the init file of the documentation", () => {
  const page = readFileSync(new URL("../../docs/standalone.md", import.meta.url), "utf8");
  const [, document = ""] = /```json\n(\{\n {2}"handlers"[\s\S]*?)```/.exec(page) ?? [];
  expect(validate(JSON.parse(document)), JSON.stringify(validate.errors)).toBe(true);
});

test.each([
  ["an unknown member", { handler: {} }],
  ["steps that are not a list", { steps: {} }],
  ["a step that does nothing", { steps: [{ input: {} }] }],
  ["a control step without a method", { steps: [{ control: "/delays" }] }],
  ["a control step that only reads", { steps: [{ control: "GET /delays" }] }],
  ["an account that is not one", { steps: [{ service: "ecs", operation: "listClusters", account: "12" }] }],
  ["a stub without an answer", { stubs: [{ service: "ssm", operation: "GetParameter" }] }],
  ["an exit code that no container has", { handlers: { ecs: { tasks: { job: { exitCode: 256 } } } } }],
  ["handlers of a service without any", { handlers: { s3: {} } }],
])("the schema rejects %s", (_, document) => {
  expect(validate(document)).toBe(false);
});
