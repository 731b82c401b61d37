import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { START, s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "lagging";
const KEYS = ["a", "b", "b/c", "d"];

/** What keys had, and since when. */
interface Moment {
  readonly at: number;
  readonly contents: ReadonlyMap<string, string>;
}

const step = fc.record({
  /** Milliseconds since the step before. */
  wait: fc.integer({ min: 0, max: 4_000 }),
  key: fc.constantFrom(...KEYS),
  does: fc.constantFrom("put", "put", "delete", "read", "list", "list"),
});

const scenario = fc.record({
  reads: fc.constantFrom(0, 1_000, 5_000),
  lists: fc.constantFrom(0, 2_000, 5_000),
  versioning: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
});

async function contentOf(Key: string): Promise<string | undefined> {
  try {
    const { Body } = await world.s3.getObject({ Bucket, Key });
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

async function listed(): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await world.s3.listObjectsV2({ Bucket, MaxKeys: 2, ContinuationToken });
    keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

describe("delayed consistency (A18)", () => {
  test("shows readers and listings what was there their delay ago, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ reads, lists, versioning, steps }) => {
        world.sim.reset();
        world.sim.s3.createBucket(Bucket, versioning ? { versioning: "Enabled" } : {});
        world.sim.s3.delayConsistency({ reads, lists });
        const history: Moment[] = [{ at: 0, contents: new Map() }];
        const seenAt = (moment: number) =>
          history.findLast(({ at }) => at <= moment)?.contents ?? new Map<string, string>();
        let now = START.getTime();
        for (const [index, { wait, key, does }] of steps.entries()) {
          now += wait;
          await world.sim.clock.set(now);
          const contents = new Map(history.at(-1)?.contents);
          if (does === "read") expect(await contentOf(key)).toBe(seenAt(now - reads).get(key));
          else if (does === "list") expect(await listed()).toEqual([...seenAt(now - lists).keys()].sort());
          else if (does === "put") {
            await world.put(Bucket, key, `${index}`);
            contents.set(key, `${index}`);
          } else {
            await world.s3.deleteObject({ Bucket, Key: key });
            contents.delete(key);
          }
          if (does === "put" || does === "delete") history.push({ at: now, contents });
        }
        // After the delay, everything is seen.
        await world.sim.clock.advance(5_000);
        const last = history.at(-1)?.contents ?? new Map<string, string>();
        expect(await listed()).toEqual([...last.keys()].sort());
        for (const key of KEYS) expect(await contentOf(key)).toBe(last.get(key));
      }),
      { numRuns: 30, seed: 18 },
    );
  }, 120_000);

  test("is off by default, and concerns one bucket or all", async () => {
    for (const name of [Bucket, "other"]) await world.s3.createBucket({ Bucket: name });
    await world.put(Bucket, "a", "1");
    expect(await contentOf("a")).toBe("1");
    world.sim.s3.delayConsistency({ reads: "5s" });
    world.sim.s3.delayConsistency({}, "other");
    await world.put(Bucket, "a", "2");
    await world.put("other", "a", "2");
    expect(await contentOf("a")).toBe("1");
    const { Body } = await world.s3.getObject({ Bucket: "other", Key: "a" });
    expect(await Body?.transformToString()).toBe("2");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("5s");
    expect(await contentOf("a")).toBe("2");
    world.sim.restore(snapshot);
    expect(await contentOf("a")).toBe("1");
  });

  test("delays what is configured, and loses none of it", async () => {
    await world.s3.createBucket({ Bucket });
    world.sim.s3.delayConsistency({ configuration: "3s" });
    const put = (Id: string) =>
      world.s3.putBucketMetricsConfiguration({ Bucket, Id, MetricsConfiguration: { Id } });
    const ids = async () =>
      (await world.s3.listBucketMetricsConfigurations({ Bucket })).MetricsConfigurationList?.map(
        ({ Id }) => Id,
      );
    await put("one");
    await world.sim.clock.advance("1s");
    await put("two");
    expect(await ids()).toBeUndefined();
    await world.sim.clock.advance("2s");
    expect(await ids()).toEqual(["one"]);
    await world.sim.clock.advance("1s");
    expect(await ids()).toEqual(["one", "two"]);
  });

  test("needs durations", () => {
    expect(() => world.sim.s3.delayConsistency({ reads: "soon" as "1s" })).toThrow(TypeError);
  });
});
