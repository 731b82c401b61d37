import { expect, test } from "vitest";
import type { AwsSim } from "../../../lib/index.js";
import { unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const BUCKET = "states";
const KEY = "team/web.tfstate";
const LOCK = `${KEY}.tflock`;

const BACKEND = { bucket: BUCKET, key: KEY, region: "eu-west-1" };

describeWith(terraform, "Terraform, states in S3", () => {
  test("keeps every version of a state, and two who share it see the same", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    sim.s3.createBucket(BUCKET, { versioning: "Enabled" });
    const mine = await stage.openRemote("backend", BACKEND);
    expect(await mine.apply()).toEqual({ added: 1 });
    const theirs = await stage.openRemote("backend", BACKEND);
    expect(await theirs.changes()).toBe("");
    expect(await theirs.apply({ step: "2" })).toEqual({ changed: 1 });
    expect(await mine.outputs()).toEqual({ thing: "step 2" });
    expect(states(sim)).toEqual(["step 2", "step 1"]);
    expect(sim.s3.object(BUCKET, KEY)).toMatchObject({ contentType: "application/json" });
    await mine.destroy();
    expect(states(sim)).toEqual([undefined, "step 2", "step 1"]);
    expect(sim.s3.object(BUCKET, LOCK)).toBeUndefined();
    expect(unanswered(sim)).toEqual([]);
  });

  test("rejects a second run while the first holds the lock", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    sim.s3.createBucket(BUCKET, { versioning: "Enabled" });
    const mine = await stage.openRemote("backend", BACKEND);
    const theirs = await stage.openRemote("backend", BACKEND);
    const pending = await mine.beginApply();
    expect(JSON.parse(sim.s3.text(BUCKET, LOCK) ?? "")).toMatchObject({ Operation: "OperationTypeApply" });
    const refused = await theirs.run("plan", "-input=false");
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("state lock") });
    expect(sim.requests.last({ operation: "PutObject", errorCode: "PreconditionFailed" })).toMatchObject({
      status: 412,
    });
    expect(await pending.approve()).toBe(0);
    expect(await theirs.changes()).toBe("");
    await theirs.destroy();
  });

  test("removes the lock of a holder that has ended, and separates workspaces", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    sim.s3.createBucket(BUCKET, { versioning: "Enabled" });
    const stack = await stage.openRemote("backend", BACKEND);
    await stack.terraform("workspace", "new", "staging");
    await stack.apply();
    expect(sim.s3.objects(BUCKET, "env:/").map(({ key }) => key)).toEqual([`env:/staging/${KEY}`]);
    const lock = { ID: "9db590f1-b6fe-c5f2-2678-8804f089deba", Operation: "OperationTypeApply" };
    sim.s3.putObject(BUCKET, `env:/staging/${LOCK}`, JSON.stringify(lock));
    expect(await stack.run("plan", "-input=false")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(lock.ID),
    });
    await stack.terraform("force-unlock", "-force", lock.ID);
    expect(await stack.changes()).toBe("");
    await stack.destroy();
    await stack.terraform("workspace", "select", "default");
    await stack.terraform("workspace", "delete", "staging");
    expect(sim.s3.objects(BUCKET, "env:/")).toEqual([]);
  });
});

/** What each version of the state gives out, newest first. */
function states(sim: AwsSim): unknown[] {
  return sim.s3
    .versions(BUCKET, KEY)
    .filter(({ key }) => key === KEY)
    .map(({ versionId }) => JSON.parse(sim.s3.text(BUCKET, KEY, versionId) ?? "").outputs.thing?.value);
}
