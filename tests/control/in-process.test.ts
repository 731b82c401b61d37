import { expect, test } from "vitest";
import { change, defineControl, operate } from "../../lib/control/definition/define-control.js";
import { resolveOptions } from "../../lib/options.js";
import type { Context } from "../../lib/runtime/context.js";
import type { OperationHandler } from "../../lib/runtime/handler.js";
import { startSim } from "../../lib/sim.js";
import { toyService } from "../support/toy.js";

interface Calling {
  operates(): object;
  changes(): object;
}

test("a method calls operations outside of a transaction alone", async () => {
  const account: OperationHandler<object, { account: string }> = (_, ctx: Context) => ({
    account: ctx.account,
  });
  const control = () =>
    defineControl<Calling>({
      operates: operate([], (ctx) => ctx.execute(account, {})),
      changes: change([], (ctx) => ctx.execute(account, {})),
    });
  await using sim = await startSim({ ecs: { ...toyService(), control } }, resolveOptions({}, {}));
  expect(sim.ecs.operates()).toEqual({ account: sim.accountId });
  expect(() => sim.ecs.changes()).toThrow("Only methods of operate() call operations.");
});
