import {
  throughputChangedTooOften,
  throughputFigureMissing,
  throughputFigureNotAllowed,
  throughputLimitExceeded,
} from "./errors.js";
import type { ThroughputMode } from "./generated/types.js";
import type { FileSystemRow } from "./state.js";

/** Maximum provisioned throughput, in MiB/s. */
const MOST = 3414;
const DAY = 86_400_000;

/** The throughput of a file system. */
export type Throughput = Pick<FileSystemRow, "throughputMode" | "provisionedThroughputInMibps">;

/**
 * The throughput of a request.
 *
 * @throws BadRequest if mode and value do not match, ThroughputLimitExceeded
 */
export function throughput(mode: ThroughputMode, figure: number | undefined): Throughput {
  if (mode !== "provisioned") {
    if (figure !== undefined) throw throughputFigureNotAllowed();
    return { throughputMode: mode };
  }
  if (figure === undefined) throw throughputFigureMissing();
  if (figure > MOST) throw throughputLimitExceeded(MOST);
  return { throughputMode: mode, provisionedThroughputInMibps: figure };
}

/**
 * Time of the last change of the throughput that must not be repeated within a day, if `next` is applied now.
 *
 * @throws TooManyRequests within that day.
 */
export function throughputChange(row: FileSystemRow, next: Throughput, now: number): number | undefined {
  const { throughputMode, provisionedThroughputInMibps: before = 0, throughputChangedAt: last } = row;
  const isOtherMode = next.throughputMode !== throughputMode;
  const isLower = !isOtherMode && (next.provisionedThroughputInMibps ?? 0) < before;
  if (!isOtherMode && !isLower) return last;
  if (last !== undefined && now < last + DAY) throw throughputChangedTooOften(last + DAY);
  return now;
}
