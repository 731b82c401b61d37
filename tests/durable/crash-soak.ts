// Kills a program with a data directory again and again while it is written to, and looks for what it had acknowledged:
//
//   npm run soak:crashes -- --rounds 1000 --seed 1
//
// It prints rounds, writes and what was lost, and fails if anything was.
import { parseArgs } from "node:util";
import { Program } from "../cli/program.js";
import { CrashTest } from "./crash-rounds.js";
import { TemporaryDirectory } from "./temporary-directory.js";

/** Rounds with one directory. It is then replaced, because every start checks all writes. */
const ROUNDS_OF_DIRECTORY = 20;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { rounds: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed))
  throw new TypeError("--rounds and --seed must be whole numbers, rounds from 1.");

const program = await Program.build();
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await program[Symbol.asyncDispose]();
}

/** @returns whether nothing was lost. */
async function soak(): Promise<boolean> {
  const total = { rounds: 0, writes: 0, lost: 0 };
  while (total.rounds < rounds) {
    using directory = new TemporaryDirectory();
    const next = Math.min(ROUNDS_OF_DIRECTORY, rounds - total.rounds);
    const result = await new CrashTest(program, directory.path, seed + total.rounds).run(next);
    total.rounds += result.rounds;
    total.writes += result.writes;
    total.lost += result.lost.length;
    for (const lost of result.lost) console.error(lost);
    console.log(`kill -9: ${total.rounds} rounds, ${total.writes} writes, lost ${total.lost}`);
  }
  return total.lost === 0;
}
