import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const read = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
};
const EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

describeWith(awsCli, "aws iam", async () => {
  const sim = await createAwsSim();
  const aws = new AwsCli(sim);
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  const role = { "role-name": "task" };
  const createRole = () =>
    aws.json("iam create-role", {
      ...role,
      "assume-role-policy-document": trust,
      tags: "Key=team,Value=web",
    });

  test("creates a role with policies and removes all in AWS's order", async () => {
    const created = await createRole();
    expect(created.Role).toMatchObject({
      RoleName: "task",
      Path: "/",
      Arn: "arn:aws:iam::123456789012:role/task",
      AssumeRolePolicyDocument: trust,
    });
    await aws.text("iam wait role-exists", role);
    await aws.text("iam attach-role-policy", { ...role, "policy-arn": EXECUTION });
    await aws.text("iam put-role-policy", { ...role, "policy-name": "read", "policy-document": read });
    const inline = await aws.json("iam get-role-policy", { ...role, "policy-name": "read" });
    expect(inline).toEqual({ RoleName: "task", PolicyName: "read", PolicyDocument: read });
    const attached = { ...role, output: "text", query: "AttachedPolicies[].PolicyArn" };
    expect(await aws.text("iam list-attached-role-policies", attached)).toBe(`${EXECUTION}\n`);
    expect(await aws.json("iam list-role-tags", { ...role, query: "Tags" })).toEqual([
      { Key: "team", Value: "web" },
    ]);
    const early = await aws.run("iam delete-role", role);
    expect(early.stderr).toContain("(DeleteConflict)");
    await aws.text("iam detach-role-policy", { ...role, "policy-arn": EXECUTION });
    await aws.text("iam delete-role-policy", { ...role, "policy-name": "read" });
    await aws.text("iam delete-role", role);
    const gone = await aws.run("iam get-role", role);
    expect(gone.stderr.trim()).toMatch(
      /An error occurred \(NoSuchEntity\) when calling the GetRole operation: The role with name task cannot be found\.$/,
    );
    expect([254, 255]).toContain(gone.status);
  });

  test("versions a policy, waits for it, and lists its entities", async () => {
    const { Policy } = await aws.json("iam create-policy", {
      "policy-name": "read",
      "policy-document": read,
    });
    const policy = { "policy-arn": Policy.Arn };
    await aws.text("iam wait policy-exists", policy);
    await aws.json("iam create-policy-version", {
      ...policy,
      "policy-document": denyAll,
      "set-as-default": true,
    });
    const versions = { ...policy, query: "Versions[].[VersionId,IsDefaultVersion]" };
    expect(await aws.json("iam list-policy-versions", versions)).toEqual([
      ["v2", true],
      ["v1", false],
    ]);
    const first = await aws.json("iam get-policy-version", { ...policy, "version-id": "v1" });
    expect(first.PolicyVersion.Document).toEqual(read);
    await createRole();
    await aws.text("iam attach-role-policy", { ...role, ...policy });
    const holders = { ...policy, query: "PolicyRoles[].RoleName" };
    expect(await aws.json("iam list-entities-for-policy", holders)).toEqual(["task"]);
    await aws.text("iam detach-role-policy", { ...role, ...policy });
    await aws.text("iam delete-policy-version", { ...policy, "version-id": "v1" });
    await aws.text("iam delete-policy", policy);
    expect(await aws.json("iam list-policies", { scope: "Local", query: "Policies" })).toEqual([]);
  });

  test("gives a user keys that work, in a group", async () => {
    const user = { "user-name": "ann" };
    await aws.json("iam create-user", user);
    await aws.text("iam wait user-exists", user);
    const { AccessKey } = await aws.json("iam create-access-key", user);
    const ann = new AwsCli(sim, {
      AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey,
    });
    expect(await ann.json("sts get-caller-identity", { query: "Arn" })).toBe(
      "arn:aws:iam::123456789012:user/ann",
    );
    await aws.json("iam create-group", { "group-name": "staff" });
    await aws.text("iam add-user-to-group", { ...user, "group-name": "staff" });
    expect(await aws.json("iam get-group", { "group-name": "staff", query: "Users[].UserName" })).toEqual([
      "ann",
    ]);
    await aws.text("iam remove-user-from-group", { ...user, "group-name": "staff" });
    await aws.text("iam delete-group", { "group-name": "staff" });
    await aws.text("iam delete-access-key", { ...user, "access-key-id": AccessKey.AccessKeyId });
    await aws.text("iam delete-user", user);
    expect(sim.iam.users()).toEqual([]);
  });

  test("puts a role into an instance profile", async () => {
    const profile = { "instance-profile-name": "host" };
    await createRole();
    await aws.json("iam create-instance-profile", profile);
    await aws.text("iam wait instance-profile-exists", profile);
    await aws.text("iam add-role-to-instance-profile", { ...profile, ...role });
    const roles = { ...profile, query: "InstanceProfile.Roles[].RoleName" };
    expect(await aws.json("iam get-instance-profile", roles)).toEqual(["task"]);
    await aws.text("iam remove-role-from-instance-profile", { ...profile, ...role });
    await aws.text("iam delete-instance-profile", profile);
    expect(sim.iam.instanceProfiles()).toEqual([]);
  });

  test("pages, and prints text and tables", async () => {
    for (const name of ["a", "b", "c"]) await aws.text("iam create-user", { "user-name": name });
    const names = { query: "Users[].UserName", output: "json", "page-size": 1 };
    expect(await aws.json("iam list-users", names)).toEqual(["a", "b", "c"]);
    const page = await aws.json("iam list-users", { "max-items": 2 });
    expect(page.Users).toHaveLength(2);
    const rest = { "starting-token": page.NextToken, query: "Users[].UserName" };
    expect(await aws.json("iam list-users", rest)).toEqual(["c"]);
    expect(await aws.text("iam list-users", { output: "text", query: "Users[].[UserName,Path]" })).toBe(
      "a\t/\nb\t/\nc\t/\n",
    );
    const table = await aws.text("iam list-users", {
      output: "table",
      query: "Users[].{Name:UserName,Path:Path}",
    });
    expect(table.split("\n").map((line) => line.replace(/\s+/g, " "))).toEqual(
      expect.arrayContaining(["| ListUsers |", "| Name | Path |", "| c | / |"]),
    );
  });

  test("rejects documents in IAM's words", async () => {
    const refused = await aws.run("iam create-policy", {
      "policy-name": "bad",
      "policy-document": "not json",
    });
    expect(refused.stderr).toContain("(MalformedPolicyDocument)");
  });
});

const denyAll = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };
