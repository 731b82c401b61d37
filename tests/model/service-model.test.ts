import { describe, expect, test } from "vitest";
import { ServiceModel } from "../../lib/model/service-model.js";
import { facts as ecsFacts } from "../../lib/services/ecs/generated/facts.js";
import { facts as lambdaFacts } from "../../lib/services/lambda/generated/facts.js";

const ecs = new ServiceModel(ecsFacts);
const lambda = new ServiceModel(lambdaFacts);

describe("operations", () => {
  test("are found by their wire name and carry the SDK's method name", () => {
    expect(ecs.operation("RunTask")).toMatchObject({ name: "RunTask", methodName: "runTask", status: 200 });
    expect(lambda.operation("CreateFunction")?.status).toBe(201);
  });

  test("are compiled once", () => {
    expect(ecs.operation("RunTask")).toBe(ecs.operation("RunTask"));
  });

  test.each(["Nope", "constructor", "__proto__", "toString", ""])("%j is none", (name) => {
    expect(ecs.operation(name)).toBeUndefined();
  });

  test("share the shapes they have in common", () => {
    const member = (operation: string, name: string) =>
      ecs.operation(operation)?.output?.memberByName.get(name)?.shape;
    expect(member("RunTask", "tasks")).toBe(member("DescribeTasks", "tasks"));
    expect(member("RunTask", "failures")).toMatchObject({
      type: "list",
      member: { shape: { name: "Failure" } },
    });
  });

  test("every operation of every service compiles", () => {
    for (const model of [ecs, lambda]) {
      const names = [...model.operationNames];
      expect(names.length).toBeGreaterThan(50);
      expect(names.map((name) => model.operation(name)?.name)).toEqual(names);
    }
  });
});

test("a REST request is routed to its operation, labels decoded", () => {
  const path =
    "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af/invocations";
  const match = lambda.route({ method: "POST", path, query: "Qualifier=1", headers: {} });
  expect(match?.operation.name).toBe("Invoke");
  expect(match?.labels).toEqual({ FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:f" });
});

test("errors are found by name, others are not", () => {
  expect(lambda.error("ResourceNotFoundException")?.error).toEqual({ status: 404 });
  expect(lambda.error("CreateFunctionRequest")).toBeUndefined();
  expect(lambda.error("constructor")).toBeUndefined();
});
