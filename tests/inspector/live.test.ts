import { SQS } from "@aws-sdk/client-sqs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { NewEntry } from "../../lib/inspector/entry.js";
import { useBrowser } from "./browsing.js";
import { CHROMIUM } from "./chromium.js";
import { report, ZOOM_AND_SCROLL } from "./frames.js";

const MANY = 100_000;
const START = Date.parse("2030-01-01T00:00:00Z");
/** Rows in the document at a time: the visible ones and some around them. */
const MOST_ROWS = 60;
const SERVICES = ["s3", "sqs", "lambda", "ecs", "stepFunctions"];

describe.skipIf(CHROMIUM === undefined)("while the page is open", () => {
  const browsing = useBrowser({ historyLimit: MANY });
  let added = 0;

  /** Adds entries to the timeline, as requests do that have ended. */
  function add(count: number): void {
    for (let end = added + count; added < end; added++) {
      const place = added;
      const id = `request:${place}`;
      const make = () => entryOf(id, place);
      browsing.sim.inspector.timeline.put(id, make, () => ({}));
    }
  }

  /** Adds entries while the page has time, as a program that sends requests all the time. */
  async function addSteadily(page: Page, times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      add(200);
      await page.waitForTimeout(10);
    }
  }

  test(`T01: ${MANY} entries that come, and more after them: the page is fluid and forgets what the simulator forgets`, async () => {
    add(MANY - 10_000);
    const page = await browsing.inspector("", { viewport: { width: 1_400, height: 900 } });
    const shown = (text: string) => page.getByText(text, { exact: true }).waitFor({ timeout: 60_000 });
    await shown("90,000 of 90,000");
    const watched = page.evaluate<number[]>(ZOOM_AND_SCROLL);
    await addSteadily(page, 50);
    report("frames while entries come", await watched);
    await shown("100,000 of 100,000");
    expect(await page.getByRole("row").count()).toBeLessThan(MOST_ROWS);
    const before = await heapOf(page);
    for (let round = 0; round < 10; round++) {
      add(MANY / 10);
      await page.waitForTimeout(50);
    }
    await page.getByText(/^10\d,\d{3} of 10\d,\d{3}$/).waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill(`key-${added - 1}`);
    await page.getByText(/^1 of 10\d,\d{3}$/).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Clear" }).click();
    const after = await heapOf(page);
    process.stdout.write(
      `heap of the page: ${megabytes(before)} MB, after as many more ${megabytes(after)} MB\n`,
    );
    expect(after).toBeLessThan(before * 1.5);
  }, 180_000);

  test("a restore and a reset remove entries from the page", async () => {
    const { sim } = browsing;
    const sqs = new SQS(sim.clientConfig());
    await sqs.createQueue({ QueueName: "before" });
    const snapshot = sim.snapshot();
    await sqs.createQueue({ QueueName: "after" });
    const page = await browsing.inspector();
    await browsing.row("after").waitFor();
    sim.restore(snapshot);
    await browsing.row("after").waitFor({ state: "detached" });
    await page.getByText("1 of 1", { exact: true }).waitFor();
    expect(await browsing.row("before").count()).toBe(1);
    sim.reset();
    await page.getByText("Nothing has happened yet").waitFor();
    await sqs.createQueue({ QueueName: "next" });
    await browsing.row("next").waitFor();
  });
});

function entryOf(id: string, place: number): NewEntry {
  return {
    id,
    kind: "request",
    service: SERVICES[place % SERVICES.length] ?? "",
    name: "PutObject",
    resource: `bucket/key-${place}`,
    account: "123456789012",
    region: "eu-west-1",
    startedAt: START + place * 7,
    endedAt: START + place * 7 + (place % 50),
    outcome: place % 97 === 0 ? "failed" : "succeeded",
    cause: `request:${place - 1}`,
  };
}

/** Bytes of JavaScript's heap that are in use after a collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
