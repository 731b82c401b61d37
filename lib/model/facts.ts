/**
 * The facts of one AWS service, as `tools/` generates them from the public service models: names, bindings,
 * traits and constraints, without documentation.
 *
 * The terms are those of the models (https://github.com/boto/botocore, `service-2.json`); default values are
 * omitted.
 */
export interface ServiceFacts {
  /** The protocol that determines the service's errors. */
  readonly protocol: ProtocolName;
  /** All supported protocols, if there are several. */
  readonly protocols?: readonly ProtocolName[];
  /** `1.0` or `1.1` for the awsJson protocols. */
  readonly jsonVersion?: string;
  readonly targetPrefix?: string;
  readonly apiVersion: string;
  readonly signingName: string;
  readonly endpointPrefix: string;
  readonly xmlNamespace?: string;
  /** Errors of restXml are not wrapped in `<ErrorResponse>` (S3). */
  readonly noErrorWrapping?: boolean;
  /** Prefix of the code in the `__type` of an error, such as `com.amazonaws.sqs#`. */
  readonly errorNamespace?: string;
  /** Responses also have `x-amzn-query-error` (SQS). */
  readonly awsQueryCompatible?: boolean;
  /** Names in forms and XML, if the service also accepts the query protocol. */
  readonly query?: QueryFacts;
  /** Errors of the query protocol have an empty `<Detail/>`. */
  readonly errorDetail?: boolean;
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly shapes: Readonly<Record<string, ShapeFacts>>;
}

/** Query protocol traits that the model of a service lost when it moved from query to JSON. */
export interface QueryFacts {
  readonly xmlNamespace: string;
  readonly errorDetail?: boolean;
  /** Names of members, by shape and member, if they differ. */
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Names of the keys and values of maps, by shape. */
  readonly maps: Readonly<Record<string, readonly [key: string, value: string]>>;
}

export type ProtocolName = "json" | "rest-json" | "rest-xml" | "query" | "ec2" | "rpc-v2-cbor";

export interface OperationFacts {
  /** Default `POST`. */
  readonly method?: string;
  /** URI template. Default `/`. */
  readonly uri?: string;
  /** Success status. Default 200. */
  readonly status?: number;
  readonly input?: string;
  readonly output?: string;
  readonly resultWrapper?: string;
  /** Root element of the response in restXml, if it differs from the name of the shape. */
  readonly outputRoot?: string;
  /** Content type of a text body, if it is not `application/octet-stream`. */
  readonly contentType?: string;
  /** The response's root element is its only member (S3's GetBucketLocation). */
  readonly unwrappedOutput?: boolean;
  /** Host prefix that clients put before the endpoint, such as `data-`. */
  readonly hostPrefix?: string;
  readonly errors?: readonly string[];
  /** Clients send this operation unsigned. */
  readonly unsigned?: boolean;
  /** The input has its own checksum (`httpChecksum`, `httpChecksumRequired`). */
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

/** Traits of every kind of shape. */
export interface CommonFacts {
  /** The value is a secret, which validation messages omit. */
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
  /** The members are the event types of an event stream. */
  readonly eventStream?: boolean;
  /** An event of an event stream. */
  readonly event?: boolean;
  readonly xmlNamespace?: XmlNamespaceFacts;
  readonly locationName?: string;
  /** Present on errors. */
  readonly error?: { readonly code?: string; readonly status?: number; readonly fault?: boolean };
}

/** A member without traits is only the name of its shape. */
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
