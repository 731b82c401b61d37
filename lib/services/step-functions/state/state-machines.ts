import { defineTable, key } from "../../../runtime/store/store.js";
import type {
  EncryptionConfiguration,
  LoggingConfiguration,
  StateMachineStatus,
  StateMachineType,
  TracingConfiguration,
} from "../generated/types.js";

/** Tags as stored. */
export type Tags = readonly { readonly key: string; readonly value: string }[];

/** A state machine. Its revisions have what an update changes. */
export interface StateMachineRow {
  readonly name: string;
  readonly type: StateMachineType;
  readonly status: StateMachineStatus;
  readonly creationDate: Date;
  /** The current revision: {@link REVISIONS}. */
  readonly revisionId: string;
  /** The number of its latest version, 0 before the first; numbers are not reused. */
  readonly latestVersion: number;
  /**
   * The description of the version that CreateStateMachine published, if any, because repeated calls must be
   * equal.
   */
  readonly published?: { readonly description?: string };
  readonly tags: Tags;
}

/** State machines, by name. */
export const STATE_MACHINES = defineTable<StateMachineRow>({
  name: "step-functions.state-machines",
  key: "name",
});

/** Names of state machines in listing order, by {@link orderKey}. */
export const STATE_MACHINE_ORDER = defineTable<string>({
  name: "step-functions.state-machine-orders",
  key: ["creationDate", "name"],
});

export function orderKey({ creationDate, name }: { creationDate: Date; name: string }): string {
  return key(creationDate.toISOString(), name);
}

/** An immutable revision of a state machine. Executions and versions refer to it. */
export interface RevisionRow {
  readonly revisionId: string;
  /** The name of its state machine, which may have been deleted. */
  readonly stateMachine: string;
  readonly type: StateMachineType;
  /** The definition as given. */
  readonly definition: string;
  readonly roleArn: string;
  readonly loggingConfiguration: LoggingConfiguration;
  readonly tracingConfiguration: TracingConfiguration;
  readonly encryptionConfiguration: EncryptionConfiguration;
  readonly updateDate: Date;
  /** Whether AWS returns its id: not for the revision of CreateStateMachine, until it is published. */
  readonly shown: boolean;
}

/** Revisions, by {@link revisionKey}. */
export const REVISIONS = defineTable<RevisionRow>({
  name: "step-functions.revisions",
  key: ["stateMachine", "revisionId"],
});

export function revisionKey(stateMachine: string, revisionId: string): string {
  return key(stateMachine, revisionId);
}

/** The uses of a revision, which is removed when there are none. */
export interface RevisionUse {
  /** Number of running executions. */
  readonly running: number;
  /** Number of stored executions. */
  readonly kept: number;
}

/** Uses of revisions, by {@link revisionKey}; no row means no uses. */
export const REVISION_USES = defineTable<RevisionUse>({
  name: "step-functions.revision-uses",
  key: ["stateMachine", "revisionId"],
});
