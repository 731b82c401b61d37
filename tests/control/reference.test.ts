import { readFileSync } from "node:fs";
import { request } from "undici";
import { expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { services } from "../../lib/services/index.js";
import { descriptionsOf } from "../../tools/control/descriptions.js";
import { descriptionsModule, initFileSchemaText, referencePage } from "../../tools/control/reference.js";

const root = new URL("../../", import.meta.url);

test.each([
  ["docs/control-reference.md", referencePage],
  ["docs/init-file.schema.json", initFileSchemaText],
  ["lib/control/generated/descriptions.ts", descriptionsModule],
])("%s is current", (path, render) => {
  expect(readFileSync(new URL(path, root), "utf8"), "Run `npm run control:reference`.").toBe(render());
});

test("every control method has a doc comment", () => {
  const missing = Object.entries(services).flatMap(([service, { control }]) => {
    const descriptions = descriptionsOf(service);
    return [...control().methods.keys()]
      .filter((name) => !descriptions.get(name))
      .map((name) => `${service}.${name}`);
  });
  expect(missing).toEqual([]);
});

test("GET /_sim/openapi.json describes every route", async () => {
  await using sim = await createAwsSim();
  const answer = await request(`${sim.url}/_sim/openapi.json`);
  const document = (await answer.body.json()) as {
    openapi: string;
    paths: Record<string, Record<string, object>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(document.paths["/_sim/ecs/tasks/{family}/outcomes"]).toMatchObject({
    post: {
      summary: expect.stringMatching(/^Sets the behaviour of the tasks of a family/),
      parameters: [{ name: "family", in: "path", required: true }],
      requestBody: {
        content: { "application/json": { schema: { anyOf: [{ type: "object" }, { type: "array" }] } } },
      },
    },
    get: {},
    delete: {},
  });
  expect(document.paths["/_sim/s3/buckets/{bucket}/objects"]?.get).toMatchObject({
    parameters: [{ name: "bucket", in: "path" }, { name: "account" }, { name: "region" }, { name: "prefix" }],
  });
  expect(document.paths["/_sim/clock/advance"]).toHaveProperty("post");
  const ids = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).flatMap((operation) =>
      "operationId" in operation ? [operation.operationId] : [],
    ),
  );
  expect(new Set(ids).size).toBe(ids.length);
  const unknown = await request(`${sim.url}/_sim/nothing`);
  const { error } = (await unknown.body.json()) as { error: string };
  const routes = [...error.matchAll(/(GET|POST|PATCH|DELETE) (\/_sim[^,]*?)(?=,|\.$)/g)].slice(1);
  const missing = routes.filter(([, verb = "", path = ""]) => !document.paths[path]?.[verb.toLowerCase()]);
  expect(missing.map(([route]) => route)).toEqual([]);
  expect(routes.length).toBeGreaterThan(100);
});
