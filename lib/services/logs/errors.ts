import { AwsError } from "../../runtime/errors.js";
import { type Constraint, describeBroken } from "../../shared/constraints.js";

/** A well-formed but invalid request, in most cases. */
export const invalidParameter = (message: string) => new AwsError("InvalidParameterException", message);

/** The error of newer members of the API, such as `logGroupIdentifier`. */
export const validationException = (message: string) => new AwsError("ValidationException", message);

const notFound = (message: string) => new AwsError("ResourceNotFoundException", message);
const alreadyExists = (message: string) => new AwsError("ResourceAlreadyExistsException", message);

/** The wording of the model's constraints, for those that are checked here. */
export const brokenConstraint = (value: unknown, path: string, constraint: Constraint) =>
  invalidParameter(describeBroken([{ value: `'${value}'`, path, constraint }]));

/** A `nextToken` that the listing did not return. */
export const invalidToken = () => invalidParameter("The specified nextToken is invalid.");

/** A quota is exceeded: filters of a group, resource policies of an account. */
export const limitExceeded = () => new AwsError("LimitExceededException", "Resource limit exceeded.");

// Groups and streams

/** Returned for either name instead of the constraint. */
export const nameTooLong = () =>
  invalidParameter("Invalid LogGroup or LogStream, both must have length less than or equal to 512.");

export const groupExists = () => alreadyExists("The specified log group already exists");
export const groupNotFound = () => notFound("The specified log group does not exist.");
export const groupProtected = () =>
  validationException("The specified log group has deletion protection enabled and cannot be deleted.");
export const streamExists = () => alreadyExists("The specified log stream already exists");
export const streamNotFound = () => notFound("The specified log stream does not exist.");

/** Both or neither of a name and an ARN of a group were given. */
export const groupNamedTwice = () =>
  validationException("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
export const groupNotNamed = () => invalidParameter("Either logGroupName or logGroupIdentifier is required.");

/** An operation that groups of class INFREQUENT_ACCESS or DELIVERY do not support. */
export const standardClassOnly = () =>
  invalidParameter("This operation is only supported on the Standard log class.");

// Filters

/** An invalid filter pattern. */
export const invalidPattern = (message = "Invalid filter pattern") => invalidParameter(message);
export const metricFilterNotFound = () => notFound("The specified metric filter does not exist.");
export const subscriptionFilterNotFound = () => notFound("The specified subscription filter does not exist.");

// Destinations, policies, queries, exports

/** The same text for access policies of destinations and resource policies. */
export const accessPolicyMalformed = () =>
  invalidParameter(
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
  );

/** Seen on AWS, also for the root user's ARN: https://github.com/aws/aws-cdk/issues/14578 */
export const principalIsArn = (arn: string) =>
  invalidParameter(`Principal section of policy contains ARN instead of account ID: ${arn}`);

/** Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/32260 */
export const policyNotPersistable = () => invalidParameter("Could not convert to persistable policy.");

export const destinationNotFound = () => notFound("The specified destination does not exist.");
export const policyNotFound = (name: string) => notFound(`Policy with name [${name}] does not exist.`);
/** The codes of these are AWS's, the messages are assumptions. */
export const anomalyDetectorNotFound = () => notFound("The specified anomaly detector does not exist.");
export const transformerNotFound = () => notFound("The specified transformer does not exist.");
export const queryNotFound = () => notFound("The specified query does not exist.");
export const queryDefinitionNotFound = () => notFound("The specified query definition does not exist.");
export const exportTaskNotFound = () => notFound("The specified export task does not exist.");
export const resourceNotFound = () => notFound("The specified resource does not exist.");
export const logRecordNotFound = () => notFound("The specified log record does not exist.");

/** The bucket of an export task. */
export const exportBucketMissing = () =>
  invalidParameter("The given bucket does not exist. Please make sure the bucket is valid.");

/** CancelExportTask of a task that has ended. */
export const exportTaskEnded = () =>
  new AwsError(
    "InvalidOperationException",
    "The specified export task has already finished and cannot be cancelled.",
  );

/** The group of a query; AWS passes the error of its inner call on. */
export const queriedGroupNotFound = (group: string, account: string, requestId: string) =>
  notFound(
    `Log group '${group}' does not exist for account ID '${account}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${requestId}; Proxy: null)`,
  );

/** An invalid query, with the position in its string. */
export const malformedQuery = (message: string, startCharOffset: number, endCharOffset: number) =>
  new AwsError("MalformedQueryException", message, {
    members: { queryCompileError: { location: { startCharOffset, endCharOffset }, message } },
  });

const conflict = (message: string) => new AwsError("ConflictException", message);

export const deliverySourceNotFound = () =>
  notFound("Requested Delivery Source does not exist in this account.");

/** Recorded: with two full stops, from DeleteDeliverySource. */
export const deletedDeliverySourceNotFound = () =>
  notFound("Requested Delivery Source does not exist in this account..");

export const deliveryDestinationNotFound = () =>
  notFound("Requested Delivery Destination does not exist in this account.");

export const deliveryNotFound = () => notFound("Requested Delivery does not exist in this account.");

/** A resource of a service that does not send logs. */
export const sourceServiceUnsupported = () => notFound("Cannot access provided service.");

export const resourceHasSource = () =>
  conflict("This ResourceId has already been used in another Delivery Source in this account");

/** The codes of the following are AWS's; the messages are assumptions. */
export const deliveryExists = () => conflict("Delivery already exists for this source and destination type.");
export const sourceHasDelivery = () =>
  conflict("The Delivery Source is used by a Delivery and cannot be deleted.");
export const destinationHasDelivery = () =>
  conflict("The Delivery Destination is used by a Delivery and cannot be deleted.");
export const destinationTypeMissing = () =>
  validationException(
    "A destination needs deliveryDestinationConfiguration or a deliveryDestinationType of XRAY.",
  );
export const destinationUnsupported = (arn: string) =>
  validationException(`The resource ${arn} cannot be a delivery destination.`);
export const destinationPolicyMalformed = () =>
  validationException("The delivery destination policy is not a valid JSON policy.");
