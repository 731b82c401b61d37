// `npm run fuzz -- --count 500000 --seed 1`: exits with 1 when it found something. `--from 475000` repeats a part.
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.js";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: "string", default: "500000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
  },
});
const [count, seed, from] = [Number(values.count), Number(values.seed), Number(values.from)];

process.on("uncaughtException", (error) => {
  console.error(`The process crashed (--seed ${seed}):`, error);
  process.exit(1);
});

console.log(`Sending ${count} requests, --seed ${seed}`);
const failures = await fuzz({
  count,
  seed,
  from,
  progress: (sent, found) => console.log(`${sent} sent, ${found} failures`),
});
for (const { name, detail, bytes, times } of failures) {
  console.log(
    `\n${times} × ${name}\n${detail}\nreproduced by:\n${JSON.stringify(bytes.toString("latin1")).slice(0, 4_000)}`,
  );
}
console.log(failures.length === 0 ? "Nothing found." : `\n${failures.length} failures, --seed ${seed}`);
process.exit(failures.length === 0 ? 0 : 1);
