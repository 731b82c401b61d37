import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program } from "../cli/program.js";
import { CrashTest } from "./crash-rounds.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

/** `npm run soak` does a thousand. */
const ROUNDS = 20;

describe.skipIf(!hasSqlite)("a program that is killed at random moments", () => {
  let program: Program;
  beforeAll(async () => {
    program = await Program.build();
  });
  afterAll(() => program[Symbol.asyncDispose]());

  test(`has lost nothing that it acknowledged, in ${ROUNDS} rounds (S01)`, async () => {
    using directory = new TemporaryDirectory();
    const result = await new CrashTest(program, directory.path, 1).run(ROUNDS);
    expect(result).toMatchObject({ rounds: ROUNDS, lost: [] });
    expect(result.writes).toBeGreaterThan(ROUNDS);
  }, 240_000);
});
