import type { Context } from "../../../runtime/context.js";
import { nextNumber, PER_MILLISECOND } from "../objects/version-sequences.js";

const PER_SECOND = PER_MILLISECOND * 1000;

/**
 * A sequencer that is greater than all earlier ones: eight hexadecimal digits for the second, and eight for
 * the position in it.
 */
export function nextSequencer(ctx: Context): string {
  const number = nextNumber(ctx);
  const second = Math.floor(number / PER_SECOND);
  // 20 bits are in use; S3's sequencers fill all digits.
  return digits(second) + digits((number - second * PER_SECOND) * 2 ** 12);
}

/** The sequencer of a lifecycle action: the midnight at which it became due. */
export function midnightSequencer(now: number): string {
  return `${digits(Math.floor(now / 86_400_000) * 86_400)}00000000`;
}

function digits(number: number): string {
  return number.toString(16).padStart(8, "0");
}
