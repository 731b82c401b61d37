import { describe, expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, failureOf, NOW, START } from "./event-bridge-world.js";

const world = eventBridgeWorld();

const rejected = (name: string, message: string) => ({ name, message, status: 400 });
const BUS = arnOf("event-bus/default");
const archive = (ArchiveName = "a", more = {}) =>
  world.events.createArchive({ ArchiveName, EventSourceArn: BUS, ...more });
const seen = () => world.sim.eventBridge.events().map(({ event }) => event);

describe("Q05 archives", () => {
  test("an archive keeps the events that match its pattern", async () => {
    expect(await archive("a", { EventPattern: '{"source":["shop"]}', Description: "d" })).toMatchObject({
      ArchiveArn: arnOf("archive/a"),
      State: "ENABLED",
      CreationTime: new Date(START),
    });
    await world.put({ id: 1 });
    await world.put({ id: 2 }, { Source: "bank" });
    const { $metadata: _, ...described } = await world.events.describeArchive({ ArchiveName: "a" });
    expect(described).toEqual({
      ArchiveArn: arnOf("archive/a"),
      ArchiveName: "a",
      CreationTime: new Date(START),
      Description: "d",
      EventCount: 1,
      EventPattern: '{"source":["shop"]}',
      EventSourceArn: BUS,
      RetentionDays: 0,
      SizeBytes: JSON.stringify(seen()[0]).length,
      State: "ENABLED",
    });
    await world.events.deleteArchive({ ArchiveName: "a" });
    expect(await failureOf(world.events.describeArchive({ ArchiveName: "a" }))).toEqual(
      rejected("ResourceNotFoundException", "Archive a does not exist."),
    );
    expect((await world.events.listRules({})).Rules).toEqual([]);
  });

  test("its managed rule is listed, and cannot be changed without force", async () => {
    await archive("a", { EventPattern: '{"source":["shop"]}' });
    expect((await world.events.listRules({})).Rules).toEqual([
      {
        Name: "Events-Archive-a",
        Arn: arnOf("rule/Events-Archive-a"),
        Description: "",
        EventBusName: "default",
        EventPattern: '{"source":["shop"],"replay-name":[{"exists":false}]}',
        ManagedBy: "prod.vhs.events.aws.internal",
        State: "ENABLED",
      },
    ]);
    const { Targets } = await world.events.listTargetsByRule({ Rule: "Events-Archive-a" });
    expect(Targets).toMatchObject([
      { Arn: "arn:aws:events:us-east-1:::", InputTransformer: { InputPathsMap: {} } },
    ]);
    const managed = rejected(
      "ManagedRuleException",
      "Events-Archive-a is a managed rule. Set 'force' parameter to true to override.",
    );
    const Rule = "Events-Archive-a";
    const EventPattern = '{"source":["x"]}';
    for (const call of [
      world.events.putRule({ Name: Rule, EventPattern }),
      world.events.disableRule({ Name: Rule }),
      world.events.deleteRule({ Name: Rule }),
      world.events.removeTargets({ Rule, Ids: ["x"] }),
      world.events.putTargets({ Rule, Targets: [{ Id: "x", Arn: BUS }] }),
    ])
      expect(await failureOf(call)).toEqual(managed);
    await world.events.removeTargets({ Rule, Ids: [Rule], Force: true });
    await world.events.deleteRule({ Name: Rule, Force: true });
    expect((await world.events.listRules({})).Rules).toEqual([]);
  });

  test("events go when their retention ends", async () => {
    await archive("a", { RetentionDays: 2 });
    await world.put({ id: 1 });
    await world.sim.clock.advance("1d");
    await world.put({ id: 2 });
    const count = async () => (await world.events.describeArchive({ ArchiveName: "a" })).EventCount;
    await world.sim.clock.advance("23h");
    expect(await count()).toBe(2);
    await world.sim.clock.advance("1h");
    expect(await count()).toBe(1);
    await world.events.updateArchive({ ArchiveName: "a", RetentionDays: 10 });
    await world.sim.clock.advance("8d");
    expect(await count()).toBe(1);
    await world.sim.clock.advance("1d");
    expect(await count()).toBe(0);
  });

  test("archives are changed and listed", async () => {
    await world.events.createEventBus({ Name: "shop" });
    await archive("b");
    await archive("a1");
    await archive("a2", { EventSourceArn: arnOf("event-bus/shop") });
    expect(
      await world.events.updateArchive({
        ArchiveName: "b",
        EventPattern: '{"source":["x"]}',
        Description: "new",
      }),
    ).toMatchObject({ ArchiveArn: arnOf("archive/b"), State: "ENABLED" });
    expect(await world.events.describeArchive({ ArchiveName: "b" })).toMatchObject({
      EventPattern: '{"source":["x"]}',
      Description: "new",
    });
    const names = async (input: object) =>
      (await world.events.listArchives(input)).Archives?.map(({ ArchiveName }) => ArchiveName);
    expect(await names({})).toEqual(["a1", "a2", "b"]);
    expect(await names({ NamePrefix: "a" })).toEqual(["a1", "a2"]);
    expect(await names({ EventSourceArn: arnOf("event-bus/shop") })).toEqual(["a2"]);
    expect(await names({ State: "DISABLED" })).toEqual([]);
    const page = await world.events.listArchives({ Limit: 2 });
    expect(await names({ Limit: 2, NextToken: page.NextToken })).toEqual(["b"]);
  });

  test("what is not accepted", async () => {
    await archive("a");
    expect(await failureOf(archive("a"))).toEqual(
      rejected("ResourceAlreadyExistsException", "Archive a already exists."),
    );
    expect(await failureOf(archive("b", { EventSourceArn: arnOf("event-bus/none") }))).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
    expect(await failureOf(archive("b", { EventPattern: "{}" }))).toMatchObject({
      name: "InvalidEventPatternException",
    });
    expect(await failureOf(world.events.updateArchive({ ArchiveName: "none" }))).toEqual(
      rejected(
        "ValidationException",
        "At least one of EventPattern, RetentionDays or Description must be provided.",
      ),
    );
    expect(await failureOf(world.events.updateArchive({ ArchiveName: "none", Description: "" }))).toEqual(
      rejected("ResourceNotFoundException", "Archive none does not exist."),
    );
    expect(await failureOf(world.events.listArchives({ EventSourceArn: arnOf("event-bus/none") }))).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
    expect(await failureOf(world.events.listArchives({ NamePrefix: "a", State: "ENABLED" }))).toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("Q05 replays", () => {
  const replay = (ReplayName = "r", more = {}) =>
    world.events.startReplay({
      ReplayName,
      EventSourceArn: arnOf("archive/a"),
      EventStartTime: new Date(NOW),
      EventEndTime: new Date(NOW + 3_600_000),
      Destination: { Arn: BUS },
      ...more,
    });

  test("archived events come to the bus again, with the name of the replay", async () => {
    await archive();
    const id = await world.put({ id: 1 }, { Resources: ["r"] });
    await world.sim.clock.advance("2h");
    await world.put({ id: 2 });
    const Arn = await world.queue("q");
    await world.rule("later", { source: ["shop"] }, { Id: "q", Arn });
    await world.rule("other", { source: ["shop"] }, { Id: "q", Arn });
    const started = new Date(NOW + 7_200_000);
    expect(await replay("r", { Destination: { Arn: BUS, FilterArns: [arnOf("rule/later")] } })).toMatchObject(
      {
        ReplayArn: arnOf("replay/r"),
        State: "STARTING",
        ReplayStartTime: started,
      },
    );
    await world.sim.clock.advance("1s");
    expect(world.bodies("q")).toEqual([
      `{"version":"0","id":"${id}","detail-type":"Order Placed","source":"shop","account":"${ACCOUNT}","time":"2026-01-02T03:04:05Z","region":"us-east-1","replay-name":"r","resources":["r"],"detail":{"id":1}}`,
    ]);
    const { $metadata: _, ...described } = await world.events.describeReplay({ ReplayName: "r" });
    expect(described).toEqual({
      ReplayName: "r",
      ReplayArn: arnOf("replay/r"),
      State: "COMPLETED",
      EventSourceArn: arnOf("archive/a"),
      Destination: { Arn: BUS, FilterArns: [arnOf("rule/later")] },
      EventStartTime: new Date(NOW),
      EventEndTime: new Date(NOW + 3_600_000),
      EventLastReplayedTime: new Date("2026-01-02T03:04:05Z"),
      ReplayStartTime: started,
      ReplayEndTime: new Date(NOW + 7_201_000),
    });
    // What is replayed is not archived again.
    expect(await world.events.describeArchive({ ArchiveName: "a" })).toMatchObject({ EventCount: 2 });
  });

  test("Q09 a replay of many events continues after a restore, and loses none", async () => {
    await archive();
    for (let n = 0; n < 1_050; n++)
      world.sim.eventBridge.put({ source: "shop", detailType: "t", detail: { n } });
    const Arn = await world.queue("q");
    await world.rule("r", { "replay-name": ["r"] }, { Id: "q", Arn, InputPath: "$.detail.n" });
    await replay();
    await world.sim.clock.advance("1s");
    expect(await world.events.describeReplay({ ReplayName: "r" })).toMatchObject({ State: "RUNNING" });
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1s");
    world.sim.restore(snapshot);
    await world.sim.clock.advance("1s");
    expect(await world.events.describeReplay({ ReplayName: "r" })).toMatchObject({ State: "COMPLETED" });
    expect(world.bodies("q").map(Number)).toEqual(Array.from({ length: 1_050 }, (_, n) => n));
  });

  test("a replay is cancelled", async () => {
    await archive();
    await replay();
    expect(await world.events.cancelReplay({ ReplayName: "r" })).toMatchObject({
      ReplayArn: arnOf("replay/r"),
      State: "CANCELLING",
    });
    await world.sim.clock.advance("1s");
    expect(await world.events.describeReplay({ ReplayName: "r" })).toMatchObject({ State: "CANCELLED" });
    expect(await failureOf(world.events.cancelReplay({ ReplayName: "r" }))).toEqual(
      rejected("IllegalStatusException", "Replay r is not in a valid state for this operation."),
    );
    expect(await failureOf(world.events.cancelReplay({ ReplayName: "none" }))).toEqual(
      rejected("ResourceNotFoundException", "Replay none does not exist."),
    );
  });

  test("replays are listed", async () => {
    await archive();
    for (const name of ["r2", "x", "r1"]) await replay(name);
    const names = async (input: object) =>
      (await world.events.listReplays(input)).Replays?.map(({ ReplayName }) => ReplayName);
    expect(await names({ NamePrefix: "r" })).toEqual(["r1", "r2"]);
    expect(await names({ State: "COMPLETED" })).toEqual([]);
    await world.sim.clock.advance("1s");
    expect(await names({ State: "COMPLETED", EventSourceArn: arnOf("archive/a") })).toEqual([
      "r1",
      "r2",
      "x",
    ]);
    const page = await world.events.listReplays({ Limit: 2 });
    expect(await names({ Limit: 2, NextToken: page.NextToken })).toEqual(["x"]);
  });

  test("what is not accepted", async () => {
    await archive();
    await world.events.createEventBus({ Name: "shop" });
    const invalid = (message: string) => rejected("ValidationException", message);
    expect(await failureOf(replay("r", { EventSourceArn: arnOf("archive/none") }))).toEqual(
      invalid("Parameter EventSourceArn is not valid. Reason: Archive none does not exist."),
    );
    expect(await failureOf(replay("r", { EventEndTime: new Date(NOW - 1_000) }))).toEqual(
      invalid("Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime."),
    );
    expect(await failureOf(replay("r", { Destination: { Arn: arnOf("event-bus/shop") } }))).toEqual(
      invalid("Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted."),
    );
    expect(await failureOf(replay("r", { Destination: { Arn: arnOf("event-bus/none") } }))).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
    await replay();
    expect(await failureOf(replay())).toEqual(
      rejected("ResourceAlreadyExistsException", "Replay r already exists."),
    );
    for (let n = 0; n < 9; n++) await replay(`r${n}`);
    expect(await failureOf(replay("more"))).toEqual(
      rejected("LimitExceededException", "The requested resource exceeds the maximum number allowed."),
    );
  });
});
