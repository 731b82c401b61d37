import { defineTable, key } from "../../runtime/store/store.js";
import type { Blob } from "../../wire/blob.js";
import type {
  Cors,
  DestinationConfig,
  FunctionConfiguration,
  FunctionUrlAuthType,
  InvokeMode,
  LastUpdateStatus,
  PublishLayerVersionResponse,
  RecursiveLoop,
  SnapStartApplyOn,
  State,
  UpdateRuntimeOn,
} from "./generated/types.js";

/** The version whose code and settings can be changed. */
export const LATEST = "$LATEST";

/** The common data of a function's versions. Key: its name. */
export interface FunctionRow {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Number of the next version; numbers are not reused. */
  readonly nextVersion: number;
  /** The latest published version, and the fingerprint of its content. */
  readonly published?: { readonly version: string; readonly fingerprint: string };
  readonly reservedConcurrency?: number;
  readonly recursiveLoop: RecursiveLoop;
  readonly codeSigningConfigArn?: string;
}

/** Settings as in `FunctionConfiguration`, without members that change by themselves. */
export type FunctionSettings = Pick<
  FunctionConfiguration,
  | "Runtime"
  | "Handler"
  | "VpcConfig"
  | "DeadLetterConfig"
  | "Environment"
  | "KMSKeyArn"
  | "Layers"
  | "FileSystemConfigs"
  | "ImageConfigResponse"
  | "RuntimeVersionConfig"
> &
  Required<
    Pick<
      FunctionConfiguration,
      | "Role"
      | "Description"
      | "Timeout"
      | "MemorySize"
      | "TracingConfig"
      | "PackageType"
      | "Architectures"
      | "EphemeralStorage"
      | "LoggingConfig"
    >
  > & { readonly SnapStart: SnapStartApplyOn };

/** The code of a version, which the simulator never runs. */
export interface Code {
  /** Base64 of the archive's SHA-256; for images the hex digest. */
  readonly sha256: string;
  /** Bytes of the archive; 0 for images. */
  readonly size: number;
  readonly imageUri?: string;
  /** The archive, for downloads; images have none. */
  readonly archive?: Blob;
}

/** One version, including `$LATEST`. Key: {@link qualifiedKey}. */
export interface VersionRow {
  readonly name: string;
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: Code;
  readonly revisionId: string;
  readonly lastModified: Date;
  readonly state: State;
  /** Absent until the version is active. */
  readonly lastUpdateStatus?: LastUpdateStatus;
}

export interface AliasRow {
  readonly functionName: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
  /** Share of invocations of an additional version. */
  readonly weights: Readonly<Record<string, number>>;
}

/** A statement of a resource policy, with members in AWS's order. */
export interface Statement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

export interface PolicyRow {
  readonly statements: readonly Statement[];
  readonly revisionId: string;
}

export interface ProvisionedRow {
  readonly functionName: string;
  readonly qualifier: string;
  readonly requested: number;
  /** The allocated concurrency; while an alias changes its version, that of the old version. */
  readonly allocated: number;
  readonly ready: boolean;
  readonly lastModified: Date;
}

export interface EventInvokeRow {
  readonly functionName: string;
  readonly qualifier: string;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
  readonly destinationConfig: Required<DestinationConfig>;
  readonly lastModified: Date;
}

export interface UrlRow {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly url: string;
  readonly authType: FunctionUrlAuthType;
  readonly cors?: Cors;
  readonly invokeMode?: InvokeMode;
  readonly created: Date;
  readonly modified: Date;
}

export interface RuntimeManagementRow {
  readonly updateRuntimeOn: UpdateRuntimeOn;
  readonly runtimeVersionArn?: string;
}

/** A layer. Key: its name. */
export interface LayerRow {
  readonly name: string;
  readonly nextVersion: number;
}

/** A version of a layer as PublishLayerVersion returns it, without the URL of its content. Key: {@link qualifiedKey}. */
export interface LayerVersionRow {
  readonly layerName: string;
  readonly version: number;
  readonly published: PublishLayerVersionResponse;
  readonly code: Code;
  readonly policy?: PolicyRow;
}

/** An event of an asynchronous invocation. Key: its request id. */
export interface AsyncEventRow {
  readonly requestId: string;
  readonly functionName: string;
  readonly qualifier?: string;
  readonly payload: Uint8Array;
  readonly clientContext?: string;
  readonly received: Date;
  /** Number of attempts; throttled ones do not count. */
  readonly attempts: number;
  readonly throttles: number;
}

export const FUNCTIONS = defineTable<FunctionRow>({ name: "lambda.functions", key: "name" });
export const VERSIONS = defineTable<VersionRow>({ name: "lambda.versions", key: ["name", "version"] });
export const ALIASES = defineTable<AliasRow>({ name: "lambda.aliases", key: ["name", "alias"] });
export const POLICIES = defineTable<PolicyRow>({ name: "lambda.policies", key: ["name", "qualifier"] });
export const PROVISIONED = defineTable<ProvisionedRow>({
  name: "lambda.provisioned-concurrencies",
  key: ["name", "qualifier"],
});
export const EVENT_INVOKES = defineTable<EventInvokeRow>({
  name: "lambda.event-invokes",
  key: ["name", "qualifier"],
});
export const URLS = defineTable<UrlRow>({ name: "lambda.urls", key: ["name", "qualifier"] });
export const RUNTIME_MANAGEMENT = defineTable<RuntimeManagementRow>({
  name: "lambda.runtime-settings",
  key: ["name", "version"],
});
export const LAYERS = defineTable<LayerRow>({ name: "lambda.layers", key: "name" });
export const LAYER_VERSIONS = defineTable<LayerVersionRow>({
  name: "lambda.layer-versions",
  key: ["name", "version"],
});
export const ASYNC_EVENTS = defineTable<AsyncEventRow>({ name: "lambda.async-events", key: "requestId" });

/** Digits with which version numbers sort as strings; `$LATEST` sorts before them. */
const NUMBER_WIDTH = 12;

/** The key of data of a version or alias of a function; with `""` of the function itself. */
export function qualifiedKey(name: string, qualifier: string | number): string {
  const text = String(qualifier);
  return key(name, isVersionNumber(text) ? text.padStart(NUMBER_WIDTH, "0") : text);
}

export function isVersionNumber(qualifier: string): boolean {
  return /^\d+$/.test(qualifier);
}
