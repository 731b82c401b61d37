const page = ["MaxKeys", "Delimiter", "EncodingType", "IsTruncated"];
const family = ["IsTruncated", "ContinuationToken", "NextContinuationToken"];
const content = [
  "Key",
  "LastModified",
  "ETag",
  "ChecksumAlgorithm",
  "ChecksumType",
  "Size",
  "Owner",
  "StorageClass",
];

/**
 * The order of the elements in S3's documents, where it is not that of the
 * model: as in responses that people recorded (2019 to 2026), and in the sample
 * responses of the API reference. Parsers of XML may depend on it.
 */
export const s3MemberOrders = {
  CopyObjectResult: ["LastModified", "ETag"],
  CopyPartResult: ["LastModified", "ETag"],
  DeleteMarkerEntry: ["Key", "VersionId", "IsLatest", "LastModified", "Owner"],
  ListBucketAnalyticsConfigurationsOutput: ["AnalyticsConfigurationList", ...family],
  ListBucketIntelligentTieringConfigurationsOutput: ["IntelligentTieringConfigurationList", ...family],
  ListBucketInventoryConfigurationsOutput: ["InventoryConfigurationList", ...family],
  ListBucketMetricsConfigurationsOutput: ["MetricsConfigurationList", ...family],
  LifecycleRule: ["ID", "Prefix", "Filter", "Status", "Transitions", "Expiration"],
  ListBucketsOutput: ["Owner", "Buckets", "Prefix", "ContinuationToken"],
  ListMultipartUploadsOutput: [
    "Bucket",
    "KeyMarker",
    "UploadIdMarker",
    "NextKeyMarker",
    "NextUploadIdMarker",
    "Delimiter",
    "Prefix",
    "MaxUploads",
    "EncodingType",
    "IsTruncated",
    "Uploads",
    "CommonPrefixes",
  ],
  ListObjectsOutput: ["Name", "Prefix", "Marker", "NextMarker", ...page, "Contents", "CommonPrefixes"],
  ListObjectsV2Output: [
    "Name",
    "Prefix",
    "StartAfter",
    "ContinuationToken",
    "NextContinuationToken",
    "KeyCount",
    ...page,
    "Contents",
    "CommonPrefixes",
  ],
  ListObjectVersionsOutput: [
    "Name",
    "Prefix",
    "KeyMarker",
    "VersionIdMarker",
    "NextKeyMarker",
    "NextVersionIdMarker",
    ...page,
    "Versions",
    "DeleteMarkers",
    "CommonPrefixes",
  ],
  ListPartsOutput: [
    "Bucket",
    "Key",
    "UploadId",
    "Initiator",
    "Owner",
    "StorageClass",
    "PartNumberMarker",
    "NextPartNumberMarker",
    "MaxParts",
    "IsTruncated",
    "Parts",
  ],
  LoggingEnabled: ["TargetBucket", "TargetPrefix", "TargetGrants"],
  MultipartUpload: ["Key", "UploadId", "Initiator", "Owner", "StorageClass", "Initiated"],
  Object: content,
  ServerSideEncryptionRule: [
    "BucketKeyEnabled",
    "ApplyServerSideEncryptionByDefault",
    "BlockedEncryptionTypes",
  ],
  ObjectVersion: ["Key", "VersionId", "IsLatest", ...content.slice(1)],
};
