import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SQS } from "@aws-sdk/client-sqs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, connectAwsSim, createAwsSim } from "../../lib/index.js";

let sim: AwsSim;
let directory: string;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", inspect: "always" });
  directory = await mkdtemp(join(tmpdir(), "aws-sim-report-"));
  await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders</script>" }).catch(() => {});
  await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
});
afterAll(async () => {
  await sim.close();
  await rm(directory, { recursive: true });
});

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What is between the tags of an element. */
const contentOf = (page: string, pattern: RegExp) => pattern.exec(page)?.[1] ?? "";

describe.each(["/_sim/", "/_sim"])("the page at %s", (path) => {
  test("is one file that runs only its own script, and makes no other requests", async () => {
    const { statusCode, headers, body } = await request(`${sim.url}${path}`);
    const page = await body.text();
    const script = contentOf(page, /<script type="module">(.*)<\/script>/s);
    const style = contentOf(page, /<style>(.*?)<\/style>/s);
    expect(statusCode).toBe(200);
    expect(script.length).toBeGreaterThan(10_000);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data: blob:; ` +
        "base-uri 'none'; form-action 'none'; connect-src 'self'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  test("is at most 150 KiB, compressed", async () => {
    const { body } = await request(`${sim.url}${path}`);
    expect(gzipSync(await body.text()).length).toBeLessThanOrEqual(150 * 1024);
  });

  test("is not for pages of other sites", async () => {
    const headers = { host: "evil.example" };
    expect((await request(`${sim.url}${path}`, { headers })).statusCode).toBe(403);
  });
});

describe("a page under a name of the option controlHosts", () => {
  test("may control the simulator; pages of others may not", async () => {
    const named = await createAwsSim({ controlHosts: ["aws-sim.example"], clock: "frozen" });
    const host = `aws-sim.example:${named.port}`;
    const freeze = (origin: string) =>
      request(`${named.url}/_sim/clock/freeze`, { method: "POST", headers: { host, origin } });
    expect((await freeze(`http://${host}`)).statusCode).toBe(200);
    expect((await freeze("http://evil.example")).statusCode).toBe(403);
    await named.close();
  });
});

describe("a report", () => {
  test.skipIf(process.platform !== "linux")("needs a directory that can be created", async () => {
    await expect(sim.report("/proc/nope/report.html")).rejects.toThrow(
      "ENOENT: no such file or directory, mkdir '/proc/nope'",
    );
  });

  test("is the page with what it would ask for", async () => {
    const file = join(directory, "made", "report.html");
    await sim.report(file);
    const page = await readFile(file, "utf8");
    const json = contentOf(page, /<script type="application\/json" id="aws-sim-report">(.*?)<\/script>/s);
    const { entries, responses } = JSON.parse(json) as {
      entries: object[];
      responses: Record<string, unknown>;
    };
    expect(entries).toMatchObject([{ outcome: "failed" }, { name: "CreateQueue", resource: "orders" }]);
    expect(responses).toMatchObject({
      "/clock": { mode: "frozen" },
      "/state/sqs/queues": [{ name: "orders" }],
      "/sqs/queues/orders/messages": { messages: [] },
      "/inspector/tables/sqs.queues": { total: 1 },
    });
    // It connects to nothing.
    expect(page).toContain(
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src',
    );
    expect(page).not.toContain("connect-src");
  });

  test("can be written by a connected simulator", async () => {
    const file = join(directory, "connected.html");
    await (await connectAwsSim(sim.url)).report(file);
    expect(await readFile(file, "utf8")).toContain('id="aws-sim-report"');
  });
});
