import { expect, test } from "vitest";
import { services } from "../../lib/services/index.js";

test.each(Object.entries(services))(
  "%s knows the names of all operations of its facts",
  async (_, service) => {
    const { facts } = await service.loadFacts();
    // `npm run facts` writes both.
    expect([...service.operationNames].sort()).toEqual(Object.keys(facts.operations).sort());
  },
);
