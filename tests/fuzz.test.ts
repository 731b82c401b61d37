import { expect, test } from "vitest";
import { fuzz } from "../tools/fuzz/fuzz.js";

/** `npm run fuzz` sends 500,000. */
const COUNT = 1_500;

test("random requests, well-formed and broken, are answered in the shape of their protocol", {
  timeout: 240_000,
}, async () => {
  expect(await fuzz({ count: COUNT, seed: 20_261_129 })).toEqual([]);
});
