import type { Context } from "../../../runtime/context.js";
import { objectLocked, retentionPeriodNotPositive, retentionPeriodTooLarge } from "../errors/protection.js";
import { malformedXml } from "../errors/requests.js";
import type { ObjectLockRetention, ObjectLockRule } from "../generated/types.js";
import type { ObjectLock } from "../state/objects.js";
import { isRetained, refusePast } from "./lock.js";

const MOST = { Days: 36_500, Years: 100 };

/** Validates the default retention rule of a bucket. @throws MalformedXML, InvalidArgument */
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
 * Validates the retention with which PutObjectRetention replaces the current one. An active one may only be
 * extended; with `bypass`, GOVERNANCE may be changed, COMPLIANCE never.
 *
 * @throws MalformedXML for an incomplete retention, InvalidArgument for one in the past, AccessDenied
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
