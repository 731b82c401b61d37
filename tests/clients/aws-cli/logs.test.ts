import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, awsCli2, describeWith, testWith } from "../support/tools.js";

describeWith(awsCli, "aws logs", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("writes, reads, tails and removes a log", async () => {
    const group = { "log-group-name": "/app/web" };
    const stream = { ...group, "log-stream-name": "one" };
    await aws.json("logs create-log-group", group);
    await aws.json("logs put-retention-policy", { ...group, "retention-in-days": 7 });
    await aws.json("logs create-log-stream", stream);
    const timestamp = sim.clock.now();
    const messages = ["GET /", "ERROR no such page", "GET /health"];
    await aws.json("logs put-log-events", {
      ...stream,
      "log-events": messages.map((message, i) => ({ timestamp: timestamp + i, message })),
    });
    const events = await aws.json("logs get-log-events", { ...stream, "start-from-head": true });
    expect(events.events.map((event: { message: string }) => event.message)).toEqual(messages);
    const filtered = await aws.text("logs filter-log-events", {
      ...group,
      "filter-pattern": "ERROR",
      output: "text",
      query: "events[].message",
    });
    expect(filtered).toBe("ERROR no such page\n");
    const groups = await aws.json("logs describe-log-groups", {
      query: "logGroups[].[logGroupName,retentionInDays]",
    });
    expect(groups).toEqual([["/app/web", 7]]);
    await aws.json("logs delete-log-group", group);
    expect(await aws.json("logs describe-log-groups", { query: "logGroups" })).toEqual([]);
  });

  test("pages through events by itself", async () => {
    const stream = { "log-group-name": "/many", "log-stream-name": "one" };
    await aws.json("logs create-log-group", { "log-group-name": "/many" });
    await aws.json("logs create-log-stream", stream);
    const timestamp = sim.clock.now();
    const batch = Array.from({ length: 25 }, (_, i) => ({ timestamp, message: `event ${i}` }));
    await aws.json("logs put-log-events", { ...stream, "log-events": batch });
    const { events } = await aws.json("logs filter-log-events", {
      "log-group-name": "/many",
      "page-size": 10,
    });
    expect(events).toHaveLength(25);
  });

  testWith(awsCli2, "tails a group", async () => {
    const stream = { "log-group-name": "/tail", "log-stream-name": "one" };
    await aws.json("logs create-log-group", { "log-group-name": "/tail" });
    await aws.json("logs create-log-stream", stream);
    const timestamp = sim.clock.now();
    const events = ["first", "second"].map((message, i) => ({ timestamp: timestamp + i, message }));
    await aws.json("logs put-log-events", { ...stream, "log-events": events });
    const tailed = await aws.text("logs tail /tail", { since: "5m", format: "short" });
    expect(
      tailed
        .trim()
        .split("\n")
        .map((line) => line.split(" ").at(-1)),
    ).toEqual(["first", "second"]);
  });

  test("rejects what AWS rejects", async () => {
    const { stderr } = await aws.run("logs delete-log-group", { "log-group-name": "none" });
    expect(stderr).toContain("(ResourceNotFoundException)");
  });
});
