import fc from "fast-check";
import { expect, test } from "vitest";
import type { NewEntry } from "../../lib/inspector/entry.js";
import { Timeline } from "../../lib/inspector/timeline.js";

const LIMIT = 5;

function entry(id: string): NewEntry {
  return {
    id,
    kind: "request",
    service: "s3",
    name: "PutObject",
    account: "123456789012",
    region: "eu-west-1",
    startedAt: 0,
    outcome: "succeeded",
  };
}

/** What a timeline is by its description: a list of the latest changes. */
class Model {
  list: { id: string; sequence: number; begun: number }[] = [];
  sequence = 0;

  put(id: string): void {
    const begun = this.list.find((one) => one.id === id)?.begun ?? this.sequence + 1;
    this.list = [...this.list.filter((one) => one.id !== id), { id, begun, sequence: ++this.sequence }].slice(
      -LIMIT,
    );
  }

  cut(after: number): void {
    this.list = this.list.filter(({ begun }) => begun <= after);
  }
}

const change = fc.oneof(
  { weight: 20, arbitrary: fc.record({ put: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h") }) },
  { weight: 1, arbitrary: fc.record({ cut: fc.nat(200) }) },
);

test("pages have the latest change of each entry, in order, whatever was replaced or removed", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), fc.nat(200), (changes, after) => {
      const timeline = new Timeline(LIMIT);
      const model = new Model();
      for (const one of changes) {
        if ("put" in one) {
          timeline.put(
            one.put,
            () => entry(one.put),
            () => ({}),
          );
          model.put(one.put);
        } else {
          timeline.cut(one.cut);
          model.cut(one.cut);
        }
      }
      const page = timeline.page(after, LIMIT);
      const left = model.list.filter(({ sequence }) => sequence > after);
      expect(page.entries.map(({ id, sequence }) => [id, sequence])).toEqual(
        left.map(({ id, sequence }) => [id, sequence]),
      );
      expect(page.first).toBe(model.list[0]?.sequence ?? model.sequence + 1);
      for (const { id, sequence } of model.list) expect(timeline.get(id)?.sequence).toBe(sequence);
      expect(timeline.all()).toHaveLength(model.list.length);
    }),
  );
});

test("an entry that changes a thousand times a thousand is kept once", () => {
  const timeline = new Timeline(LIMIT);
  for (let times = 0; times < 1_000_000; times++)
    timeline.put(
      "a",
      () => entry("a"),
      () => ({}),
    );
  expect(timeline.page(0, 10).entries).toMatchObject([{ id: "a", sequence: 1_000_000 }]);
});
