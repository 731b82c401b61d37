import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { services } from "../../../lib/services/index.js";
import { comparable } from "../../support/states.js";
import { writersAt } from "./index.js";
import { settle } from "./writer.js";

const NAMES = Object.keys(services) as (keyof typeof services)[];

describe("the writers of the crash test", () => {
  let sim: AwsSim;
  beforeAll(async () => {
    sim = await createAwsSim();
    for (const { prepare } of Object.values(writersAt(sim.url))) await prepare?.();
  });
  afterAll(() => sim.close());

  test.each(NAMES)("%s: they change its state, and each finds what it wrote (S01)", async (name) => {
    const { writers } = writersAt(sim.url)[name];
    const state = () => comparable(Reflect.get(sim, name).state(), sim.url);
    const before = state();
    for (const writer of writers) {
      expect((await writer.read()).has("crash-1")).toBe(false);
      await writer.write("crash-1");
      await settle(sim.url);
      expect([...(await writer.read()).keys()]).toContain("crash-1");
    }
    expect(state()).not.toEqual(before);
  });
});
