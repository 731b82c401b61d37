import { Pipes } from "@aws-sdk/client-pipes";
import { describe, expect, test } from "vitest";
import { failureOf } from "../event-bridge/event-bridge-world.js";
import { ACCOUNT, arnOf, NOW, pipesWorld, queueArn, ROLE, START } from "./pipes-world.js";

const world = pipesWorld();

const state = async (Name = "p") => {
  const { CurrentState, DesiredState, StateReason } = await world.pipes.describePipe({ Name });
  return [CurrentState, DesiredState, StateReason];
};

describe("pipes", () => {
  test("Q06 are created, changed, stopped, started and deleted, on the clock", async () => {
    await world.sqs.createQueue({ QueueName: "in" });
    const pipe = { Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE };
    const times = { CreationTime: new Date(START), LastModifiedTime: new Date(START) };
    const { $metadata: _, ...created } = await world.pipes.createPipe({
      ...pipe,
      Description: "d",
      Tags: { a: "1" },
    });
    expect(created).toEqual({
      Arn: arnOf("p"),
      Name: "p",
      DesiredState: "RUNNING",
      CurrentState: "CREATING",
      ...times,
    });
    expect(await failureOf(world.pipes.stopPipe({ Name: "p" }))).toMatchObject({
      name: "ConflictException",
      message: "Pipe p is in the state CREATING, in which it cannot be changed.",
    });
    await world.sim.clock.advance("1s");
    const { $metadata: __, ...described } = await world.pipes.describePipe({ Name: "p" });
    expect(described).toEqual({
      ...pipe,
      Arn: arnOf("p"),
      Description: "d",
      DesiredState: "RUNNING",
      CurrentState: "RUNNING",
      Tags: { a: "1" },
      ...times,
    });
    expect(await world.pipes.stopPipe({ Name: "p" })).toMatchObject({
      CurrentState: "STOPPING",
      DesiredState: "STOPPED",
    });
    await world.sim.clock.advance("1s");
    expect(await state()).toEqual(["STOPPED", "STOPPED", undefined]);
    expect(await world.pipes.updatePipe({ Name: "p", RoleArn: ROLE, Description: "new" })).toMatchObject({
      CurrentState: "UPDATING",
      DesiredState: "STOPPED",
      LastModifiedTime: new Date(NOW + 2_000),
    });
    await world.sim.clock.advance("1s");
    expect(await world.pipes.describePipe({ Name: "p" })).toMatchObject({
      Description: "new",
      CurrentState: "STOPPED",
    });
    expect(await world.pipes.startPipe({ Name: "p" })).toMatchObject({ CurrentState: "STARTING" });
    await world.sim.clock.advance("1s");
    expect(await state()).toEqual(["RUNNING", "RUNNING", undefined]);
    expect(await world.pipes.deletePipe({ Name: "p" })).toMatchObject({
      CurrentState: "DELETING",
      DesiredState: "DELETED",
    });
    await world.sim.clock.advance("1s");
    expect(await failureOf(world.pipes.describePipe({ Name: "p" }))).toEqual({
      name: "NotFoundException",
      message: "Pipe p does not exist.",
      status: 404,
    });
  });

  test("one that cannot run fails, and runs when what lacked is there", async () => {
    const pipe = { Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE };
    await world.pipes.createPipe(pipe);
    const stream = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`;
    await world.pipes.createPipe({ ...pipe, Name: "k", Source: stream });
    await world.pipes.createPipe({ ...pipe, Name: "stopped", DesiredState: "STOPPED" });
    await world.sim.clock.advance("1s");
    expect(await state()).toEqual([
      "CREATE_FAILED",
      "RUNNING",
      `The queue ${queueArn("in")} does not exist.`,
    ]);
    expect(await state("k")).toEqual([
      "CREATE_FAILED",
      "RUNNING",
      "aws-sim reads pipes from queues of SQS only.",
    ]);
    expect(await state("stopped")).toEqual(["STOPPED", "STOPPED", undefined]);
    await world.sqs.createQueue({ QueueName: "in" });
    await world.pipes.startPipe({ Name: "p" });
    await world.sim.clock.advance("1s");
    expect(await state()).toEqual(["RUNNING", "RUNNING", undefined]);
  });

  test("are listed, in pages", async () => {
    await world.pipe();
    for (const Name of ["b", "a"])
      await world.pipes.createPipe({
        Name,
        Source: queueArn("in"),
        Target: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`,
        RoleArn: ROLE,
        DesiredState: "STOPPED",
      });
    const names = async (input: object) =>
      (await world.pipes.listPipes(input)).Pipes?.map(({ Name }) => Name);
    expect(await names({})).toEqual(["a", "b", "p"]);
    expect(await names({ CurrentState: "RUNNING" })).toEqual(["p"]);
    expect(await names({ DesiredState: "STOPPED" })).toEqual(["a", "b"]);
    expect(await names({ TargetPrefix: "arn:aws:lambda" })).toEqual(["a", "b"]);
    expect(await names({ SourcePrefix: "arn:aws:kinesis" })).toEqual([]);
    expect(await names({ NamePrefix: "p" })).toEqual(["p"]);
    const page = await world.pipes.listPipes({ Limit: 2 });
    expect(page.Pipes?.[0]).toMatchObject({ Name: "a", DesiredState: "STOPPED", Source: queueArn("in") });
    expect(await names({ Limit: 2, NextToken: page.NextToken })).toEqual(["p"]);
    expect(await failureOf(world.pipes.listPipes({ NextToken: "x" }))).toMatchObject({
      name: "ValidationException",
    });
    const there = new Pipes(world.sim.clientConfig({ region: "eu-west-1", direct: true }));
    expect((await there.listPipes({})).Pipes).toEqual([]);
  });

  test("have tags", async () => {
    await world.pipe({ Tags: { a: "1" } });
    const resourceArn = arnOf("p");
    await world.pipes.tagResource({ resourceArn, tags: { b: "2" } });
    await world.pipes.untagResource({ resourceArn, tagKeys: ["a"] });
    expect((await world.pipes.listTagsForResource({ resourceArn })).tags).toEqual({ b: "2" });
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, ""]));
    expect(await failureOf(world.pipes.tagResource({ resourceArn, tags }))).toEqual({
      name: "ValidationException",
      message: "A pipe can have at most 50 tags.",
      status: 400,
    });
  });

  test.each<[object, string]>([
    [
      { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":[]}' }] } } },
      'Event pattern is not valid. Reason: Empty arrays are not allowed\n at [Source: (String)"{"body":[]}"; line: 1, column: 11]',
    ],
    [
      { TargetParameters: { InputTemplate: "<aws.pipes.nothing>" } },
      "InputTemplate contains the invalid placeholder aws.pipes.nothing.",
    ],
    [{ Target: queueArn("out.fifo") }, "MessageGroupId must be specified for a FIFO queue."],
    [
      { Target: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c` },
      "EcsTaskParameters must be specified for an ECS cluster.",
    ],
  ])("%j is rejected", async (flaw, message) => {
    const pipe = { Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE, ...flaw };
    expect(await failureOf(world.pipes.createPipe(pipe))).toEqual({
      name: "ValidationException",
      message,
      status: 400,
    });
  });

  test("a name is used once", async () => {
    await world.pipe();
    expect(
      await failureOf(
        world.pipes.createPipe({ Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE }),
      ),
    ).toEqual({ name: "ConflictException", message: "Pipe p already exists.", status: 409 });
    expect(await failureOf(world.pipes.deletePipe({ Name: "none" }))).toMatchObject({
      name: "NotFoundException",
    });
  });
});
