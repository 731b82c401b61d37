import type { Json } from "../../../runtime/store/codec.js";

/** The limits of ItemBatcher. 0 means no limit. */
export interface BatchLimits {
  readonly maxItemsPerBatch?: number;
  readonly maxInputBytesPerBatch?: number;
  /** Common input of all batches besides their items. */
  readonly batchInput?: Json;
}

/** The input of a child of a map run: an item, or a batch. */
export interface ChildInput {
  /** JSON string. */
  readonly input: string;
  /** Number of items. */
  readonly items: number;
}

/**
 * Groups items by number, by size of the whole input, or both, in order. An item that exceeds the maximum
 * size is a batch of its own.
 */
export function batchesOf(items: readonly Json[], limits: BatchLimits): readonly ChildInput[] {
  const most = limits.maxItemsPerBatch || Number.POSITIVE_INFINITY;
  const mostBytes = limits.maxInputBytesPerBatch || Number.POSITIVE_INFINITY;
  const start = limits.batchInput === undefined ? "{" : `{"BatchInput":${JSON.stringify(limits.batchInput)},`;
  const overhead = Buffer.byteLength(`${start}"Items":[]}`);
  const made: ChildInput[] = [];
  let texts: string[] = [];
  let bytes = overhead;
  const close = () => {
    if (texts.length === 0) return;
    made.push({ input: `${start}"Items":[${texts.join(",")}]}`, items: texts.length });
    texts = [];
    bytes = overhead;
  };
  for (const item of items) {
    const text = JSON.stringify(item);
    const size = Buffer.byteLength(text);
    // Items are separated by commas.
    if (texts.length === most || bytes + size + Math.min(texts.length, 1) > mostBytes) close();
    bytes += size + Math.min(texts.length, 1);
    texts.push(text);
  }
  close();
  return made;
}
