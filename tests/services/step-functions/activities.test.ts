import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import {
  ACCOUNT,
  activityArn,
  machineArn,
  momentAt,
  START,
  stepFunctionsWorld,
} from "./step-functions-world.js";

const world = stepFunctionsWorld();
const rejected = (code: string, message: string) => ({ code, status: 400, message });

describe("activities", () => {
  const A = { activityArn: activityArn("a") };

  test("are created once, described and deleted any number of times", async () => {
    expect(await body(world.sfn.createActivity({ name: "a" }))).toEqual({ ...A, creationDate: START });
    await world.sim.clock.advance("1s");
    expect(await body(world.sfn.createActivity({ name: "a" }))).toEqual({ ...A, creationDate: START });
    expect(await body(world.sfn.describeActivity(A))).toEqual({
      ...A,
      name: "a",
      creationDate: START,
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    });
    expect(await body(world.sfn.deleteActivity(A))).toEqual({});
    expect(await body(world.sfn.deleteActivity(A))).toEqual({});
    expect(await failure(world.sfn.describeActivity(A))).toEqual(
      rejected("ActivityDoesNotExist", `Activity Does Not Exist: '${A.activityArn}'`),
    );
  });

  test("of the same name with another key are rejected", async () => {
    await world.sfn.createActivity({ name: "a" });
    const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY" as const, kmsKeyId: "alias/key" };
    expect((await failure(world.sfn.createActivity({ name: "a", encryptionConfiguration }))).code).toBe(
      "ActivityAlreadyExists",
    );
  });

  test("have names like state machines", async () => {
    expect(await failure(world.sfn.createActivity({ name: "a b" }))).toEqual(
      rejected("InvalidName", "Invalid Name: 'a b'"),
    );
  });

  test.each([
    ["not_a_valid_arn", "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'"],
    [machineArn("m"), "Invalid Arn: 'Resource type not valid in this context: stateMachine'"],
  ])("%s is the ARN of none", async (arn, message) => {
    const invalid = rejected("InvalidArn", message);
    expect(await failure(world.sfn.describeActivity({ activityArn: arn }))).toEqual(invalid);
    expect(await failure(world.sfn.deleteActivity({ activityArn: arn }))).toEqual(invalid);
  });

  test("are listed by pages, the oldest first", async () => {
    await world.sfn.createActivity({ name: "b" });
    await world.sim.clock.advance("1s");
    for (const name of ["c", "a"]) await world.sfn.createActivity({ name });
    const first = await world.sfn.listActivities({ maxResults: 2 });
    expect(first.activities).toEqual([
      { activityArn: activityArn("b"), name: "b", creationDate: START },
      { activityArn: activityArn("a"), name: "a", creationDate: momentAt(1000) },
    ]);
    expect(await body(world.sfn.listActivities({ nextToken: first.nextToken }))).toEqual({
      activities: [{ activityArn: activityArn("c"), name: "c", creationDate: momentAt(1000) }],
    });
    expect(await failure(world.sfn.listActivities({ nextToken: "x" }))).toEqual(
      rejected("InvalidToken", "Invalid Token: 'Invalid token'"),
    );
    const other = world.elsewhere({ region: "eu-west-1" });
    expect((await other.listActivities({})).activities).toEqual([]);
  });
});

describe("tags", () => {
  const tags = (...names: string[]) => names.map((key) => ({ key, value: key.toUpperCase() }));

  test.each(["stateMachine:m", "activity:a"])("of %s are added, replaced and removed", async (resource) => {
    const resourceArn = `arn:aws:states:us-east-1:${ACCOUNT}:${resource}`;
    await world.machine("m", { tags: tags("first") });
    await world.sfn.createActivity({ name: "a", tags: tags("first") });
    expect(await body(world.sfn.tagResource({ resourceArn, tags: tags("second") }))).toEqual({});
    await world.sfn.tagResource({ resourceArn, tags: [{ key: "first", value: "" }] });
    expect(await body(world.sfn.listTagsForResource({ resourceArn }))).toEqual({
      tags: [{ key: "first", value: "" }, ...tags("second")],
    });
    expect(await body(world.sfn.untagResource({ resourceArn, tagKeys: ["first", "none"] }))).toEqual({});
    expect((await world.sfn.listTagsForResource({ resourceArn })).tags).toEqual(tags("second"));
  });

  test.each([machineArn("none"), activityArn("none"), `${machineArn("m")}:1`, machineArn("m", "eu-west-1")])(
    "%s has none",
    async (resourceArn) => {
      await world.machine("m", { publish: true });
      const missing = rejected("ResourceNotFound", `Resource not found: '${resourceArn}'`);
      expect(await failure(world.sfn.listTagsForResource({ resourceArn }))).toEqual(missing);
      expect(await failure(world.sfn.tagResource({ resourceArn, tags: [] }))).toEqual(missing);
      expect(await failure(world.sfn.untagResource({ resourceArn, tagKeys: [] }))).toEqual(missing);
    },
  );

  test("are at most 50", async () => {
    const resourceArn = await world.machine("m", { tags: tags("a") });
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: "" }));
    expect((await failure(world.sfn.tagResource({ resourceArn, tags: many }))).code).toBe("TooManyTags");
    expect((await world.sfn.listTagsForResource({ resourceArn })).tags).toEqual(tags("a"));
  });
});
