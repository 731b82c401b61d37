import { describe, expect, test } from "vitest";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

async function registered(cpu: string | undefined, memory: string | undefined, change: object = {}) {
  const { taskDefinition } = await aws.ecs.registerTaskDefinition({
    family: "sized",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu,
    memory,
    containerDefinitions: [{ name: "app", image: "app" }],
    ...change,
  });
  return [taskDefinition?.cpu, taskDefinition?.memory, taskDefinition?.compatibilities];
}

const RUNS = ["EC2", "FARGATE"];

describe("B05: Fargate's sizes", () => {
  test.each([
    ["256", "512"],
    ["256", "2048"],
    ["512", "1024"],
    ["512", "4096"],
    ["1024", "2048"],
    ["1024", "8192"],
    ["2048", "4096"],
    ["2048", "16384"],
    ["4096", "8192"],
    ["4096", "30720"],
    ["8192", "16384"],
    ["8192", "61440"],
    ["16384", "32768"],
    ["16384", "122880"],
  ])("%s CPU units go with %s MiB", async (cpu, memory) => {
    expect(await registered(cpu, memory)).toEqual([cpu, memory, RUNS]);
  });

  test.each([
    ["256", "256"],
    ["256", "4096"],
    ["512", "512"],
    ["512", "1536"],
    ["1024", "1024"],
    ["1024", "9216"],
    ["2048", "17408"],
    ["4096", "4096"],
    ["4096", "31744"],
    ["8192", "17408"],
    ["16384", "36864"],
    ["300", "1024"],
    ["32768", "122880"],
  ])("%s CPU units do not go with %s MiB", async (cpu, memory) => {
    await expect(registered(cpu, memory)).rejects.toMatchObject(
      awsError(
        "ClientException",
        `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory.`,
      ),
    );
  });

  test.each([
    [".25 vCPU", "0.5GB", "256", "512"],
    ["0.5 vcpu", "1 GB", "512", "1024"],
    ["1vCPU", "2gb", "1024", "2048"],
    ["16 vCPU", "120 GB", "16384", "122880"],
  ])("%s and %s are %s and %s", async (cpu, memory, units, mebibytes) => {
    expect(await registered(cpu, memory)).toEqual([units, mebibytes, RUNS]);
  });

  test("both must be given", async () => {
    await expect(registered(undefined, "512")).rejects.toMatchObject(
      awsError("ClientException", "Fargate requires that 'cpu' be defined at the task level."),
    );
    await expect(registered("256", undefined)).rejects.toMatchObject(
      awsError("ClientException", "Fargate requires that 'memory' be defined at the task level."),
    );
  });

  test("other launch types accept any size, and FARGATE is not a compatibility then", async () => {
    const change = { requiresCompatibilities: ["EC2"] };
    expect(await registered("300", "700", change)).toEqual(["300", "700", ["EC2"]]);
    expect(await registered("256", "512", change)).toEqual(["256", "512", RUNS]);
  });

  test.each(["much", "-1", "0", "", "1.5"])("rejects the size %j", async (text) => {
    const message = (setting: string) =>
      `Invalid '${setting}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;
    await expect(registered(text, "512")).rejects.toMatchObject(awsError("ClientException", message("cpu")));
    await expect(registered("256", text)).rejects.toMatchObject(
      awsError("ClientException", message("memory")),
    );
  });
});
