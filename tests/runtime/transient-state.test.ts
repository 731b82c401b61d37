import { expect, test } from "vitest";
import { defineTransient, TransientState } from "../../lib/runtime/transient-state.js";

test("a reset interrupts all values, and creates all again except those that survive it", () => {
  let interrupted = 0;
  const create = () => ({ interrupt: () => interrupted++ });
  const cleared = defineTransient("a.cleared", create);
  const lasting = defineTransient("a.lasting", create, { survivesReset: true });
  const state = new TransientState();
  const before = [state.get(cleared), state.get(lasting)];
  expect([state.get(cleared), state.get(lasting)]).toEqual(before);
  state.clear();
  expect(interrupted).toBe(2);
  expect(state.get(cleared)).not.toBe(before[0]);
  expect(state.get(lasting)).toBe(before[1]);
});
