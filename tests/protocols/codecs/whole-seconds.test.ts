import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeSeconds } from "../../../lib/protocols/codecs/whole-seconds.js";

test("writes every date in whole seconds, one day after another", () => {
  const write = wholeSeconds();
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date("-000001-01-01T00:00:00Z") }), (date) => {
      expect(write(date)).toBe(`${date.toISOString().slice(0, -5)}.000Z`);
    }),
  );
});
