import type { LambdaControl } from "../services/lambda/control.js";
import type { LambdaHandler, LambdaOutcome } from "../services/lambda/invoke/handler.js";
import type { Invocation } from "../services/lambda/invoke/invocation.js";
import { isError } from "../values/is-error.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";
import { ConnectedService } from "./service.js";

/** What Lambda holds, and the invocations in all accounts and regions. */
export interface LambdaState {
  readonly functions: ReturnType<LambdaControl["functions"]>;
  readonly eventSourceMappings: ReturnType<LambdaControl["eventSourceMappings"]>;
  readonly invocations: Invocation[];
}

/** What a function answers: an `Error` to throw, or any other value that JSON has. */
export type LambdaResponse = Exclude<LambdaOutcome, LambdaHandler>;

/** What {@link ConnectedLambda.on} gives back. */
export class ConnectedLambdaSpy {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    private readonly path: string,
  ) {}

  /** Runs of the function since the responses were said, oldest first. */
  async invocations(): Promise<Json<Invocation>[]> {
    return (await this.calls.call<{ invocations: Json<Invocation>[] }>("GET", this.path)).invocations;
  }

  /** Takes what was said last of the function back. */
  async restore(): Promise<void> {
    await this.calls.call("DELETE", this.path);
  }
}

/** Lambda of a simulator in another process. Handlers are functions and cannot go there; responses can. */
export class ConnectedLambda extends ConnectedService<LambdaState> {
  /** Says what a function answers, call after call; the last response stays. The function need not exist. */
  async on(
    name: string,
    ...responses: readonly [LambdaResponse, ...LambdaResponse[]]
  ): Promise<ConnectedLambdaSpy> {
    const path = `/lambda/functions/${segment(name)}/responses`;
    await this.calls.call("POST", path, { body: responses.map(asJson) });
    return new ConnectedLambdaSpy(this.calls, path);
  }

  /** Sets what functions return that have no behaviour of their own, call after call. */
  async respondByDefault(...responses: readonly [LambdaResponse, ...LambdaResponse[]]): Promise<void> {
    await this.calls.call("POST", "/lambda/default-responses", { body: responses.map(asJson) });
  }

  /** Changes what an Invoke of a function that is Pending gets; see the member of `sim.lambda` of this name. */
  async set(settings: Partial<Pick<LambdaControl, "pendingInvokes">>): Promise<void> {
    await this.calls.call("PATCH", "/lambda/settings", { body: settings });
  }
}

function asJson(response: LambdaResponse): object {
  return isError(response) ? { error: { name: response.name, message: response.message } } : { response };
}
