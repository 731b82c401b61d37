import { describe, expect, test } from "vitest";
import { Recent } from "../../../lib/runtime/store/records.js";

describe("Recent", () => {
  test.each([0, 1, 2, 7, 8, 9, 100])("keeps the latest %d", (limit) => {
    const recent = new Recent<number>(limit);
    const added: number[] = [];
    for (let item = 0; item < 250; item++) {
      recent.add(item);
      added.push(item);
      const latest = limit === 0 ? [] : added.slice(-limit);
      expect(recent.all()).toEqual(latest);
      expect([recent.length, recent.last()]).toEqual([latest.length, latest.at(-1)]);
    }
    expect([...recent]).toEqual(recent.all());
  });

  test("clear empties it", () => {
    const recent = new Recent<number>(3);
    recent.add(1);
    recent.clear();
    expect([recent.all(), recent.length, recent.last()]).toEqual([[], 0, undefined]);
  });
});
