import { isRecord } from "../../values/is-record.js";
import { unexpected } from "../definition/kinds.js";
import type { StubAnswer } from "../stubs/answer.js";
import type { StubSpy } from "../stubs/spy.js";
import { membersOf } from "./body.js";
import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/stubs`: fixed responses, and sequences of them, in place of the simulation. */
export function stubRoutes({ stubs }: Controlled): Routes {
  const withId = (id: string | undefined): StubSpy => {
    const stub = stubs.list().find((candidate) => candidate.id === id);
    if (stub) return stub;
    throw new HttpError(404, `There is no stub "${id}". GET /_sim/stubs lists those in force.`, {
      unknown: "stub",
    });
  };
  return {
    "GET /": () => ({ stubs: stubs.list().map(shown) }),
    "POST /": ({ body }) => {
      const { service, operation, answer, ...conditions } = membersOf(body, ...MEMBERS);
      if (typeof service !== "string") throw unexpected("service", "a string", service);
      if (typeof operation !== "string") throw unexpected("operation", "a string", operation);
      if (!Array.isArray(answer) && !isRecord(answer))
        throw unexpected("answer", "an output, an error or a list of these", answer);
      // The registry and the model validate the arguments.
      return { id: stubs.add(service, operation, answer as StubAnswer, conditions).id };
    },
    "DELETE /": () => stubs.clear(),
    "GET /{id}": ({ params }) => {
      const stub = withId(params.id);
      return { ...shown(stub), calls: stub.calls };
    },
    "DELETE /{id}": ({ params }) => withId(params.id).remove(),
    "POST /{id}/reset": ({ params }) => withId(params.id).reset(),
  };
}

const MEMBERS = ["service", "operation", "answer", "when", "times", "account", "region"];

function shown({ id, service, operation, conditions, callCount }: StubSpy): object {
  return { id, service, operation, ...conditions, callCount };
}
