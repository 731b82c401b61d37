import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "../../../../lib/services/ecs/exec/message.js";

const message = fc.record({
  type: fc.constantFrom("input_stream_data", "output_stream_data", "acknowledge", "channel_closed"),
  sequence: fc.nat(),
  flags: fc.nat({ max: 3 }),
  id: fc.uuid(),
  payloadType: fc.nat({ max: 12 }),
  payload: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
});

test("a message is read back as it was written", () => {
  fc.assert(
    fc.property(message, fc.nat(), (given, now) => {
      expect(decodeMessage(encodeMessage(given, now))).toEqual(given);
    }),
  );
});

test("a message that is cut, and bytes that are invalid, are not read", () => {
  fc.assert(
    fc.property(message, fc.nat({ max: 119 }), (given, length) => {
      expect(decodeMessage(encodeMessage(given, 1).subarray(0, length))).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(() => decodeMessage(bytes)).not.toThrow();
    }),
  );
});
