import type { Context } from "../../../runtime/context.js";
import { objectLocked, retentionPeriodNotPositive, retentionPeriodTooLarge } from "../errors/protection.js";
import { malformedXml } from "../errors/requests.js";
import type { ObjectLockRetention, ObjectLockRule } from "../generated/types.js";
import type { ObjectLock } from "../state/objects.js";
import { isRetained, refusePast } from "./lock.js";

const MOST = { Days: 36_500, Years: 100 };

/** Checks the rule that gives new versions their retention. @throws MalformedXML, InvalidArgument */
export function checkLockRule({ DefaultRetention }: ObjectLockRule): void {
  const { Mode, Days, Years } = DefaultRetention ?? {};
  if (Mode === undefined || (Days === undefined) === (Years === undefined)) throw malformedXml();
  checkPeriod("Days", Days);
  checkPeriod("Years", Years);
}

function checkPeriod(unit: "Days" | "Years", length = 1): void {
  if (length <= 0) throw retentionPeriodNotPositive();
  if (length > MOST[unit]) throw retentionPeriodTooLarge(unit);
}

/**
 * Checks the retention that PutObjectRetention gives a version in place of the
 * one that it has. One that still runs may only be made longer; GOVERNANCE
 * gives way to more with `bypass`, COMPLIANCE never.
 *
 * @throws MalformedXML for half a retention, InvalidArgument for one that is over, AccessDenied
 */
export function checkRetention(
  ctx: Context,
  lock: ObjectLock,
  { Mode, RetainUntilDate }: ObjectLockRetention,
  bypass = false,
): void {
  if ((Mode === undefined) !== (RetainUntilDate === undefined)) throw malformedXml();
  if (RetainUntilDate) refusePast(ctx, RetainUntilDate);
  if (!isRetained(ctx, lock) || (bypass && lock.mode === "GOVERNANCE")) return;
  const runsOn =
    RetainUntilDate !== undefined && lock.retainUntil !== undefined && RetainUntilDate >= lock.retainUntil;
  if (Mode !== lock.mode || !runsOn) throw objectLocked();
}
