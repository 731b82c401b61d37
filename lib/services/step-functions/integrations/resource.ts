/** How a task waits for its resource. */
export type Pattern = "requestResponse" | "sync" | "sync:2" | "waitForTaskToken";

/** The parsed `Resource` of a task. */
export type Integration =
  | { readonly kind: "lambda"; readonly functionArn: string }
  | { readonly kind: "activity"; readonly activityArn: string }
  | ServiceIntegration;

/** An action of a service. */
export interface ServiceIntegration {
  readonly kind: "service";
  /** As written: `ecs`, `dynamodb`; the SDK's name for `aws-sdk`. */
  readonly service: string;
  /** As written, in camel case: `runTask`. */
  readonly action: string;
  readonly pattern: Pattern;
  /** Whether it is one of `aws-sdk:…`. */
  readonly sdk: boolean;
  /** As in events: `ecs`, `aws-sdk:s3`. */
  readonly resourceType: string;
  /** As in events: `runTask.sync`. */
  readonly resource: string;
}

const SERVICE =
  /^arn:aws[\w-]*:states:[\w-]*:\d*:(aws-sdk:)?([\w-]+):(\w+)(?:\.(sync:2|sync|waitForTaskToken))?$/;
const PATTERNS: ReadonlyMap<string, Pattern> = new Map([
  ["sync", "sync"],
  ["sync:2", "sync:2"],
  ["waitForTaskToken", "waitForTaskToken"],
]);

/** Parses the `Resource` of a task. @throws Error for one that CreateStateMachine rejects. */
export function readResource(resource: string): Integration {
  if (resource.includes(":activity:")) return { kind: "activity", activityArn: resource };
  const match = SERVICE.exec(resource);
  if (!match) {
    if (resource.includes(":lambda:")) return { kind: "lambda", functionArn: resource };
    throw new Error(`The resource ${resource} is not an ARN of a task.`);
  }
  const [, sdk, service = "", action = "", suffix] = match;
  return {
    kind: "service",
    service,
    action,
    pattern: PATTERNS.get(suffix ?? "") ?? "requestResponse",
    sdk: sdk !== undefined,
    resourceType: sdk === undefined ? service : `aws-sdk:${service}`,
    resource: suffix === undefined ? action : `${action}.${suffix}`,
  };
}

/** The wait pattern of a task with this `Resource`. */
export function patternOf(resource: string): Pattern {
  if (resource.endsWith(".waitForTaskToken")) return "waitForTaskToken";
  if (resource.endsWith(".sync:2")) return "sync:2";
  return resource.endsWith(".sync") ? "sync" : "requestResponse";
}
