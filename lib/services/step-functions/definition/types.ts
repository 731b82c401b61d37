import type { Json } from "../../../runtime/store/codec.js";
import type { JsonPath } from "../expressions/json-path/ast.js";
import type { TemplateNode } from "../expressions/template-node.js";

/**
 * A compiled state machine, created by `compile` from a definition.
 *
 * It is a cache of the definition string in a row, never a row itself. It is plain data; states are looked up
 * by name in maps, because users choose the names. Field names follow the language in lower camel case, see
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export interface Definition extends StateGraph {
  /** Maximum duration of an execution in seconds; unlimited if absent or 0. */
  readonly timeoutSeconds?: number;
}

/** States that refer to each other: a machine, a branch of Parallel, or the processor of Map. */
export interface StateGraph {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A state. Its `queryLanguage` is resolved: its own, or that of the machine. */
export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** The names of the types, as in the language. */
export type StateType = State["type"];

/** The language of a state's fields. */
export type QueryLanguage = "JSONPath" | "JSONata";

/** Fields of all states. */
interface Common {
  /** Unique in the machine. */
  readonly name: string;
  readonly queryLanguage: QueryLanguage;
  /** Variables that are assigned when the state succeeds. */
  readonly assign?: Template;
}

/** Fields of all states except Fail. */
interface WithPaths extends Common {
  /** `null` selects `{}`; absent selects everything. JSONPath only. */
  readonly inputPath?: Path | null;
  /** `null` selects `{}`; absent selects everything. JSONPath only. */
  readonly outputPath?: Path | null;
  /** The complete output. JSONata only. */
  readonly output?: Template;
}

/** The next state: a name, or `null` for the end of its graph (`"End": true`). */
interface WithNext {
  readonly next: string | null;
}

/** Fields of states whose result is merged into their input. JSONPath only, except `retry` and `catch`. */
interface WithResult {
  readonly parameters?: Template;
  readonly resultSelector?: Template;
  /** `null` discards the result; if absent, the result replaces the input. */
  readonly resultPath?: ReferencePath | null;
}

/** Fields of states that support retries and error handling. */
interface WithErrors {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export interface PassState extends WithPaths, WithNext {
  readonly type: "Pass";
  /** The fixed result, if `Result` is present. */
  readonly result?: Json;
  readonly parameters?: Template;
  readonly resultPath?: ReferencePath | null;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export interface TaskState extends WithPaths, WithNext, WithResult, WithErrors {
  readonly type: "Task";
  /** The ARN as written. */
  readonly resource: string;
  /** JSONata only; JSONPath uses `parameters`. */
  readonly arguments?: Template;
  readonly timeoutSeconds?: Dynamic;
  readonly heartbeatSeconds?: Dynamic;
  /** The role of the task: `Credentials.RoleArn`. */
  readonly credentials?: { readonly roleArn: Dynamic };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export interface ChoiceState extends WithPaths {
  readonly type: "Choice";
  readonly choices: readonly Choice[];
  readonly default?: string;
}

/** A rule of a Choice state. */
export interface Choice {
  readonly condition: ChoiceRule;
  readonly next: string;
  /** Replaces that of the state. */
  readonly assign?: Template;
  /** Replaces that of the state. JSONata only. */
  readonly output?: Template;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export interface WaitState extends WithPaths, WithNext {
  readonly type: "Wait";
  readonly until:
    | { readonly kind: "seconds"; readonly value: Dynamic }
    | { readonly kind: "timestamp"; readonly value: Dynamic };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export interface SucceedState extends WithPaths {
  readonly type: "Succeed";
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export interface FailState extends Common {
  readonly type: "Fail";
  readonly error?: Dynamic;
  readonly cause?: Dynamic;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export interface ParallelState extends WithPaths, WithNext, WithResult, WithErrors {
  readonly type: "Parallel";
  readonly branches: readonly StateGraph[];
  /** JSONata only; JSONPath uses `parameters`. */
  readonly arguments?: Template;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html */
export interface MapState extends WithPaths, WithNext, WithErrors {
  readonly type: "Map";
  readonly resultSelector?: Template;
  readonly resultPath?: ReferencePath | null;
  readonly processor: StateGraph;
  /** `ItemsPath`, or `Items` in JSONata. Default the effective input. */
  readonly items?: Dynamic;
  /** `ItemSelector`, or `Parameters` in old definitions. */
  readonly itemSelector?: Template;
  /** Absent or 0: unlimited. */
  readonly maxConcurrency?: Dynamic;
  /** Present if the mode is DISTRIBUTED. */
  readonly distributed?: DistributedMap;
}

/** Additional fields of Map states in DISTRIBUTED mode. */
export interface DistributedMap {
  readonly executionType: "STANDARD" | "EXPRESS";
  readonly label?: string;
  readonly itemReader?: ItemReader;
  readonly itemBatcher?: ItemBatcher;
  readonly resultWriter?: ResultWriter;
  readonly toleratedFailureCount?: Dynamic;
  readonly toleratedFailurePercentage?: Dynamic;
}

/** The source of the items of a distributed Map. */
export interface ItemReader {
  /** The ARN as written, such as `arn:aws:states:::s3:getObject`. */
  readonly resource: string;
  /** `Parameters`, or `Arguments` in JSONata. */
  readonly parameters?: Template;
  readonly config: ReaderConfig;
}

/** `ReaderConfig`, with AWS's values. */
export interface ReaderConfig {
  readonly inputType?: "CSV" | "JSON" | "JSONL" | "PARQUET" | "MANIFEST";
  readonly manifestType?: "ATHENA_DATA" | "S3_INVENTORY";
  readonly transformation?: "NONE" | "LOAD_AND_FLATTEN";
  readonly csvHeaderLocation?: "FIRST_ROW" | "GIVEN";
  readonly csvHeaders?: readonly string[];
  readonly csvDelimiter?: "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";
  readonly maxItems?: Dynamic;
  readonly itemsPointer?: string;
}

/** How the items of a distributed Map are grouped. */
export interface ItemBatcher {
  readonly maxItemsPerBatch?: Dynamic;
  readonly maxInputBytesPerBatch?: Dynamic;
  readonly batchInput?: Template;
}

/** The destination of the results of a distributed Map. */
export interface ResultWriter {
  /** Absent if only `WriterConfig` is given. */
  readonly resource?: string;
  /** `Parameters`, or `Arguments` in JSONata. */
  readonly parameters?: Template;
  readonly transformation?: "NONE" | "COMPACT" | "FLATTEN";
  readonly outputType?: "JSON" | "JSONL";
}

/** An entry of `Retry`, with defaults. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds?: number;
  readonly jitterStrategy: "FULL" | "NONE";
}

/** An entry of `Catch`. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  /** `null` discards the error; if absent, the error replaces the input. JSONPath only. */
  readonly resultPath?: ReferencePath | null;
  readonly assign?: Template;
  /** JSONata only. */
  readonly output?: Template;
}

/**
 * A constant or computed field: `Seconds`, `SecondsPath`, or `Seconds` with a JSONata expression. `field` is
 * its name as written, for error messages.
 */
export type Dynamic =
  | { readonly kind: "constant"; readonly field: string; readonly value: Json }
  | { readonly kind: "path"; readonly field: string; readonly path: Path }
  /** An intrinsic function, which `ErrorPath`, `CausePath` and `Credentials` accept. */
  | { readonly kind: "template"; readonly field: string; readonly template: Template }
  | { readonly kind: "jsonata"; readonly field: string; readonly template: Template };

/**
 * A JSON value with computed parts: `Parameters`, `ResultSelector`, `Assign`, or any value with `{% … %}` in
 * JSONata. `field` is the name of the field as written, for error messages.
 */
export interface Template {
  readonly field: string;
  /** The value as written. */
  readonly written: Json;
  /** The compiled form, internal to `expressions/`. */
  readonly compiled: CompiledTemplate;
}

/** A path such as `$.a[0]`, `$$.Execution.Id` or `$variable.b`. Intrinsic functions are templates. */
export interface Path {
  readonly text: string;
  /** The compiled form, internal to `expressions/`. */
  readonly compiled: CompiledPath;
}

/** A writable path to a single location: `ResultPath`. */
export interface ReferencePath {
  readonly text: string;
  readonly steps: readonly (string | number)[];
}

/** The condition of a Choice rule: a tree of JSONPath operators, or a JSONata expression. */
export type ChoiceRule =
  | { readonly kind: "and" | "or"; readonly rules: readonly ChoiceRule[] }
  | { readonly kind: "not"; readonly rule: ChoiceRule }
  | {
      readonly kind: "comparison";
      readonly variable: Path;
      /** AWS's name without `Path`, such as `StringEquals`. */
      readonly operator: string;
      readonly value: { readonly constant: Json } | { readonly path: Path };
    }
  | { readonly kind: "jsonata"; readonly template: Template };

/** The compiled form of a path, for `expressions/`. */
export type CompiledPath = JsonPath;

/** The compiled form of a template, for `expressions/`. */
export type CompiledTemplate = TemplateNode;
