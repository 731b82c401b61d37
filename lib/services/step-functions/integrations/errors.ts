import type { OperationOutcome } from "../../../runtime/ports/operations.js";
import type { Outcome } from "../running/outcomes.js";
import type { ServiceIntegration } from "./resource.js";

type OperationError = Extract<OperationOutcome, { kind: "error" }>;

/**
 * The names of a service in optimized integrations: error prefix, unmodelled error, and name in the cause.
 */
interface ServiceNaming {
  readonly prefix: string;
  readonly unmodelled: string;
  readonly service: string;
}

const NAMES: ReadonlyMap<string, ServiceNaming> = new Map([
  ["dynamodb", naming("DynamoDB", "AmazonDynamoDBException", "AmazonDynamoDBv2")],
  ["ecs", naming("ECS", "AmazonECSException", "AmazonECS")],
  ["events", naming("EventBridge", "AmazonEventBridgeException", "AmazonEventBridge")],
  ["lambda", naming("Lambda", "AWSLambdaException", "AWSLambda")],
  ["sns", naming("SNS", "AmazonSNSException", "AmazonSNS")],
  ["sqs", naming("SQS", "AmazonSQSException", "AmazonSQS")],
  ["states", naming("StepFunctions", "AWSStepFunctionsException", "AWSStepFunctions")],
]);

function naming(prefix: string, unmodelled: string, service: string): ServiceNaming {
  return { prefix, unmodelled, service };
}

/** Fails a task with the error of the called operation. */
export function failed(
  { integration }: { readonly integration: ServiceIntegration },
  error: OperationError,
): Outcome {
  return [
    integration.sdk ? sdkFailure(integration.service, error) : optimizedFailure(integration.service, error),
  ];
}

/** Fails a task with the error of an operation, named as in optimized integrations. */
export function optimizedFailure(
  service: string,
  { code, shape, message, status, requestId }: OperationError,
) {
  const known =
    NAMES.get(service) ??
    naming(capital(service), `Amazon${capital(service)}Exception`, `Amazon${capital(service)}`);
  const name = shape === undefined ? known.unmodelled : withSuffix(shape);
  return {
    kind: "failed",
    error: `${known.prefix}.${name}`,
    cause: `${message} (Service: ${known.service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  } as const;
}

/** The names of services and errors in the SDK for Java 2. */
function sdkFailure(service: string, { shape, message, status, requestId }: OperationError) {
  const prefix = SDK_NAMES.get(service) ?? capital(service);
  const name = shape === undefined ? `${prefix}Exception` : withSuffix(shape);
  const extended = service === "s3" ? `, Extended Request ID: ${requestId}` : "";
  const attempts = service === "s3" ? "" : " (SDK Attempt Count: 1)";
  return {
    kind: "failed",
    error: `${prefix}.${name}`,
    cause: `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId}${extended})${attempts}`,
  } as const;
}

/** The SDK's names of services that ARNs have in lower case. */
const SDK_NAMES: ReadonlyMap<string, string> = new Map([
  ["cloudwatchlogs", "CloudWatchLogs"],
  ["dynamodb", "DynamoDb"],
  ["eventbridge", "EventBridge"],
  ["secretsmanager", "SecretsManager"],
  ["servicediscovery", "ServiceDiscovery"],
]);

function withSuffix(shape: string): string {
  return shape.endsWith("Exception") ? shape : `${shape.replace(/(Error|Fault)$/, "")}Exception`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Fails a task without a simulated service or mock. The error matches only its own name, so that a Catch of
 * `States.ALL` does not hide it.
 */
export function notAnswered(
  { resource, integration }: { readonly resource: string; readonly integration: ServiceIntegration },
  reason: string,
): Outcome {
  const { service, action } = integration;
  const cause =
    `Nothing answers the resource ${resource}. ${reason} ` +
    `Answer it with sim.stepFunctions.onTask("${resource}", …), or the operation with sim.stub("${service}", "${capital(action)}", …).`;
  return [{ kind: "failed", error: "States.Runtime", cause }];
}
