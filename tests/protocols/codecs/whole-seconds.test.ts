import fc from "fast-check";
import { expect, test } from "vitest";
import { httpDates, wholeSeconds } from "../../../lib/protocols/codecs/whole-seconds.js";

const anyDate = fc.date({ noInvalidDate: true, min: new Date("-000001-01-01T00:00:00Z") });

test("writes every date in whole seconds, one day after another", () => {
  const write = wholeSeconds();
  fc.assert(
    fc.property(anyDate, (date) => {
      expect(write(date)).toBe(`${date.toISOString().slice(0, -5)}.000Z`);
    }),
  );
});

test("writes every date as HTTP has it, one day after another", () => {
  const write = httpDates();
  fc.assert(
    fc.property(anyDate, (date) => {
      expect(write(date)).toBe(date.toUTCString());
    }),
  );
});
