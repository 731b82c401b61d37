import { causeOf, type LoggedRequest } from "../control/requests.js";
import type { Ports } from "../runtime/ports/index.js";
import type { EntryContent, EntryOutcome, NewEntry } from "./entry.js";

/** The entry id of a request. */
export function requestEntryId(requestId: string): string {
  return `request:${requestId}`;
}

/**
 * The timeline entry of a request.
 *
 * @param cause the id of the entry that caused it, from the cause in its record.
 */
export function requestEntry(
  id: string,
  request: LoggedRequest,
  { callers }: Pick<Ports, "callers">,
  cause: (named: string) => string,
): NewEntry {
  const { service, operation, method, path, account, region, startedAt, duration } = request;
  const named = causeOf(request);
  return {
    id,
    kind: "request",
    service,
    name: operation ?? `${method} ${path}`,
    resource: request.authorization?.resource ?? resourceIn(request.input),
    account,
    region,
    startedAt,
    endedAt: startedAt + duration,
    outcome: outcomeOf(request),
    error: errorOf(request),
    caller: callerOf(request, callers),
    ...(named !== undefined && { cause: cause(named) }),
  };
}

/** The content of a request. */
export function requestContent(request: LoggedRequest): EntryContent {
  const { input, output, errorCode, errorMessage, authorization, exception } = request;
  const { requestId, status, method, path, userAgent, accessKeyId, stub } = request;
  return {
    input,
    output,
    error: errorCode === undefined ? undefined : { code: errorCode, message: errorMessage, exception },
    authorization,
    more: { requestId, status, method, path, userAgent, accessKeyId, stub },
  };
}

function outcomeOf({ status, authorization }: LoggedRequest): EntryOutcome {
  const failed = status === 0 || status >= 400;
  // In audit mode, requests without permission succeed.
  if (authorization?.decision === "denied") return "denied";
  return failed ? "failed" : "succeeded";
}

function errorOf({ status, errorCode, errorMessage }: LoggedRequest): string | undefined {
  if (status !== 0 && status < 400) return undefined;
  return [errorCode, errorMessage].filter((part) => part !== undefined).join(": ");
}

function callerOf(request: LoggedRequest, callers: Ports["callers"]): string | undefined {
  const { authorization, accessKeyId, userAgent } = request;
  if (authorization) return authorization.principal;
  if (accessKeyId === undefined) return request.cause === undefined ? undefined : userAgent;
  return callers?.resolve(accessKeyId)?.arn ?? accessKeyId;
}

/** Members of inputs that name the resource of a request, most specific first. */
const NAMING = [
  /^(Bucket|TableName|FunctionName|QueueUrl|QueueName|TopicArn|stateMachineArn|executionArn|repositoryName|logGroupName)$/,
  /^(taskDefinition|family|service|cluster|RoleName|UserName|PolicyArn|EventBusName)$/,
  /(Arn|Name|Id)$/,
];

function resourceIn(input: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (!input) return undefined;
  const texts = Object.entries(input).filter(([, value]) => typeof value === "string");
  for (const pattern of NAMING) {
    const [, found] = texts.find(([name]) => pattern.test(name)) ?? [];
    if (found === undefined) continue;
    const { Key: key } = input;
    return typeof key === "string" ? `${String(found)}/${key}` : String(found);
  }
  return undefined;
}
