import type { UseRow } from "../authorization/uses.js";
import type { ConnectedRequest } from "../connect/traffic.js";
import type { RequestRecord } from "../control/requests.js";
import { actionTest } from "../policies/patterns.js";
import type { PermissionOwner } from "../services/iam/permissions.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

/** A denial. Omitted members match anything, and asymmetric matchers are supported. */
export interface WantedDenial {
  /** `s3:GetObject` */
  readonly action?: unknown;
  /** An ARN. */
  readonly resource?: unknown;
  /** The ARN of the caller. */
  readonly principal?: unknown;
}

/** `expect(sim).toHaveBeenDenied({ action: "s3:PutObject", resource: "arn:aws:s3:::exports/rows.csv" })` */
export function toHaveBeenDenied(
  this: MatcherContext,
  received: unknown,
  wanted: WantedDenial = {},
): Judgement {
  const { requests } = subjectOf(received, "toHaveBeenDenied");
  return judgeReads<readonly (RequestRecord | ConnectedRequest)[], undefined>(
    requests.filter(),
    () => undefined,
    (all) => {
      const denials = all.flatMap(({ authorization }) =>
        authorization?.decision === "denied" ? [authorization] : [],
      );
      const line = ({ action, resource, principal, reason }: (typeof denials)[number]) =>
        `${action} on ${resource} by ${principal}: ${reason}`;
      return judge({
        wanted: `denial ${show(wanted)}`,
        kind: "denials",
        all: denials.map(line),
        matching: denials.filter((denial) => hasAll(this, denial, wanted)).map(line),
      });
    },
  );
}

/** `expect(sim).toHaveUsedOnly(["s3:GetObject", "ecs:*"], { role: "app" })` */
export function toHaveUsedOnly(
  this: MatcherContext,
  received: unknown,
  actions: readonly string[],
  owner: PermissionOwner = {},
): Judgement {
  const { iam } = subjectOf(received, "toHaveUsedOnly");
  return judgeReads<readonly UseRow[], undefined>(
    iam.uses(owner),
    () => undefined,
    (uses) => {
      const tests = actions.map(actionTest);
      const others = uses.filter(({ action }) => !tests.some((test) => test(action.toLowerCase())));
      const lines = others.map(
        ({ action, resource, principal }) => `${action} on ${resource} by ${principal}`,
      );
      const whose = owner.role ?? owner.user ?? "the account";
      return {
        pass: others.length === 0,
        message: () =>
          others.length === 0
            ? `Expected ${whose} to have used more than ${show(actions)}. It used nothing else.`
            : `Expected ${whose} to have used only ${show(actions)}. It also used:\n  ${lines.join("\n  ")}`,
      };
    },
  );
}
