import type { Json } from "../../../../runtime/store/codec.js";
import { isArray, isEqual, isObject } from "../json-path/compare.js";
import { type Arguments, IntrinsicFailure } from "./arguments.js";

/** `States.ArrayPartition(array, size)`. */
export function arrayPartition(args: Arguments): Json {
  args.count(2);
  const items = args.array(0);
  const size = args.integer(1);
  if (size < 1) throw new IntrinsicFailure("The chunk size must be a positive integer");
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** `States.ArrayContains(array, value)`. */
export function arrayContains(args: Arguments): boolean {
  args.count(2);
  const wanted = args.any(1);
  return args.array(0).some((item) => isEqual(item, wanted));
}

/** `States.ArrayRange(first, last, step)`, both ends inclusive. */
export function arrayRange(args: Arguments): Json {
  args.count(3);
  const [first, last, step] = [args.integer(0), args.integer(1), args.integer(2)];
  if (step === 0) throw new IntrinsicFailure("The increment must not be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) {
    throw new IntrinsicFailure(`The range has ${length} items, more than the maximum of ${LONGEST_RANGE}`);
  }
  return Array.from({ length }, (_, i) => first + i * step);
}

const LONGEST_RANGE = 1_000;

/** `States.ArrayGetItem(array, index)`. */
export function arrayGetItem(args: Arguments): Json {
  args.count(2);
  const items = args.array(0);
  const index = args.integer(1);
  const item = index < 0 ? undefined : items[index];
  if (item === undefined) {
    throw new IntrinsicFailure(`The index ${index} is out of bounds for an array of ${items.length} items`);
  }
  return item;
}

/** `States.ArrayUnique(array)`: keeps the first of equal items. */
export function arrayUnique(args: Arguments): Json {
  args.count(1);
  const unique = new Map<string, Json>();
  for (const item of args.array(0)) {
    const key = canonical(item);
    if (!unique.has(key)) unique.set(key, item);
  }
  return [...unique.values()];
}

/** JSON with sorted members, so that equal values have equal strings. */
function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
