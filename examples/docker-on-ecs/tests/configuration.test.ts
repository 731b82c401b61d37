import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configure, helpText } from "../config/configuration.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { SETTING_NAMES } from "../config/settings.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "config.yaml");
  writeFileSync(path, text);
  return path;
}

const REQUIRED = [
  "--region=eu-west-1",
  "--cluster=flags",
  "--subnets=subnet-1,subnet-2",
  "--security-groups=sg-1",
  "--execution-role-arn=arn:aws:iam::123456789012:role/execution",
];

const FILE = `
ecs:
  region: us-east-1
  cluster: file
  subnets: ["subnet-abc123"]
  security_groups: ["sg-abc123"]
  task_role_arn: "arn:aws:iam::123456789012:role/task"
  execution_role_arn: "arn:aws:iam::123456789012:role/execution"
  efs_filesystem_id: "fs-abc123"
  log_group: /from/the/file
`;

const problemsOf = (words: string[], environment: NodeJS.ProcessEnv = {}) => {
  try {
    configure(words, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
  }
  return [];
};

describe("J04 configuration", () => {
  test("has defaults for what is not required", () => {
    expect(configure(REQUIRED, {})).toEqual({
      listen: "unix:///var/run/sockerless-backend.sock",
      stateFile: undefined,
      drainTimeout: 10_000,
      region: "eu-west-1",
      cluster: "flags",
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["sg-1"],
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      taskRoleArn: undefined,
      efsFilesystemId: undefined,
      logGroup: "/sockerless/containers",
      agentImage: undefined,
      pollInterval: 1_000,
      startTimeout: 120_000,
      agentTimeout: 10_000,
      logDelivery: 15_000,
    });
  });

  test("is read from a file as the specification shows it", () => {
    expect(configure(["--config", file(FILE)], {})).toMatchObject({
      region: "us-east-1",
      cluster: "file",
      subnets: ["subnet-abc123"],
      securityGroups: ["sg-abc123"],
      taskRoleArn: "arn:aws:iam::123456789012:role/task",
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      efsFilesystemId: "fs-abc123",
      logGroup: "/from/the/file",
    });
  });

  test.each([
    ["the default", [], {}, "", "/sockerless/containers"],
    ["the file", [], {}, "ecs: { log_group: /file }", "/file"],
    [
      "the environment before the file",
      [],
      { SOCKERLESS_ECS_LOG_GROUP: "/environment" },
      "ecs: { log_group: /file }",
      "/environment",
    ],
    [
      "flags before the environment",
      ["--log-group=/flag"],
      { SOCKERLESS_ECS_LOG_GROUP: "/environment" },
      "ecs: { log_group: /file }",
      "/flag",
    ],
  ])("uses %s", (_, words, environment, text, logGroup) => {
    const given = [...REQUIRED, ...words, "--config", file(text)];
    expect(configure(given, environment)).toMatchObject({ logGroup });
  });

  test("finds the file through SOCKERLESS_CONFIG, and a flag names another", () => {
    const environment = { SOCKERLESS_CONFIG: file(FILE) };
    expect(configure([], environment)).toMatchObject({ cluster: "file" });
    expect(problemsOf(["--config", "/none.yaml"], environment)).toEqual([
      "/none.yaml: ENOENT: no such file or directory, open '/none.yaml'",
    ]);
  });

  test("K02: is read from the environment, with both names for security groups", () => {
    const environment = {
      AWS_REGION: "eu-central-1",
      SOCKERLESS_ECS_CLUSTER: "tests",
      SOCKERLESS_ECS_SUBNETS: "subnet-1, subnet-2",
      SOCKERLESS_ECS_SECURITY_GROUP: "sg-1",
      SOCKERLESS_ECS_EXECUTION_ROLE_ARN: "arn:aws:iam::123456789012:role/execution",
    };
    expect(configure([], environment)).toMatchObject({
      region: "eu-central-1",
      cluster: "tests",
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["sg-1"],
    });
    expect(configure([], { ...environment, SOCKERLESS_ECS_SECURITY_GROUPS: "sg-2,sg-3" })).toMatchObject({
      securityGroups: ["sg-2", "sg-3"],
    });
  });

  test("names every required key that is missing, and where it can be set", () => {
    expect(problemsOf([])).toEqual([
      "ecs.region is missing: set --region, SOCKERLESS_ECS_REGION or AWS_REGION or AWS_DEFAULT_REGION, or ecs.region in the file",
      "ecs.cluster is missing: set --cluster, SOCKERLESS_ECS_CLUSTER, or ecs.cluster in the file",
      "ecs.subnets is missing: set --subnets, SOCKERLESS_ECS_SUBNETS, or ecs.subnets in the file",
      "ecs.security_groups is missing: set --security-groups, SOCKERLESS_ECS_SECURITY_GROUPS or SOCKERLESS_ECS_SECURITY_GROUP, or ecs.security_groups in the file",
      "ecs.execution_role_arn is missing: set --execution-role-arn, SOCKERLESS_ECS_EXECUTION_ROLE_ARN, or ecs.execution_role_arn in the file",
    ]);
  });

  test.each([
    ["an empty value", ["--cluster="], /^ecs\.cluster is missing/],
    ["an unknown flag", ["--clutser=x"], /Unknown option '--clutser'/],
    [
      "an address of another kind",
      ["--listen=http://x"],
      /^listen must be unix:\/\/\/path or tcp:\/\/host:port/,
    ],
    [
      "a time that is no number",
      ["--poll-interval=soon"],
      /^ecs\.poll_interval must be a number of seconds, not "soon"/,
    ],
  ])("rejects %s", (_, words, problem) => {
    expect(problemsOf([...REQUIRED, ...words])).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    ["an unknown key", "ecs: { clutser: x }", /unknown key ecs\.clutser; the keys are .*ecs\.cluster/],
    ["a list", "- region", /the document must be a mapping/],
    ["a section that is a list", "ecs: [1]", /ecs must be a mapping/],
    ["what is not YAML", "ecs: [", /config\.yaml: /],
  ])("rejects a file with %s", (_, text, problem) => {
    expect(problemsOf([...REQUIRED, "--config", file(text)])).toEqual([expect.stringMatching(problem)]);
  });

  test("an empty file is a file without keys", () => {
    expect(configure([...REQUIRED, "--config", file("# later\n")], {})).toMatchObject({ cluster: "flags" });
  });

  test("--help lists every setting", () => {
    expect(configure(["--help"], {})).toBe("help");
    expect(helpText().match(/^ {2}--/gm)).toHaveLength(SETTING_NAMES.length + 1);
  });
});
