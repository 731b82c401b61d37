import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pageWithData } from "../../lib/inspector/page.js";
import { useBrowser } from "./browsing.js";
import { CHROMIUM } from "./chromium.js";
import { report, ZOOM_AND_SCROLL } from "./frames.js";

const MANY = 100_000;
/** Rows in the document at a time: the visible ones and some around them. */
const MOST_ROWS = 60;

describe.skipIf(CHROMIUM === undefined)("in Chromium", () => {
  const browsing = useBrowser();
  const { row, details } = browsing;

  test("entries come live, and a click opens input, error and causes", async () => {
    const { sim } = browsing;
    const page = await browsing.inspector();
    await page.getByText("Nothing has happened yet").waitFor();
    sim.lambda.on("copy", async (_, context) => {
      await new S3(context.clientConfig()).getObject({ Bucket: "missing", Key: "k" }).catch(() => {});
    });
    await new Lambda(sim.clientConfig()).invoke({ FunctionName: "copy", Payload: '{"order":42}' });
    // Rows move while entries come: a click could meet another one.
    for (const name of ["GetObject", "Invoke"]) await row(name).waitFor();
    await row("invocation").click();
    await details().getByText("order").waitFor();
    await details().getByRole("button", { name: "lambda Invoke" }).waitFor();
    await details().getByRole("button", { name: "s3 GetObject" }).click();
    await details().getByText('"NoSuchBucket"').waitFor();
    const causes = details().locator("section", { has: page.getByRole("heading", { name: "Caused by" }) });
    expect(await causes.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringMatching(/^invocation\s+lambda copy$/),
      expect.stringMatching(/^request\s+lambda Invoke$/),
    ]);
  });

  test("the filter, the keyboard and the address lead to entries", async () => {
    const { sim } = browsing;
    const sqs = new SQS(sim.clientConfig());
    for (const QueueName of ["first", "second"]) await sqs.createQueue({ QueueName });
    sim.s3.createBucket("exports");
    await new S3(sim.clientConfig()).putObject({ Bucket: "exports", Key: "k", Body: "x" });
    const page = await browsing.inspector();
    await row("PutObject").waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("sqs second");
    await page.getByText("1 of 3").waitFor();
    expect(await row("PutObject").count()).toBe(0);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("combobox", { name: "Service" }).selectOption("sqs");
    await page.getByText("2 of 3").waitFor();
    await page.getByRole("grid", { name: "Timeline" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await details().getByText('"second"').waitFor();
    expect(await page.getByRole("row", { selected: true }).innerText()).toContain("second");
    await page.keyboard.press("Escape");
    await details().waitFor({ state: "detached" });
    await page.goBack();
    await details().getByText('"second"').waitFor();
  });

  test("T03: controls do what the call in code does, and show it", async () => {
    const { sim } = browsing;
    const page = await browsing.inspector("#controls");
    await page.getByRole("textbox", { name: "Duration" }).last().fill("90m");
    await page.getByRole("button", { name: "Advance" }).last().click();
    await page.getByText('await sim.clock.advance("90m");').waitFor();
    expect(sim.clock.date().toISOString()).toBe("2030-01-01T01:30:00.000Z");
    const faults = page.locator(".card", { has: page.getByRole("heading", { name: "Faults" }) });
    await faults.getByRole("combobox", { name: "Service" }).selectOption("sqs");
    await faults.getByRole("button", { name: "Add" }).click();
    await page.getByText('sim.faults.add({ service: "sqs", throttle: true });').waitFor();
    expect(sim.faults.list()).toHaveLength(1);
    await faults.getByRole("button", { name: "Remove fault 1" }).click();
    await page.getByText("fault.remove();").waitFor();
    const operations = page.locator(".card", { has: page.getByRole("heading", { name: "Operations" }) });
    await operations.getByRole("combobox", { name: "Service" }).selectOption("sqs");
    await operations.getByRole("combobox", { name: "Operation" }).fill("CreateQueue");
    await operations.getByRole("textbox").last().fill('{"QueueName":"orders"}');
    await operations.getByRole("button", { name: "Call" }).click();
    await page.getByText('await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));').waitFor();
    expect(sim.sqs.queues()).toMatchObject([{ name: "orders" }]);
    const methods = page.locator(".card", { has: page.getByRole("heading", { name: "Control methods" }) });
    await methods.getByRole("combobox", { name: "Method" }).selectOption("sqs.send");
    await methods.getByRole("textbox", { name: "queue" }).fill("orders");
    await methods.getByRole("textbox", { name: "body (JSON)" }).fill('"hello"');
    await methods.getByRole("button", { name: "Run" }).click();
    await page.getByText('sim.sqs.send("orders", "hello");').waitFor();
    expect(sim.sqs.messages("orders")).toMatchObject([{ body: "hello" }]);
    const snapshots = page.locator(".card", { has: page.getByRole("heading", { name: "Snapshots" }) });
    await snapshots.getByRole("button", { name: "Take a snapshot" }).click();
    await snapshots.getByText("Snapshot 1").waitFor();
    sim.sqs.drain("orders");
    await snapshots.getByRole("button", { name: "Restore" }).click();
    await page.getByText("sim.restore(snapshot);").waitFor();
    expect(sim.sqs.messages("orders")).toHaveLength(1);
  });

  test("T02: state: messages, log events and objects with a preview and a download", async () => {
    const { sim } = browsing;
    const sqs = new SQS(sim.clientConfig());
    await sqs.createQueue({ QueueName: "orders" });
    sim.sqs.send("orders", { order: 42 });
    sim.logs.put("/app", "web", "ready to serve");
    sim.s3.createBucket("exports");
    sim.s3.putObject("exports", "2030/rows.csv", "id,name", { ContentType: "text/csv" });
    const page = await browsing.inspector("#state/sqs/Messages");
    await row('{"order":42}').click();
    await details().getByText("order").waitFor();
    await page.getByRole("button", { name: "logs" }).click();
    await page.getByRole("button", { name: "Events" }).click();
    await row("ready to serve").waitFor();
    sim.logs.put("/app", "web", "a second line");
    await sqs.listQueues({});
    await row("a second line").waitFor();
    await page
      .getByRole("button", { name: "s3", exact: true })
      .or(page.getByRole("button", { name: /^s3 \d/ }))
      .click();
    await page.getByRole("button", { name: "Objects" }).click();
    await row("2030/rows.csv").click();
    await details().getByText("id,name").waitFor();
    const download = page.waitForEvent("download");
    await details().getByRole("link", { name: "Download 7 bytes" }).click();
    expect((await download).suggestedFilename()).toBe("rows.csv");
  });

  test("T02: a state machine as a graph, with the path of an execution and coverage", async () => {
    const { sim } = browsing;
    const sfn = new SFN(sim.clientConfig());
    const States = {
      Check: {
        Type: "Choice",
        Choices: [{ Variable: "$.n", NumericGreaterThan: 9, Next: "Large" }],
        Default: "Small",
      },
      Large: { Type: "Pass", End: true },
      Small: { Type: "Wait", Seconds: 5, End: true },
    };
    const { stateMachineArn } = await sfn.createStateMachine({
      name: "orders",
      roleArn: `arn:aws:iam::${sim.accountId}:role/r`,
      definition: JSON.stringify({ StartAt: "Check", States }),
    });
    await sfn.startExecution({ stateMachineArn, name: "first", input: '{"n":1}' });
    await sim.clock.runUntilIdle();
    const page = await browsing.inspector("#machines");
    const state = (name: string, description: string) =>
      page.getByRole("button", { name }).and(page.locator(`[aria-description="${description}"]`));
    await state("Small Wait", "taken").waitFor();
    await state("Large Pass", "untaken").waitFor();
    await page.getByText("Check → Large (rule 1)").waitFor();
    await page.getByRole("combobox", { name: "Show" }).selectOption({ label: "first (SUCCEEDED)" });
    await state("Small 5 s", "Wait, taken").click();
    const input = details().getByRole("region", { name: /^Input at 2030-01-01/ });
    await input.waitFor();
    expect(await input.innerText()).toContain("n: 1");
  });

  test.each([
    [360, "light" as const],
    [1_400, "dark" as const],
  ])("at a width of %d, %s: nothing is wider than the page", async (width, colorScheme) => {
    const { sim } = browsing;
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
    for (const fragment of ["", "#state/sqs/queues", "#machines", "#controls"]) {
      const page = await browsing.inspector(fragment, { viewport: { width, height: 740 }, colorScheme });
      await page.getByRole("heading", { name: "aws-sim inspector" }).waitFor();
      await page.getByText("live", { exact: true }).waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      if (fragment !== "#controls") await page.context().close();
    }
  });

  describe("a report", () => {
    let directory: string;
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), "aws-sim-report-"));
    });
    afterEach(() => rm(directory, { recursive: true }));

    test("T04: opens without a server, with details and state", async () => {
      const { sim } = browsing;
      await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
      const file = join(directory, "report.html");
      await sim.report(file);
      const page = await browsing.open(pathToFileURL(file).href);
      await row("CreateQueue").click();
      await details().getByText('"orders"').first().waitFor();
      await page.getByRole("button", { name: "State", exact: true }).click();
      await page.getByRole("button", { name: "sqs" }).click();
      await row("orders").waitFor();
      expect(await page.getByRole("button", { name: "Advance" }).count()).toBe(0);
    });

    test(`T01: ${MANY} entries are fluid: frames while zooming and scrolling`, async () => {
      const file = join(directory, "many.html");
      await writeFile(
        file,
        pageWithData({ entries: manyEntries(), responses: { "/clock": { now: "2030-01-01T00:00:00Z" } } }),
      );
      const page = await browsing.open(pathToFileURL(file).href, { viewport: { width: 1_400, height: 900 } });
      await page.getByText("100,000 of 100,000").waitFor({ timeout: 30_000 });
      const frames = await page.evaluate<number[]>(ZOOM_AND_SCROLL);
      report(`frames of ${MANY} entries`, frames);
      expect(frames.length).toBe(120);
      expect(await page.getByRole("row").count()).toBeLessThan(MOST_ROWS);
    }, 60_000);
  });
});

/** Entries of five services, each caused by the one before. */
function manyEntries(): object[] {
  const services = ["s3", "sqs", "lambda", "ecs", "stepFunctions"];
  return Array.from({ length: MANY }, (_, place) => ({
    sequence: place + 1,
    id: `request:${place}`,
    kind: "request",
    service: services[place % services.length],
    name: "PutObject",
    resource: `bucket/key-${place}`,
    account: "123456789012",
    region: "eu-west-1",
    startedAt: 1_893_456_000_000 + place * 7,
    endedAt: 1_893_456_000_000 + place * 7 + (place % 50),
    outcome: place % 97 === 0 ? "failed" : "succeeded",
    cause: `request:${place - 1}`,
  }));
}
