import { s3MemberOrders } from "./s3-member-orders.mjs";
import { sqsQuery } from "./sqs-query.mjs";

/**
 * The services whose facts we generate: our directory name, the name of the
 * public model, and what the model cannot tell. A new service is one line.
 *
 * @typedef {object} ServiceEntry
 * @property {string} name directory under lib/services
 * @property {string} model directory of the model in botocore's data
 * @property {readonly string[] | "simulated"} [operations] the operations to keep: these, or those that the service's `operations.ts` files and files in `operations/` export; all when left out
 * @property {readonly string[]} [omitted] operations to drop
 * @property {string} [xmlNamespace] of answers, where the model has none
 * @property {boolean} [noErrorWrapping] errors are a bare `<Error>`
 * @property {Readonly<Record<string, string>>} [outputRoots] root elements of answers, by operation
 * @property {readonly string[]} [unwrappedOutputs] operations whose answer's root element is its only member
 * @property {Readonly<Record<string, number>>} [statuses] of success, where the model is wrong, by operation
 * @property {Readonly<Record<string, string>>} [contentTypes] of answers whose body is text, by operation
 * @property {readonly string[]} [openEnums] shapes whose values the service checks itself, with errors of its own
 * @property {Readonly<Record<string, readonly string[]>>} [enumOrders] values of enumerations in the order in which errors list them, by shape
 * @property {readonly string[]} [openPatterns] texts whose pattern in the model is not what the service accepts
 * @property {readonly string[]} [openTimestamps] times that the service takes as any text
 * @property {Readonly<Record<string, string>>} [uris] URIs of operations whose model does not tell them apart
 * @property {Readonly<Record<string, readonly string[]>>} [unmodelledValues] values of enumerations, by shape, that AWS sends though the model has them not
 * @property {Readonly<Record<string, readonly string[]>>} [optionalMembers] members, by shape, that AWS does not require though its model does
 * @property {Readonly<Record<string, readonly string[]>>} [memberOrders] members of structures in the order in which AWS writes them, by shape; those left out follow in the model's order
 * @property {string} [errorNamespace] precedes the code in the `__type` of errors
 * @property {Readonly<Record<string, { code?: string, status?: number }>>} [errors] codes and statuses of errors that the model lacks, by shape; shapes that the model lacks too are added
 * @property {object} [query] what forms and XML call things, where the model of a service that still accepts them no longer has it: see `QueryFacts`
 */

/** @type {readonly ServiceEntry[]} */
export const services = [
  { name: "ecs", model: "ecs" },
  {
    name: "lambda",
    model: "lambda",
    // The errors of the service list them in other orders than the model.
    enumOrders: {
      EventSourcePosition: ["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"],
      InvokeMode: ["RESPONSE_STREAM", "BUFFERED"],
      RecursiveLoop: ["Terminate", "Allow"],
    },
  },
  { name: "sts", model: "sts" },
  { name: "ecr", model: "ecr" },
  {
    name: "logs",
    model: "logs",
    // The model forbids colons; the service accepts them.
    openPatterns: ["MetricNamespace"],
    // The errors of the service list them in other orders than the model.
    enumOrders: { OutputFormat: ["w3c", "raw", "json", "plain", "parquet"] },
    memberOrders: {
      MetricTransformation: [
        "metricName",
        "metricNamespace",
        "metricValue",
        "defaultValue",
        "unit",
        "dimensions",
      ],
    },
  },
  { name: "efs", model: "efs" },
  {
    name: "sqs",
    model: "sqs",
    errorNamespace: "com.amazonaws.sqs#",
    // Attributes that do not exist are InvalidAttributeName.
    openEnums: ["QueueAttributeName", "MessageSystemAttributeName", "MessageSystemAttributeNameForSends"],
    // An empty list is omitted.
    optionalMembers: {
      ChangeMessageVisibilityBatchResult: ["Successful", "Failed"],
      DeleteMessageBatchResult: ["Successful", "Failed"],
      SendMessageBatchResult: ["Successful", "Failed"],
    },
    ...sqsQuery,
  },
  { name: "event-bridge", model: "events" },
  { name: "scheduler", model: "scheduler" },
  { name: "pipes", model: "pipes" },
  { name: "sns", model: "sns" },
  { name: "cloud-map", model: "servicediscovery" },
  {
    name: "s3",
    model: "s3",
    xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    noErrorWrapping: true,
    // Superseded under the same URI by the ones that end in "Configuration".
    omitted: ["GetBucketLifecycle", "GetBucketNotification", "PutBucketLifecycle", "PutBucketNotification"],
    unwrappedOutputs: ["GetBucketLocation"],
    // Clients encode the slash between bucket and key, too.
    openPatterns: ["CopySource"],
    // Any text: S3 sends it back as it came.
    openTimestamps: ["ResponseExpires"],
    statuses: {
      PutBucketAnalyticsConfiguration: 204,
      PutBucketIntelligentTieringConfiguration: 204,
      PutBucketInventoryConfiguration: 204,
      PutBucketMetricsConfiguration: 204,
      PutBucketPolicy: 204,
      PutBucketTagging: 204,
    },
    // An empty <Tagging/> means no tags.
    optionalMembers: { Tagging: ["TagSet"] },
    // S3 accepts it in the grants of a logging configuration.
    unmodelledValues: { BucketLogsPermission: ["READ_ACP"] },
    memberOrders: s3MemberOrders,
    contentTypes: { GetBucketPolicy: "application/json" },
    // S3 accepts more than the model lists (log-delivery-write), or rejects the rest with its own errors.
    openEnums: [
      "BucketAccelerateStatus",
      "BucketCannedACL",
      "BucketLocationConstraint",
      "Event",
      "FilterRuleName",
      "ObjectCannedACL",
      "Protocol",
    ],
    // Sent to another endpoint than ListBuckets; here only the SDK's query parameter distinguishes them.
    uris: { ListDirectoryBuckets: "/?x-id=ListDirectoryBuckets" },
    outputRoots: {
      CompleteMultipartUpload: "CompleteMultipartUploadResult",
      CreateMultipartUpload: "InitiateMultipartUploadResult",
      CreateSession: "CreateSessionResult",
      DeleteObjects: "DeleteResult",
      GetBucketAccelerateConfiguration: "AccelerateConfiguration",
      GetBucketAcl: "AccessControlPolicy",
      GetBucketCors: "CORSConfiguration",
      GetBucketLifecycleConfiguration: "LifecycleConfiguration",
      GetBucketLocation: "LocationConstraint",
      GetBucketLogging: "BucketLoggingStatus",
      GetBucketNotificationConfiguration: "NotificationConfiguration",
      GetBucketRequestPayment: "RequestPaymentConfiguration",
      GetBucketTagging: "Tagging",
      GetBucketVersioning: "VersioningConfiguration",
      GetBucketWebsite: "WebsiteConfiguration",
      GetObjectAcl: "AccessControlPolicy",
      GetObjectAttributes: "GetObjectAttributesResponse",
      GetObjectTagging: "Tagging",
      ListBucketAnalyticsConfigurations: "ListBucketAnalyticsConfigurationResult",
      ListBucketIntelligentTieringConfigurations: "ListIntelligentTieringConfigurationsResult",
      ListBucketInventoryConfigurations: "ListInventoryConfigurationsResult",
      ListBucketMetricsConfigurations: "ListMetricsConfigurationsResult",
      ListBuckets: "ListAllMyBucketsResult",
      ListDirectoryBuckets: "ListAllMyDirectoryBucketsResult",
      ListMultipartUploads: "ListMultipartUploadsResult",
      ListObjects: "ListBucketResult",
      ListObjectsV2: "ListBucketResult",
      ListObjectVersions: "ListVersionsResult",
      ListParts: "ListPartsResult",
    },
  },
  {
    name: "s3-control",
    model: "s3control",
    statuses: {
      DeleteAccessPoint: 204,
      DeleteAccessPointPolicy: 204,
      DeletePublicAccessBlock: 204,
      TagResource: 204,
      UntagResource: 204,
    },
    // It has no room for the ARNs of buckets, whose region and account are empty.
    openPatterns: ["S3ResourceArn"],
    xmlNamespace: "http://awss3control.amazonaws.com/doc/2018-08-20/",
  },
  {
    name: "step-functions",
    model: "stepfunctions",
    errorNamespace: "com.amazonaws.swf.service.v2.model#",
  },
  {
    name: "iam",
    model: "iam",
    unmodelledValues: {
      PermissionsBoundaryAttachmentType: ["Policy"],
      PolicySourceType: ["IAM Policy"],
    },
    operations: "simulated",
  },
  {
    name: "ec2",
    model: "ec2",
    unmodelledValues: {
      AccountAttributeName: [
        "max-instances",
        "vpc-max-security-groups-per-interface",
        "max-elastic-ips",
        "vpc-max-elastic-ips",
      ],
      AttachmentStatus: ["available"],
      NetworkInterfaceType: ["nat_gateway"],
      // The model's values of State are capitalized; AWS returns lower case.
      State: ["pending", "available", "deleting"],
    },
    operations: "simulated",
  },
];
