/**
 * The services whose facts we generate: our directory name, the name of the
 * public model, and what the model cannot tell. A new service is one line.
 *
 * @typedef {object} ServiceEntry
 * @property {string} name directory under lib/services
 * @property {string} model directory of the model in botocore's data
 * @property {readonly string[]} [operations] the operations to keep; all when left out
 * @property {readonly string[]} [omitted] operations to drop
 * @property {string} [xmlNamespace] of answers, where the model has none
 * @property {boolean} [noErrorWrapping] errors are a bare `<Error>`
 * @property {Readonly<Record<string, string>>} [outputRoots] root elements of answers, by operation
 * @property {readonly string[]} [unwrappedOutputs] operations whose answer's root element is its only member
 * @property {Readonly<Record<string, number>>} [statuses] of success, where the model is wrong, by operation
 * @property {Readonly<Record<string, string>>} [contentTypes] of answers whose body is text, by operation
 * @property {readonly string[]} [openEnums] shapes whose values the service checks itself, with errors of its own
 * @property {readonly string[]} [openPatterns] texts whose pattern in the model is not what the service accepts
 * @property {Readonly<Record<string, string>>} [uris] URIs of operations whose model does not tell them apart
 * @property {string} [errorNamespace] stands before the code in the `__type` of errors
 */

/** @type {readonly ServiceEntry[]} */
export const services = [
  { name: "ecs", model: "ecs" },
  { name: "lambda", model: "lambda" },
  { name: "sts", model: "sts" },
  { name: "ecr", model: "ecr" },
  { name: "logs", model: "logs" },
  { name: "efs", model: "efs" },
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
    statuses: { PutBucketMetricsConfiguration: 204, PutBucketPolicy: 204, PutBucketTagging: 204 },
    contentTypes: { GetBucketPolicy: "application/json" },
    // S3 takes more than the model lists (log-delivery-write), or refuses the rest with errors of their own.
    openEnums: [
      "BucketCannedACL",
      "BucketLocationConstraint",
      "Event",
      "FilterRuleName",
      "ObjectCannedACL",
      "Protocol",
    ],
    // Sent to another endpoint than ListBuckets; only what SDKs add tells them apart here.
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
      ListBucketIntelligentTieringConfigurations: "ListBucketIntelligentTieringConfigurationsOutput",
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
    statuses: { DeletePublicAccessBlock: 204 },
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
    operations: [
      "AddRoleToInstanceProfile",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateAccessKey",
      "CreateInstanceProfile",
      "CreatePolicy",
      "CreateRole",
      "CreateServiceLinkedRole",
      "CreateUser",
      "DeleteAccessKey",
      "DeleteInstanceProfile",
      "DeletePolicy",
      "DeleteRole",
      "DeleteRolePolicy",
      "DeleteUser",
      "DetachRolePolicy",
      "DetachUserPolicy",
      "GetInstanceProfile",
      "GetPolicy",
      "GetPolicyVersion",
      "GetRole",
      "GetRolePolicy",
      "GetUser",
      "ListAccessKeys",
      "ListAttachedRolePolicies",
      "ListInstanceProfilesForRole",
      "ListPolicies",
      "ListPolicyVersions",
      "ListRolePolicies",
      "ListRoles",
      "ListRoleTags",
      "ListUsers",
      "PutRolePolicy",
      "RemoveRoleFromInstanceProfile",
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "UpdateRole",
    ],
  },
  {
    name: "ec2",
    model: "ec2",
    operations: [
      "CreateSecurityGroup",
      "CreateSubnet",
      "CreateVpc",
      "DeleteSecurityGroup",
      "DeleteSubnet",
      "DeleteVpc",
      "DescribeAvailabilityZones",
      "DescribeNetworkInterfaces",
      "DescribeRegions",
      "DescribeSecurityGroups",
      "DescribeSubnets",
      "DescribeVpcs",
    ],
  },
];
