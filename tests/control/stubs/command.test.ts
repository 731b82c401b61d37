import * as bedrock from "@aws-sdk/client-bedrock-runtime";
import * as cloudWatch from "@aws-sdk/client-cloudwatch";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ec2 from "@aws-sdk/client-ec2";
import * as s3 from "@aws-sdk/client-s3";
import * as s3Control from "@aws-sdk/client-s3-control";
import * as sfn from "@aws-sdk/client-sfn";
import * as sqs from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { commandNames, isCommandClass, type SdkCommandClass } from "../../../lib/control/stubs/command.js";

/** A command as the SDK generated them until 2023: the names are in the method, not in a builder. */
class OldGetItemCommand {
  readonly middlewareStack = { use: (_plugin: object) => {} };
  constructor(readonly input: { TableName?: string }) {}

  resolveMiddleware(
    clientStack: { concat(stack: object): { resolve(handler: object, context: object): Handler } },
    configuration: { logger?: object; requestHandler: { handle(request: unknown): unknown } },
  ): Handler {
    this.middlewareStack.use({ configuration });
    const stack = clientStack.concat(this.middlewareStack);
    const { logger, requestHandler } = configuration;
    const context = { logger, clientName: "DynamoDBClient", commandName: "GetItemCommand" };
    return stack.resolve((request: unknown) => requestHandler.handle(request), context);
  }
}
type Handler = (args: object) => Promise<{ output: { Item?: object } }>;

function commandsOf(sdk: object): [string, SdkCommandClass][] {
  return Object.entries(sdk).filter(
    (entry): entry is [string, SdkCommandClass] =>
      entry[0] !== "$Command" && entry[0].endsWith("Command") && isCommandClass(entry[1]),
  );
}

test.each([
  ["BedrockRuntime", bedrock],
  ["CloudWatch", cloudWatch],
  ["DynamoDB", dynamodb],
  ["EC2", ec2],
  ["S3", s3],
  ["S3Control", s3Control],
  ["SFN", sfn],
  ["SQS", sqs],
])("the service and operation of every command of %s", (service, sdk) => {
  const commands = commandsOf(sdk);
  expect(commands.length).toBeGreaterThan(5);
  for (const [name, command] of commands)
    expect(commandNames(command)).toEqual({ service, operation: name.replace("Command", "") });
});

test("the service and operation of a command of an old version", () => {
  expect(isCommandClass(OldGetItemCommand)).toBe(true);
  expect(commandNames(OldGetItemCommand)).toEqual({ service: "DynamoDB", operation: "GetItem" });
});

describe("a value that is not a command of a client", () => {
  test.each([
    ["a string", "dynamodb"],
    ["a function", () => {}],
    ["another class", Date],
  ])("%s", (_, value) => {
    expect(isCommandClass(value)).toBe(false);
  });

  test("a class without a known client", () => {
    class Strange {
      readonly input = {};
      resolveMiddleware = Strange.prototype.resolve;
      resolve(): () => Promise<{ output: object }> {
        return async () => ({ output: {} });
      }
    }
    expect(() => commandNames(Strange)).toThrow(
      "Strange is not a command of an AWS SDK client. Use a class such as GetItemCommand, or the names of a service " +
        'and an operation: sim.stub("dynamodb", "GetItem", { … }).',
    );
  });

  test("a class that fails", () => {
    class Broken {
      readonly input: object;
      constructor() {
        throw new Error("Not like this.");
      }
      resolveMiddleware(): () => Promise<{ output: object }> {
        return async () => ({ output: this.input });
      }
    }
    expect(() => commandNames(Broken)).toThrow(
      "Broken cannot be read as a command of an AWS SDK client: Not like this. Use the names of a service and an " +
        'operation: sim.stub("dynamodb", "GetItem", { … }).',
    );
  });
});
