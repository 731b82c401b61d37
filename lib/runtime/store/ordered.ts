import * as sortedBtree from "sorted-btree";
import type { Key } from "./row-set.js";

// sorted-btree is CommonJS with an `__esModule` default export; Node's ESM view of it nests the class one deeper.
const BTree = sortedBtree.default.default;

/** A map in the order of its keys. */
export type Ordered<K extends Key, Value> = InstanceType<typeof BTree<K, Value>>;

/** A map whose keys are in the order of the rows of a table. */
export function ordered<K extends Key, Value>(): Ordered<K, Value> {
  return new BTree<K, Value>(undefined, compareKeys);
}

/** By UTF-16 code unit, or as numbers. */
export function compareKeys<K extends Key>(a: K, b: K): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
