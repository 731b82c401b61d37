import { expect, test } from "vitest";
import { LoadedService, loadService } from "../../lib/dispatch/loaded-service.js";
import type { AnyService } from "../../lib/dispatch/routes.js";
import { services } from "../../lib/services/index.js";

test.each(Object.entries<AnyService>(services))(
  "%s reports what each of its operations needs permission for",
  async (_, definition) => {
    const { authorization } = (await definition.loadAuthorization?.()) ?? {};
    const operations = await definition.loadOperations();
    expect(Object.keys(authorization ?? {}).sort()).toEqual(Object.keys(operations).sort());
  },
);

test("a service whose table lacks an operation, or has another, is not loaded", async () => {
  const loaded = await loadService(services.sts);
  const handlers = await services.sts.loadOperations();
  const make = (table: object) =>
    new LoadedService(services.sts, loaded.model, { ...handlers }, { ...table });
  const { authorization } = (await services.sts.loadAuthorization?.()) ?? {};
  const { assumeRole, ...rest } = { assumeRole: () => ({}), ...authorization };
  expect(() => make(rest)).toThrow("It lacks assumeRole; of operations that are not simulated are none.");
  expect(() => make({ assumeRole, ...rest, assumeRoot: assumeRole })).toThrow(
    "It lacks none; of operations that are not simulated are assumeRoot.",
  );
});
