import { JsonPath } from "../../../input-templates/path.js";
import { type Arn, parseArn } from "../../../shared/arn.js";
import {
  ecsParametersRequired,
  groupIdRequired,
  invalidDeadLetterQueue,
  invalidJsonInput,
  invalidPath,
  invalidTargetArn,
  roleRequired,
  severalInputs,
  unknownPlaceholder,
} from "../errors/rules.js";
import type { Target } from "../generated/types.js";
import { RESERVED, templateOf } from "./input.js";

/** Services without resource policies. EventBridge uses them with a role of the account. */
const IN_A_ROLE: ReadonlySet<string> = new Set(["batch", "codepipeline", "ecs", "ssm", "states"]);

/** Checks a target, but not whether it exists. @throws ValidationException */
export function checkTarget(target: Target): void {
  const arn = parseArn(target.Arn);
  if (!arn) throw invalidTargetArn(target.Arn);
  checkParameters(target, arn);
  checkInput(target);
  const { Arn: queue } = target.DeadLetterConfig ?? {};
  if (queue !== undefined && !isStandardQueue(queue)) throw invalidDeadLetterQueue(target.Id);
}

function checkParameters(target: Target, { service, resource }: Arn): void {
  const { Id, Arn, RoleArn, SqsParameters, EcsParameters } = target;
  const isApiDestination = service === "events" && resource.startsWith("api-destination/");
  if ((IN_A_ROLE.has(service) || isApiDestination) && RoleArn === undefined) throw roleRequired(Arn);
  if (service === "ecs" && !EcsParameters) throw ecsParametersRequired(Id);
  if (service === "sqs" && resource.endsWith(".fifo") && SqsParameters?.MessageGroupId === undefined)
    throw groupIdRequired(Id);
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw severalInputs(Id);
  if (Input !== undefined && !isJson(Input)) throw invalidJsonInput(Id);
  if (InputPath !== undefined && !JsonPath.read(InputPath)) throw invalidPath(Id);
  if (!InputTransformer) return;
  const known = new Set(Object.keys(InputTransformer.InputPathsMap ?? {}));
  for (const name of templateOf(InputTransformer).names)
    if (!known.has(name) && !RESERVED.has(name)) throw unknownPlaceholder(Id, name);
  for (const path of Object.values(InputTransformer.InputPathsMap ?? {}))
    if (!JsonPath.read(path)) throw invalidPath(Id);
}

function isStandardQueue(text: string): boolean {
  return parseArn(text)?.service === "sqs" && !text.endsWith(".fifo");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
