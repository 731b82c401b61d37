/**
 * The facts of one AWS service, as `tools/` writes them from the public
 * service models: names, bindings, traits and constraints, no prose.
 *
 * The vocabulary is that of the models themselves
 * (https://github.com/boto/botocore, `service-2.json`), shortened where a
 * value is the default.
 */
export interface ServiceFacts {
  readonly protocol: ProtocolName;
  /** `1.0` or `1.1` for the awsJson protocols. */
  readonly jsonVersion?: string;
  readonly targetPrefix?: string;
  readonly apiVersion: string;
  readonly signingName: string;
  readonly endpointPrefix: string;
  readonly xmlNamespace?: string;
  /** Errors of restXml are not wrapped in `<ErrorResponse>` (S3). */
  readonly noErrorWrapping?: boolean;
  /** What stands before the code in the `__type` of an error, such as `com.amazonaws.sqs#`. */
  readonly errorNamespace?: string;
  /** The service answers `x-amzn-query-error` too (SQS). */
  readonly awsQueryCompatible?: boolean;
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly shapes: Readonly<Record<string, ShapeFacts>>;
}

export type ProtocolName = "json" | "rest-json" | "rest-xml" | "query" | "ec2";

export interface OperationFacts {
  /** `POST` when left out. */
  readonly method?: string;
  /** URI template, `/` when left out. */
  readonly uri?: string;
  /** Success status, 200 when left out. */
  readonly status?: number;
  readonly input?: string;
  readonly output?: string;
  readonly resultWrapper?: string;
  /** Root element of the answer in restXml, where it is not named after the shape. */
  readonly outputRoot?: string;
  /** Of an answer whose body is text, where it is not `application/octet-stream`. */
  readonly contentType?: string;
  /** The answer's root element is its only member (S3's GetBucketLocation). */
  readonly unwrappedOutput?: boolean;
  /** Host prefix that clients put before the endpoint, such as `data-`. */
  readonly hostPrefix?: string;
  readonly errors?: readonly string[];
  /** Clients send this operation unsigned. */
  readonly unsigned?: boolean;
  /** The input carries a checksum of its own (`httpChecksum`, `httpChecksumRequired`). */
  readonly checksum?: ChecksumFacts;
}

export interface ChecksumFacts {
  readonly required?: boolean;
  readonly algorithmMember?: string;
  readonly validationModeMember?: string;
  readonly algorithms?: readonly string[];
}

export type ShapeFacts =
  | StructureFacts
  | ListFacts
  | MapFacts
  | StringFacts
  | NumberFacts
  | BlobFacts
  | TimestampFacts
  | BooleanFacts;

/** What every kind of shape may carry. */
export interface CommonFacts {
  /** The value is a secret: it is left out of validation messages. */
  readonly sensitive?: boolean;
}

export interface StructureFacts extends CommonFacts {
  readonly type: "structure";
  readonly members?: Readonly<Record<string, MemberReference>>;
  readonly required?: readonly string[];
  /** The member that is the HTTP body. */
  readonly payload?: string;
  readonly union?: boolean;
  readonly document?: boolean;
  /** The members are the kinds of event of a stream. */
  readonly eventStream?: boolean;
  /** One event of a stream. */
  readonly event?: boolean;
  readonly xmlNamespace?: XmlNamespaceFacts;
  readonly locationName?: string;
  /** Present on errors. */
  readonly error?: { readonly code?: string; readonly status?: number; readonly fault?: boolean };
}

/** A member without any trait is the bare name of its shape. */
export type MemberReference = string | MemberFacts;

export interface MemberFacts {
  readonly shape: string;
  readonly location?: "header" | "headers" | "uri" | "querystring" | "statusCode";
  readonly locationName?: string;
  readonly queryName?: string;
  readonly timestampFormat?: TimestampFormat;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: XmlNamespaceFacts;
  readonly streaming?: boolean;
  readonly jsonvalue?: boolean;
  readonly idempotencyToken?: boolean;
  readonly hostLabel?: boolean;
  readonly eventpayload?: boolean;
  readonly eventheader?: boolean;
}

export interface XmlNamespaceFacts {
  readonly uri: string;
  readonly prefix?: string;
}

export interface ListFacts extends CommonFacts {
  readonly type: "list";
  readonly member: MemberReference;
  readonly min?: number;
  readonly max?: number;
  readonly flattened?: boolean;
}

export interface MapFacts extends CommonFacts {
  readonly type: "map";
  readonly key: MemberReference;
  readonly value: MemberReference;
  readonly min?: number;
  readonly max?: number;
  readonly flattened?: boolean;
}

export interface StringFacts extends CommonFacts {
  readonly type: "string";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface NumberFacts extends CommonFacts {
  readonly type: "integer" | "long" | "float" | "double";
  readonly min?: number;
  readonly max?: number;
}

export interface BlobFacts extends CommonFacts {
  readonly type: "blob";
  readonly min?: number;
  readonly max?: number;
  readonly streaming?: boolean;
}

export interface BooleanFacts extends CommonFacts {
  readonly type: "boolean";
}

export type TimestampFormat = "iso8601" | "rfc822" | "unixTimestamp";

export interface TimestampFacts extends CommonFacts {
  readonly type: "timestamp";
  readonly timestampFormat?: TimestampFormat;
}
