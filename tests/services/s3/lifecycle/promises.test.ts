import type { LifecycleRule } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAt, START, s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "promises";
const DAY = 86_400_000;

const tag = fc.record({ Key: fc.constantFrom("k", "l"), Value: fc.constantFrom("v", "w") });
const filter = fc.oneof(
  fc.record({ Prefix: fc.constantFrom("", "a", "a/", "b") }),
  fc.record({ Tag: tag }),
  fc.record({ ObjectSizeGreaterThan: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ ObjectSizeLessThan: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ And: fc.record({ Prefix: fc.constantFrom("a", "b"), Tags: fc.tuple(tag) }) }),
);
const expiration = fc.oneof(
  fc.record({ Days: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    Date: fc
      .integer({ min: -5, max: 12 })
      .map((day) => new Date(Math.floor(dayAt(day).getTime() / DAY) * DAY)),
  }),
);
const rule: fc.Arbitrary<LifecycleRule> = fc.record({
  Status: fc.constantFrom("Enabled", "Enabled", "Disabled"),
  Filter: filter,
  Expiration: expiration,
});
const object = fc.record({
  key: fc.constantFrom("a", "a/1", "a/2", "ab", "b", "b/1", "c"),
  size: fc.integer({ min: 0, max: 6 }),
  tags: fc.constantFrom("", "k=v", "l=w", "k=v&l=v"),
  /** Hours after the start. */
  at: fc.integer({ min: 0, max: 60 }),
});
const history = fc.record({
  versioning: fc.constantFrom(undefined, "Enabled" as const, "Suspended" as const),
  rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
  objects: fc.uniqueArray(object, { selector: ({ key }) => key, minLength: 1, maxLength: 6 }),
  /** The hour at which the rules are put. */
  configured: fc.integer({ min: 0, max: 60 }),
});

test("what x-amz-expiration promises is what happens, and nothing else (H15)", async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ versioning, rules, objects, configured }) => {
      world.sim.reset();
      world.sim.s3.createBucket(Bucket, versioning && { versioning });
      const steps = [
        ...objects.map(({ key, size, tags, at }) => ({
          at,
          run: () => {
            world.sim.s3.putObject(Bucket, key, "x".repeat(size), { Tagging: tags });
            return Promise.resolve();
          },
        })),
        { at: configured, run: () => put(rules) },
      ].sort((one, other) => one.at - other.at);
      for (const { at, run } of steps) {
        await world.sim.clock.set(START.getTime() + at * 3_600_000);
        await run();
      }
      await world.sim.clock.set(START.getTime() + 61 * 3_600_000);
      const begun = world.sim.clock.now();
      const promised = new Map<string, number>();
      for (const key of world.sim.s3.objects(Bucket).map((each) => each.key)) {
        const { Expiration = "" } = await world.s3.headObject({ Bucket, Key: key });
        const day = /expiry-date="(.*?)"/.exec(Expiration)?.[1];
        // What is overdue goes with the next scan.
        const next = (Math.floor(begun / DAY) + 1) * DAY;
        promised.set(key, day === undefined ? Number.POSITIVE_INFINITY : Math.max(Date.parse(day), next));
      }
      const before = new Map(world.sim.s3.objects(Bucket).map((each) => [each.key, each]));
      for (let midnight = Math.ceil(begun / DAY) * DAY; midnight < begun + 16 * DAY; midnight += DAY) {
        for (const moment of [midnight - 1, midnight]) {
          await world.sim.clock.set(moment);
          const expected = [...before.values()].filter(({ key }) => moment < (promised.get(key) ?? 0));
          expect(world.sim.s3.objects(Bucket)).toEqual(expected);
        }
      }
    }),
    { numRuns: 40, seed: 15 },
  );
}, 60_000);

async function put(rules: readonly LifecycleRule[]) {
  const Rules = rules.map((each, index) => ({ ...each, ID: `${index}` }));
  await world.s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
}
