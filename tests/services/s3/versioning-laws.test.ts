import type { S3 } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AwsSim } from "../../../lib/index.js";
import { s3World } from "./s3-world.js";
import { VersioningModel } from "./versioning-model.js";

const world = s3World();
const Bucket = "laws";

/** In the order of their bytes, which is not that of their UTF-16. */
const KEYS = ["a", "a!", "ab", "\uff5e", "😀"];

const key = fc.constantFrom(...KEYS);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant("put" as const), key }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("delete" as const), key }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("deleteVersion" as const), key, at: fc.nat({ max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("deleteNull" as const), key }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("setStatus" as const),
      status: fc.constantFrom("Enabled" as const, "Suspended" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ what: "wait" as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** S3 and the model, side by side. */
interface Pair {
  readonly s3: S3;
  readonly sim: AwsSim;
  model: VersioningModel;
}

async function begin(): Promise<Pair> {
  world.sim.reset();
  const s3 = world.elsewhere({});
  await s3.createBucket({ Bucket });
  return { s3, sim: world.sim, model: new VersioningModel() };
}

let written = 0;

async function take({ s3, sim, model }: Pair, step: Step): Promise<void> {
  switch (step.what) {
    case "put": {
      const text = `content ${++written}`;
      const { VersionId } = await s3.putObject({ Bucket, Key: step.key, Body: text });
      expect(VersionId !== undefined).toBe(model.status === "Enabled");
      return model.write(step.key, text, VersionId);
    }
    case "delete": {
      const { VersionId, DeleteMarker } = await s3.deleteObject({ Bucket, Key: step.key });
      expect(DeleteMarker === true).toBe(model.status !== undefined);
      return model.delete(step.key, VersionId);
    }
    case "deleteVersion": {
      const versions = model.versionsOf(step.key);
      const version = versions[step.at % Math.max(1, versions.length)];
      return version && deleteVersion(s3, model, step.key, version.versionId);
    }
    case "deleteNull":
      return deleteVersion(s3, model, step.key, "null");
    case "setStatus":
      model.status = step.status;
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: step.status } });
      return;
    case "wait":
      await sim.clock.advance("1s");
  }
}

async function deleteVersion(s3: S3, model: VersioningModel, Key: string, VersionId: string): Promise<void> {
  const version = model.versionsOf(Key).find(({ versionId }) => versionId === VersionId);
  const deleted = await s3.deleteObject({ Bucket, Key, VersionId });
  expect(deleted.DeleteMarker === true).toBe(version !== undefined && version.text === undefined);
  model.deleteVersion(Key, VersionId);
}

function listed({ sim }: Pair): unknown[] {
  return sim.s3.versions(Bucket).map(({ key, versionId, isLatest, deleteMarker }) => ({
    key,
    versionId,
    text: deleteMarker ? undefined : sim.s3.text(Bucket, key, versionId),
    isLatest,
  }));
}

function check(pair: Pair): void {
  const { sim, model } = pair;
  expect(listed(pair)).toEqual(model.listing());
  const visible = KEYS.filter((name) => model.textOf(name) !== undefined);
  expect(sim.s3.objects(Bucket).map((object) => object.key)).toEqual(visible);
  for (const name of KEYS) expect(sim.s3.text(Bucket, name)).toBe(model.textOf(name));
}

const steps = fc.array(step, { minLength: 1, maxLength: 30 });

test("H11: whatever is written and deleted, the versions are those of a simple model", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const pair = await begin();
      for (const one of all) {
        await take(pair, one);
        check(pair);
      }
    }),
    { numRuns: 60 },
  );
});

test("H11: a restored snapshot brings all versions back", async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, after) => {
      const pair = await begin();
      for (const one of before) await take(pair, one);
      const snapshot = pair.sim.snapshot();
      const kept = pair.model.copy();
      for (const one of after) await take(pair, one);
      pair.sim.restore(snapshot);
      pair.model = kept;
      check(pair);
      // Continues from there as if nothing had happened in between.
      for (const one of after) await take(pair, one);
      check(pair);
    }),
    { numRuns: 30 },
  );
});
