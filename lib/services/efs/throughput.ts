import {
  throughputChangedTooOften,
  throughputFigureMissing,
  throughputFigureNotAllowed,
  throughputLimitExceeded,
} from "./errors.js";
import type { ThroughputMode } from "./generated/types.js";
import type { FileSystemRow } from "./state.js";

/** The largest provisioned throughput, in MiB/s. */
const MOST = 3414;
const DAY = 86_400_000;

/** The throughput of a file system. */
export type Throughput = Pick<FileSystemRow, "throughputMode" | "provisionedThroughputInMibps">;

/**
 * The throughput that a request asks for.
 *
 * @throws BadRequest when mode and figure do not fit together, ThroughputLimitExceeded
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
 * When the throughput was last changed in a way that must not be repeated for
 * a day, if `next` is given to the file system now.
 *
 * @throws TooManyRequests when that day is not over.
 */
export function throughputChange(row: FileSystemRow, next: Throughput, now: number): number | undefined {
  const { throughputMode, provisionedThroughputInMibps: before = 0, throughputChangedAt: last } = row;
  const isOtherMode = next.throughputMode !== throughputMode;
  const isLower = !isOtherMode && (next.provisionedThroughputInMibps ?? 0) < before;
  if (!isOtherMode && !isLower) return last;
  if (last !== undefined && now < last + DAY) throw throughputChangedTooOften(last + DAY);
  return now;
}
