import { AwsError } from "../../../runtime/errors.js";
import { describeBroken, describeConstraint } from "../../../shared/constraints.js";
import {
  brokenConstraint,
  invalidParameter,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from "./requests.js";

export const functionNotFound = (arn: string) => resourceNotFound(`Function not found: ${arn}`);

export const functionExists = (name: string) => resourceConflict(`Function already exist: ${name}`);

export const otherRegion = (other: string, here: string) =>
  resourceNotFound(`Functions from '${other}' are not reachable in this region ('${here}')`);

/** AWS returns a null message here. */
export const otherAccount = () => new AwsError("AccessDeniedException", "", { status: 403 });

export const qualifierMismatch = () =>
  invalidParameter("The derived qualifier from the function name does not match the specified qualifier.");

export const nameTooLong = (name: string) =>
  invalidParameter(
    describeBroken([
      { value: `'${name}'`, path: "functionName", constraint: { kind: "maxLength", limit: 64 } },
    ]),
  );

export const functionPending = () =>
  resourceConflict(
    "The operation cannot be performed at this time. The function is currently in the following state: Pending",
  );

export const updateInProgress = (arn: string) =>
  resourceConflict(
    `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
  );

export const latestNotDeletable = () =>
  invalidParameter("$LATEST version cannot be deleted without deleting the function.");

export const aliasNotDeletableHere = () =>
  invalidParameter("Deletion of aliases is not currently supported.");

export const versionInUse = (version: string, aliases: readonly string[]) =>
  resourceConflict(
    `Version ${version} cannot be deleted because it is referenced by alias(es) [${aliases.join(", ")}]`,
  );

export const revisionMismatch = (reader = "GetFunction/GetAlias") =>
  preconditionFailed(
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
  );

export const codeSha256Mismatch = (given: string, actual: string) =>
  invalidParameter(
    `CodeSHA256 (${given}) is different from current CodeSHA256 in $LATEST (${actual}). Please try again with the CodeSHA256 in $LATEST.`,
  );

export const unqualifiedOnly = () =>
  invalidParameter(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. " +
      "Please specify either a function name or an unqualified function ARN.",
  );

export const runtimeAndHandlerMissing = () =>
  invalidParameter(
    "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
  );

export const runtimeOfImage = () =>
  invalidParameter(
    "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
  );

/** Without quotes around the value and without a count of errors: this check is not in the model. */
export const unknownRuntime = (runtime: string, known: readonly string[]) =>
  invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: ` +
      `${describeConstraint({ kind: "enum", values: known })} or be a valid ARN`,
  );

export const deprecatedRuntime = (runtime: string) =>
  invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. ` +
      "We recommend you use a supported runtime while creating or updating functions.",
  );

export const roleCannotBeAssumed = () =>
  invalidParameter("The role defined for the function cannot be assumed by Lambda.");

export const roleMayNotReceive = (action: string) =>
  invalidParameter(`The provided execution role does not have permissions to call ${action} on SQS`);

export const timeoutTooLong = (timeout: number) =>
  brokenConstraint(String(timeout), "timeout", { kind: "maximum", limit: 900 });

export const tooMuchMemory = () =>
  invalidParameter(
    `'MemorySize' value failed to satisfy constraint: ${describeConstraint({ kind: "maximum", limit: 10240 })}`,
  );

const ENVIRONMENT_REFUSED =
  "Lambda was unable to configure your environment variables because the environment variables you have provided";

export const environmentTooLarge = (measured: string) =>
  invalidParameter(`${ENVIRONMENT_REFUSED} exceeded the 4KB limit. String measured: ${measured}`);

export const reservedEnvironmentKeys = (keys: readonly string[]) =>
  invalidParameter(
    `${ENVIRONMENT_REFUSED} contains reserved keys that are currently not supported for modification. ` +
      `Reserved keys used in this request: ${keys.join(", ")}`,
  );

export const logLevelOfText = () =>
  invalidParameter(
    'LogLevel is not supported when LogFormat is set to "Text". ' +
      'Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
  );

const BAD_QUEUE = "Invalid dead letter queue ARN: ";

export const deadLetterService = () =>
  invalidParameter(
    `${BAD_QUEUE}The service specified by the TargetArn is not supported for dead letter configuration.`,
  );

export const deadLetterRegion = () =>
  invalidParameter(
    `${BAD_QUEUE}The resource specified by the TargetArn must be in the same region as the Lambda function it's associated with.`,
  );

export const deadLetterFifo = () =>
  invalidParameter(`${BAD_QUEUE}FIFO SQS queue is not supported for dead letter configuration`);

export const fileSystemWithoutVpc = (accessPoint: string) =>
  invalidParameter(
    `Function must be configured to execute in a VPC to reference access point ${accessPoint}. ` +
      "Please update the function configuration to include VPC subnets and security groups.",
  );

export const tooManyLayers = () => invalidParameter("Cannot reference more than 5 layers.");

export const sameLayerTwice = (first: string, second: string) =>
  invalidParameter(
    "Two different versions of the same layer are not allowed to be referenced in the same function. " +
      `${first} and ${second} are versions of the same layer.`,
  );

export const layerMissing = (arn: string) => invalidParameter(`Layer version ${arn} does not exist.`);

export const layerElsewhere = (region: string) =>
  invalidParameter(
    `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
  );

export const aliasExists = (arn: string) => resourceConflict(`Alias already exists: ${arn}`);

export const aliasNotFound = (arn: string) => resourceNotFound(`Cannot find alias arn: ${arn}`);

/** UpdateAlias has its own message. */
export const updatedAliasNotFound = (arn: string) => resourceNotFound(`Alias not found: ${arn}`);

export const tooManyWeights = () =>
  invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1");

export const sameVersionTwice = (version: string) =>
  invalidParameter(
    `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
  );

export const latestWithWeights = () =>
  invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version");

/** The two spaces are AWS's. */
export const urlExists = (arn: string) =>
  resourceConflict(
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );

export const urlFunctionMissing = () => resourceNotFound("Function does not exist");

export const corsWildcardMixed = (member: string) =>
  invalidParameter(
    `You can't specify additional fields for ${member} because you already specified the wildcard character (*).`,
  );
