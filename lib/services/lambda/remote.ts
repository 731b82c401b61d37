import { membersOf, RemoteError, type RemoteRoutes } from "../../runtime/remote.js";
import type { LambdaControl } from "./control.js";
import type { LambdaOutcome, LambdaOutcomes } from "./invoke/handler.js";

/** `/_sim/lambda`: what tests in other processes may do with functions. Handlers stay in the test's own process. */
export function lambdaRoutes(lambda: LambdaControl): RemoteRoutes {
  const restore = (name: string) => {
    lambda.remoteSpies.get(name)?.restore();
    lambda.remoteSpies.delete(name);
  };
  return {
    "POST /functions/{name}/responses": ({ params: { name = "" }, body }) => {
      const outcomes = outcomesOf(body);
      restore(name);
      lambda.remoteSpies.set(name, lambda.on(name, ...outcomes));
    },
    "GET /functions/{name}/responses": ({ params: { name = "" } }) => ({
      invocations: lambda.remoteSpies.get(name)?.invocations ?? [],
    }),
    "DELETE /functions/{name}/responses": ({ params: { name = "" } }) => restore(name),
    "POST /default-responses": ({ body }) => lambda.respondByDefault(...outcomesOf(body)),
    // The setter checks what it is given.
    "PATCH /settings": ({ body }) => void Object.assign(lambda, membersOf(body, "pendingInvokes")),
    "GET /functions/{name}/invocations": ({ params }) => ({ invocations: lambda.invocations(params.name) }),
    "GET /invocations": () => ({ invocations: lambda.invocations() }),
  };
}

/** One response for every invocation, or a sequence of them. */
function outcomesOf(body: unknown): LambdaOutcomes {
  if (!Array.isArray(body)) return [outcomeOf(body)];
  const [first, ...others] = body.map(outcomeOf);
  if (first === undefined)
    throw new RemoteError(400, "The sequence of responses is empty. Send at least one.");
  return [first, ...others];
}

/** `{"response": …}` or `{"error": {"name": …, "message": …}}`. */
function outcomeOf(step: unknown): LambdaOutcome {
  const { response, error } = membersOf(step, "response", "error");
  if ((response === undefined) === (error === undefined)) {
    throw new RemoteError(
      400,
      'Give either "response", what the function returns, or "error", what it throws.',
    );
  }
  if (error !== undefined) return errorOf(error);
  // Parsed JSON is one of these.
  return response as LambdaOutcome;
}

function errorOf(error: unknown): Error {
  const { name = "Error", message = "" } = membersOf(error, "name", "message");
  if (typeof name !== "string" || typeof message !== "string") {
    throw new RemoteError(400, 'Give the "name" and "message" of an error as texts.');
  }
  return Object.assign(new Error(message), { name });
}
