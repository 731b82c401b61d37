import { describe, expect, test } from "vitest";
import type { AwsSimOptions } from "../lib/options.js";
import { resolveOptions } from "../lib/options.js";

const environment = { SIM_AWS_REGION: "ap-south-1", SIM_AWS_ACCOUNT_ID: "999999999999" };

describe("region and account (A10)", () => {
  test.each<[string, AwsSimOptions, Record<string, string>, [string, string]]>([
    ["have defaults", {}, {}, ["us-east-1", "123456789012"]],
    ["come from the environment", {}, environment, ["ap-south-1", "999999999999"]],
    [
      "come from the options first",
      { region: "eu-west-1", accountId: "111111111111" },
      environment,
      ["eu-west-1", "111111111111"],
    ],
    [
      "ignore empty variables",
      {},
      { SIM_AWS_REGION: "", SIM_AWS_ACCOUNT_ID: "" },
      ["us-east-1", "123456789012"],
    ],
  ])("%s", (_, options, env, expected) => {
    const { region, accountId } = resolveOptions(options, env);
    expect([region, accountId]).toEqual(expected);
  });
});

test("all defaults", () => {
  expect(resolveOptions({}, {})).toEqual({
    region: "us-east-1",
    accountId: "123456789012",
    delays: {},
    clock: "running",
    startTime: undefined,
    seed: undefined,
    eniSubnet: "10.0.0.0/16",
    credentials: undefined,
    host: "127.0.0.1",
    port: 0,
    controlHosts: [],
    allowedOrigins: [],
    requestLogLimit: 10_000,
    historyLimit: 10_000,
    requestInputLimit: Number.POSITIVE_INFINITY,
    dataDir: undefined,
    seedFrom: undefined,
    durability: "process",
    inspect: "on-demand",
    strictNetwork: false,
    authorization: "off",
    strictTransport: false,
    sourceIpHeader: undefined,
    logger: expect.any(Function),
  });
});

test.each(["2030-01-01T00:00:00Z", new Date("2030-01-01T00:00:00Z"), 1_893_456_000_000])(
  "startTime %s",
  (startTime) => {
    expect(resolveOptions({ startTime }, {}).startTime).toBe(1_893_456_000_000);
  },
);

test.each<[string, unknown, string]>([
  [
    "controlHosts",
    ["aws-sim:4566"],
    'Option controlHosts of createAwsSim cannot be ["aws-sim:4566"]. Use host names without port, such as ["aws-sim"].',
  ],
  ["controlHosts", "aws-sim", "Option controlHosts"],
  [
    "allowedOrigins",
    ["app.example"],
    'Option allowedOrigins of createAwsSim cannot be ["app.example"]. Use origins such as ["https://app.example"], or ["*"].',
  ],
  ["allowedOrigins", ["https://app.example/"], "Option allowedOrigins"],
  ["historyLimit", 0, "Option historyLimit of createAwsSim cannot be 0. Use a whole number from 1."],
  ["requestLogLimit", -1, "Option requestLogLimit of createAwsSim cannot be -1. Use a whole number from 0."],
  ["requestInputLimit", "1", "Option requestInputLimit"],
  ["requestInputLimit", Number.NaN, "Option requestInputLimit"],
  ["dataDir", "", "Option dataDir"],
  ["dataDir", 7, "Option dataDir"],
  ["seedFrom", "", "Option seedFrom"],
  ["seedFrom", 7, "Option seedFrom"],
  ["durability", "ram", "Option durability"],
  ["region", "europe", 'Option region of createAwsSim cannot be "europe". Use a region such as "eu-west-1".'],
  ["region", "", "Option region"],
  ["accountId", "123", 'Option accountId of createAwsSim cannot be "123". Use 12 digits.'],
  ["accountId", 123456789012, "Option accountId"],
  ["clock", "fast", 'Use "running" or "frozen".'],
  ["strictTransport", "yes", "Option strictTransport"],
  [
    "sourceIpHeader",
    "x forwarded for",
    'Option sourceIpHeader of createAwsSim cannot be "x forwarded for". Use the name of a header such as "x-forwarded-for".',
  ],
  ["eniSubnet", "10.0.0.0", "Option eniSubnet"],
  ["eniSubnet", "10.0.0.256/16", "Option eniSubnet"],
  ["eniSubnet", "10.0.0.0/33", "Option eniSubnet"],
  ["port", 70_000, "Use 0 to 65535."],
  ["port", 1.5, "Option port"],
  ["startTime", "tomorrow", "Option startTime"],
  ["startTime", null, "Option startTime"],
  [
    "regoin",
    "eu-west-1",
    'createAwsSim has no option "regoin". Did you mean "region"? It has: region, accountId,',
  ],
])("%s cannot be %j", (name, value, message) => {
  expect(() => resolveOptions({ [name]: value }, {})).toThrow(TypeError);
  expect(() => resolveOptions({ [name]: value }, {})).toThrow(message);
});

test.each([{ SIM_AWS_REGION: "nowhere" }, { SIM_AWS_ACCOUNT_ID: "one" }])(
  "%j is rejected as the option is",
  (env) => {
    expect(() => resolveOptions({}, env)).toThrow(TypeError);
  },
);
