import type { Context } from "../../../runtime/context.js";
import { unknownNameMessage } from "../../../text/suggestions.js";
import { parseStateMachineArn, qualifiedArnOf, versionNumber } from "../arns.js";
import { validationException } from "../errors/requests.js";
import { stateMachineDoesNotExist } from "../errors/state-machines.js";
import { MOCKS } from "../mocks/mocks.js";
import { ALIASES, type AliasRow, aliasKey } from "../state/aliases.js";
import type { RevisionRow, StateMachineRow } from "../state/state-machines.js";
import { VERSIONS, type VersionRow, versionKey } from "../state/versions.js";
import { requireActive, stateMachineNamed } from "./lookup.js";
import { currentRevision, revisionOf } from "./revisions.js";

/** The target of an execution. */
export interface ExecutionTarget {
  readonly machine: StateMachineRow;
  readonly revision: RevisionRow;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  /** The test case of a mock configuration file: the part after `#` in the ARN. */
  readonly testCase?: string;
}

/**
 * The target of StartExecution: the current revision, that of a version, or that of a version selected by the
 * weights of an alias.
 *
 * @param arn of a state machine, a version or an alias; with `#Name`, for a test case.
 * @throws InvalidArn, StateMachineDoesNotExist, StateMachineDeleting; ValidationException for an unknown test
 * case
 */
export function resolveTarget(ctx: Context, arn: string): ExecutionTarget {
  const [plain = "", testCase] = arn.split("#", 2);
  const { name, qualifier } = parseStateMachineArn(plain);
  const machine = stateMachineNamed(ctx, name, plain);
  requireActive(machine, plain);
  if (testCase !== undefined) requireTestCase(ctx, name, testCase);
  const target = { machine, ...(testCase !== undefined && { testCase }) };
  if (qualifier === undefined) return { ...target, revision: currentRevision(ctx, machine) };
  const number = versionNumber(qualifier);
  const alias = number === undefined ? ctx.table(ALIASES).get(aliasKey(name, qualifier)) : undefined;
  const version = alias ? chosen(ctx, alias) : ctx.table(VERSIONS).get(versionKey(name, number ?? 0));
  const revision = version && revisionOf(ctx, version);
  if (!version || !revision) throw stateMachineDoesNotExist(plain);
  return {
    ...target,
    revision,
    stateMachineVersionArn: qualifiedArnOf(ctx, name, version.version),
    ...(alias && { stateMachineAliasArn: qualifiedArnOf(ctx, name, alias.name) }),
  };
}

/** The version that an alias selects for an execution, by weight. */
function chosen(ctx: Context, { stateMachine, routes }: AliasRow): VersionRow | undefined {
  let percent = routes.length > 1 ? ctx.ids.integer(100) : 0;
  const route = routes.find(({ weight }) => {
    percent -= weight;
    return percent < 0;
  });
  return route && ctx.table(VERSIONS).get(versionKey(stateMachine, route.version));
}

function requireTestCase(ctx: Context, stateMachine: string, testCase: string): void {
  const known = ctx.transient(MOCKS).testCases(stateMachine);
  if (!known.includes(testCase))
    throw validationException(unknownNameMessage(`test case of ${stateMachine}`, testCase, known));
}
