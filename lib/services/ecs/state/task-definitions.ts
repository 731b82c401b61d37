import { defineTable, key, keyParts } from "../../../runtime/store/store.js";
import type {
  Compatibility,
  ContainerDefinition,
  Tag,
  TaskDefinition,
  TaskDefinitionStatus,
  Volume,
} from "../generated/types.js";

/** A container definition as ECS stores it, with the defaults in its responses. */
export interface RegisteredContainer extends ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
}

/** A task definition in responses, with the members that are always present. */
export interface RegisteredTaskDefinition extends TaskDefinition {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly status: TaskDefinitionStatus;
  readonly containerDefinitions: readonly RegisteredContainer[];
  readonly volumes: readonly Volume[];
  readonly compatibilities: readonly Compatibility[];
}

/** One revision of a family. */
export interface TaskDefinitionRow {
  readonly taskDefinition: RegisteredTaskDefinition;
  readonly tags: readonly Tag[];
}

/** Revisions by {@link taskDefinitionKey}: grouped by family, in the order of their numbers. */
export const TASK_DEFINITIONS = defineTable<TaskDefinitionRow>({
  name: "ecs.task-definitions",
  key: ["family", "revision"],
});

/** State of a family that outlives its revisions: AWS never reuses a revision number. */
export interface FamilyRow {
  readonly family: string;
  readonly lastRevision: number;
  /** Number of revisions in each status. */
  readonly revisions: Readonly<Record<TaskDefinitionStatus, number>>;
}

/** Families by name. */
export const FAMILIES = defineTable<FamilyRow>({ name: "ecs.families", key: "family" });

/** An index entry: the key of a row. */
export interface IndexRow {
  readonly key: string;
}

/**
 * The keys of {@link TASK_DEFINITIONS} under {@link revisionListingKey}, so that a listing reads only one
 * status.
 */
export const TASK_DEFINITIONS_BY_STATUS = defineTable<IndexRow>({
  name: "ecs.task-definition-listings",
  key: ["status", "family", "revision"],
});

/** The names of {@link FAMILIES} under {@link familyListingKey} with ACTIVE, INACTIVE or ALL. */
export const FAMILIES_BY_STATUS = defineTable<IndexRow>({
  name: "ecs.family-listings",
  key: ["status", "family"],
});

/** Revisions of `web` come before those of `web-api`. */
export function taskDefinitionKey(family: string, revision: number): string {
  return key(family, revision);
}

/** The key in {@link TASK_DEFINITIONS_BY_STATUS} of a row of {@link TASK_DEFINITIONS}. */
export function revisionListingKey(status: string, rowKey: string): string {
  return key(status, ...keyParts(rowKey));
}

/** The key of a family in {@link FAMILIES_BY_STATUS}. */
export function familyListingKey(status: string, family: string): string {
  return key(status, family);
}
