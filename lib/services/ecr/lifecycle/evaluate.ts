import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import { imagesOf, keepImage, manifestListsOf, removeImage } from "../images/store.js";
import { LIFECYCLE_POLICIES, type LifecyclePolicyRow } from "../state/lifecycle.js";
import { type Selected, selectImages } from "./select.js";

const EVALUATION = "ecr.lifecycle-evaluation";
const IMAGE_AGES = "ecr.lifecycle-image-ages";

/** From the time at which a rule applies to an image to its expiry. AWS promises at most a day. */
export const lifecycleDelays = { lifecycle: "24h" } as const;

/**
 * Schedules an evaluation of a repository after an event that its lifecycle policy may apply to. Does nothing
 * without a policy, or if an evaluation is scheduled.
 */
export function requestEvaluation(at: Context, repositoryName: string): void {
  const row = at.table(LIFECYCLE_POLICIES).get(repositoryName);
  if (!row || row.pending) return;
  at.table(LIFECYCLE_POLICIES).put(repositoryName, { ...row, pending: true });
  // Housekeeping: `runUntilIdle` must not make every image expire.
  at.later("lifecycle", EVALUATION, timerKey(row), { background: true });
}

/** Applies a policy immediately. Returns the results. */
export function evaluate(at: Context, row: LifecyclePolicyRow): readonly Selected[] {
  const { repositoryName, rules } = row;
  const select = () => selectImages(rules, imagesOf(at, repositoryName), at.now());
  // Manifest lists first: the images in them may then expire too.
  const selected = [...select().selected].sort((a, b) => b.image.children.length - a.image.children.length);
  const done = selected.filter((item) => apply(at, item));
  // Images that were just archived have a new age.
  const { nextAge } = select();
  const evaluated = { ...row, pending: false, lastEvaluatedAt: at.date(), nextAge };
  at.table(LIFECYCLE_POLICIES).put(repositoryName, evaluated);
  // A timer for the same time exists unless an earlier image is next.
  if (nextAge !== undefined && nextAge !== row.nextAge) {
    at.after(nextAge - at.now(), IMAGE_AGES, timerKey(row), { background: true });
  }
  return done;
}

/** An image in a manifest list remains as long as the list. */
function apply(at: Context, { image, rule }: Selected): boolean {
  if (rule.action.type === "transition") {
    keepImage(at, { ...image, status: "ARCHIVED", lastArchivedAt: at.date() });
    return true;
  }
  if (manifestListsOf(at, image).length > 0) return false;
  removeImage(at, image);
  return true;
}

export const lifecycleTimers: Readonly<Record<string, TimerHandler>> = {
  [EVALUATION]: (timer, at) => {
    const row = policyOf(at, timer);
    if (row?.pending) evaluate(at, row);
  },
  [IMAGE_AGES]: (timer, at) => {
    const row = policyOf(at, timer);
    if (row) requestEvaluation(at, row.repositoryName);
  },
};

/** The policy of a timer; `undefined` if the repository has another one now, or none. */
function policyOf(at: Context, timer: string): LifecyclePolicyRow | undefined {
  const [id, repositoryName = ""] = keyParts(timer);
  const row = at.table(LIFECYCLE_POLICIES).get(repositoryName);
  return row?.id === id ? row : undefined;
}

function timerKey({ id, repositoryName }: LifecyclePolicyRow): string {
  return key(id, repositoryName);
}
