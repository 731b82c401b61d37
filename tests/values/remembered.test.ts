import { expect, it } from "vitest";
import { Remembered } from "../../lib/values/remembered.js";

it("calls the function once for each text, also if it returns nothing", () => {
  const asked: string[] = [];
  const lengths = new Remembered((text) => {
    asked.push(text);
    return text === "" ? undefined : text.length;
  });
  expect(["one", "", "three", "one", ""].map((text) => lengths.of(text))).toEqual([
    3,
    undefined,
    5,
    3,
    undefined,
  ]);
  expect(asked).toEqual(["one", "", "three"]);
});

it("forgets the results for many texts, and computes them again", () => {
  let calls = 0;
  const texts = new Remembered((text) => {
    calls++;
    return `${text}!`;
  });
  for (let i = 0; i < 201; i++) texts.of(String(i));
  expect(texts.of("0")).toBe("0!");
  expect(calls).toBe(202);
});
