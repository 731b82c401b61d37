import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../lib/cli/command-line.js";
import { flagNames, flagOf } from "../../lib/cli/flags.js";
import { Given } from "../../lib/cli/given.js";
import { helpText } from "../../lib/cli/help.js";
import { readSettings, type Settings } from "../../lib/cli/settings.js";

const CERT = fileURLToPath(new URL("../support/tls/cert.pem", import.meta.url));

function settings(argv: readonly string[], environment: Record<string, string> = {}): Settings {
  const given = new Given(parseCommandLine(argv).flags, environment);
  return readSettings(given, { port: 4566, logLevel: "info" });
}

const everything = {
  SIM_PORT: "1",
  SIM_HOST: "::1",
  SIM_AWS_REGION: "eu-west-1",
  SIM_AWS_ACCOUNT_ID: "111111111111",
  SIM_DELAYS: "3s",
  SIM_CLOCK: "frozen",
  SIM_START_TIME: "2030-01-01T00:00:00Z",
  SIM_SEED: "variable",
  SIM_ENI_SUBNET: "10.1.0.0/16",
  SIM_STRICT_NETWORK: "true",
  SIM_CREDENTIALS: "AKIA1:secret,AKIA2:other:222222222222",
  SIM_STRICT_TRANSPORT: "true",
  SIM_SOURCE_IP_HEADER: "x-real-ip",
  SIM_INIT: "seed.json",
  SIM_DATA_DIR: "data",
  SIM_SEED_FROM: "state.jsonl",
  SIM_DURABILITY: "disk",
  SIM_INSPECT: "always",
  SIM_URL_FILE: "sim.url",
  SIM_CONTROL_HOSTS: "one,two",
  SIM_ALLOWED_ORIGINS: "https://one.example,*",
  SIM_REQUEST_LOG_LIMIT: "5",
  SIM_HISTORY_LIMIT: "6",
  SIM_REQUEST_INPUT_LIMIT: "6",
  SIM_LOG_FORMAT: "pretty",
  SIM_LOG_LEVEL: "error",
  SIM_DRAIN_TIMEOUT: "1m",
};

describe("flags over environment over defaults (A21)", () => {
  test("defaults", () => {
    expect(settings([])).toEqual({
      options: {
        port: 4566,
        requestLogLimit: 1_000,
        historyLimit: 1_000,
        requestInputLimit: 65_536,
        strictNetwork: false,
        strictTransport: false,
        verifySignatures: false,
      },
      init: undefined,
      logFormat: undefined,
      logLevel: "info",
      drainTimeout: 5_000,
    });
  });

  test("environment", () => {
    expect(settings([], everything)).toEqual({
      options: {
        port: 1,
        host: "::1",
        region: "eu-west-1",
        accountId: "111111111111",
        delays: 3_000,
        clock: "frozen",
        startTime: "2030-01-01T00:00:00Z",
        seed: "variable",
        eniSubnet: "10.1.0.0/16",
        strictNetwork: true,
        strictTransport: true,
        sourceIpHeader: "x-real-ip",
        verifySignatures: [
          { accessKeyId: "AKIA1", secretAccessKey: "secret" },
          { accessKeyId: "AKIA2", secretAccessKey: "other", accountId: "222222222222" },
        ],
        controlHosts: ["one", "two"],
        allowedOrigins: ["https://one.example", "*"],
        requestLogLimit: 5,
        historyLimit: 6,
        requestInputLimit: 6,
        dataDir: "data",
        seedFrom: "state.jsonl",
        durability: "disk",
        inspect: "always",
      },
      init: "seed.json",
      urlFile: "sim.url",
      logFormat: "pretty",
      logLevel: "error",
      drainTimeout: 60_000,
    });
  });

  test("flags", () => {
    const argv = [
      ["-p", "2"],
      ["--host=0.0.0.0"],
      ["--region", "us-west-2"],
      ["--account", "333333333333"],
      ["--delays", '{"ecs":{"pending":"never"}}'],
      ["--clock", "running"],
      ["--start-time", "1893456000000"],
      ["--seed", "flag"],
      ["--eni-subnet", "10.2.0.0/16"],
      ["--credential", "AKIA3:a", "--credential", "AKIA4:b"],
      ["--source-ip-header", "x-forwarded-for"],
      ["--init", "init.mjs"],
      ["--data-dir", "flag"],
      ["--seed-from", "other.jsonl"],
      ["--durability", "process"],
      ["--inspect", "on-failure"],
      ["--url-file", "flag.url"],
      ["--control-host", "three"],
      ["--allowed-origin", "https://three.example"],
      ["--request-log-limit", "0"],
      ["--history-limit", "7"],
      ["--request-input-limit", "7"],
      ["--log-format", "json"],
      ["--log-level", "silent"],
      ["--drain-timeout", "250"],
    ].flat();
    expect(settings(argv, everything)).toEqual({
      options: {
        port: 2,
        host: "0.0.0.0",
        region: "us-west-2",
        accountId: "333333333333",
        delays: { ecs: { pending: "never" } },
        clock: "running",
        startTime: 1_893_456_000_000,
        seed: "flag",
        eniSubnet: "10.2.0.0/16",
        strictNetwork: true,
        strictTransport: true,
        sourceIpHeader: "x-forwarded-for",
        verifySignatures: [
          { accessKeyId: "AKIA3", secretAccessKey: "a" },
          { accessKeyId: "AKIA4", secretAccessKey: "b" },
        ],
        controlHosts: ["three"],
        allowedOrigins: ["https://three.example"],
        requestLogLimit: 0,
        historyLimit: 7,
        requestInputLimit: 7,
        dataDir: "flag",
        seedFrom: "other.jsonl",
        durability: "process",
        inspect: "on-failure",
      },
      init: "init.mjs",
      urlFile: "flag.url",
      logFormat: "json",
      logLevel: "silent",
      drainTimeout: 250,
    });
  });

  test("an empty variable is ignored, and the last of two flags applies", () => {
    const { options } = settings(["--region", "us-west-1", "--region", "us-west-2"], { SIM_PORT: "" });
    expect([options.region, options.port]).toEqual(["us-west-2", 4566]);
  });
});

test.each([
  [["--verify-signatures"], {}, "AKIAAWSSIMULATOR0000"],
  [[], { SIM_VERIFY_SIGNATURES: "1" }, "AKIAAWSSIMULATOR0000"],
  [["--verify-signatures=false"], { SIM_VERIFY_SIGNATURES: "true" }, undefined],
  [["--verify-signatures", "--credential", "AKIA:s"], {}, "AKIA"],
])("signatures are verified with a credential: %j %j", (argv, environment, expected) => {
  const { verifySignatures } = settings(argv, environment).options;
  expect(Array.isArray(verifySignatures) ? verifySignatures[0].accessKeyId : undefined).toBe(expected);
});

test.each<[string[], Record<string, string>, string]>([
  [["--port", "abc"], {}, '--port cannot be "abc". Use 0 to 65535.'],
  [["--port=-1"], {}, '--port cannot be "-1". Use 0 to 65535.'],
  [[], { SIM_PORT: "70000" }, 'SIM_PORT cannot be "70000". Use 0 to 65535.'],
  [["--region", "mars"], {}, '--region cannot be "mars". Use a region such as "eu-west-1".'],
  [["--account", "1"], {}, '--account cannot be "1". Use 12 digits.'],
  [["--clock", "slow"], {}, '--clock cannot be "slow". Use running, frozen.'],
  [["--start-time", "soon"], {}, '--start-time cannot be "soon". Use a Date, an ISO 8601'],
  [["--eni-subnet", "10.0.0.0"], {}, '--eni-subnet cannot be "10.0.0.0". Use an IPv4 block'],
  [
    ["--tls-key", "nowhere.pem"],
    {},
    '--tls-key cannot be "nowhere.pem". Use the path of a file that can be read',
  ],
  [["--tls-cert", CERT], {}, "HTTPS needs both --tls-key and --tls-cert."],
  [["--tls-key", CERT, "--tls-cert", CERT], {}, "--tls-key cannot be used: "],
  [["--allowed-origin", "app.example"], {}, '--allowed-origin cannot be "app.example". Use origins'],
  [["--control-host", "a:1"], {}, '--control-host cannot be "a:1". Use host names without port'],
  [["--history-limit", "0"], {}, '--history-limit cannot be "0". Use a whole number from 1'],
  [["--request-log-limit", "many"], {}, '--request-log-limit cannot be "many". Use a whole number'],
  [["--request-input-limit", "big"], {}, '--request-input-limit cannot be "big". Use a number of bytes'],
  [["--delays", "soon"], {}, '--delays cannot be "soon". Use milliseconds'],
  [["--delays", "{ecs"], {}, '--delays cannot be "{ecs". Use valid JSON'],
  [["--drain-timeout", "5 s"], {}, '--drain-timeout cannot be "5 s". Use milliseconds'],
  [["--inspect", "never"], {}, '--inspect cannot be "never". Use on-demand, always, on-failure.'],
  [["--log-format", "xml"], {}, '--log-format cannot be "xml". Use pretty, json.'],
  [["--log-level", "loud"], {}, '--log-level cannot be "loud". Use debug, info, warn, error, silent.'],
  [[], { SIM_VERIFY_SIGNATURES: "perhaps" }, 'SIM_VERIFY_SIGNATURES cannot be "perhaps". Use true or false.'],
  [["--credential", "only-an-id"], {}, "--credential is not a valid credential. Use id:secret"],
  [["--prt", "1"], {}, "There is no flag --prt. Did you mean --port?"],
  [["--x"], {}, "There is no flag --x."],
  [["--region", "--port", "1"], {}, "--region needs a value: --region <name>."],
  [["-p"], {}, "-p needs a value: -p <number>."],
  [["start"], {}, 'Unknown command "start". Use exec, export or import; omit the command to serve.'],
  [["export"], {}, "Specify one file: aws-sim export [flags] state.jsonl"],
  [["import", "a", "b"], {}, "Specify one file: aws-sim import [flags] state.jsonl"],
  [["exec"], {}, 'Write the command to run after "--": aws-sim exec -- npm test'],
  [["exec", "go", "test"], {}, 'Write the command to run after "--": aws-sim exec -- go test'],
  [["exec", "node", "-e", "1"], {}, 'Write the command to run after "--": aws-sim exec -- node -e 1'],
  [["exec", "--port", "1", "go", "-v"], {}, 'Write the command to run after "--": aws-sim exec -- go -v'],
  [["--", "go", "test"], {}, 'To run a command, write "exec" before it: aws-sim exec -- go test'],
])("%j %j is rejected", (argv, environment, message) => {
  expect(() => settings(argv, environment)).toThrow(message);
});

test("a secret that is wrong is not repeated", () => {
  expect(() => settings(["--credential", "id:hush:account"])).not.toThrow("hush");
  expect(() => settings(["--credential", "id:hush:account"])).toThrow("not a valid credential");
});

test("the command to run is everything after --, whatever it looks like", () => {
  const { command, run, flags } = parseCommandLine([
    "--seed",
    "1",
    "exec",
    "-p",
    "7",
    "--",
    "a",
    "--port",
    "8",
    "--",
  ]);
  expect({ command, run, flags: Object.fromEntries(flags) }).toEqual({
    command: "exec",
    run: ["a", "--port", "8", "--"],
    flags: { seed: ["1"], port: ["7"] },
  });
});

test("help and documentation name every flag, its variable and its default", () => {
  const page = readFileSync(new URL("../../docs/standalone.md", import.meta.url), "utf8");
  expect(flagNames()).toContain("port");
  for (const name of flagNames()) {
    const { variable, otherwise } = flagOf(name);
    for (const text of [`--${name}`, variable, otherwise ?? ""]) {
      expect(helpText()).toContain(text);
      expect(page).toContain(text);
    }
  }
});
