import fc from "fast-check";

/** A service that the steps of a story call. */
export type Service =
  | "s3"
  | "sqs"
  | "logs"
  | "iam"
  | "ecs"
  | "sfn"
  | "sns"
  | "events"
  | "scheduler"
  | "pipes";

/** A step of a story that is executed on two simulators. Data, so that a failing story can be read. */
export type Step =
  | {
      readonly kind: "call";
      readonly service: Service;
      readonly command: string;
      /**
       * Strings with the prefix `$` are earlier results of the simulator, such as `$UploadId`; those with `@` are times.
       */
      readonly input: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "reset" | "snapshot" | "restore" | "restart" };

/** A step that calls an operation. */
export type Call = Extract<Step, { kind: "call" }>;

/** The names of resources. They are few, so that steps meet the resources of earlier ones. */
export const name = fc.constantFrom("alpha", "beta");

/** Commands that remove what other steps need are rare, and those that move a message are frequent. */
function weightOf(command: string): number {
  if (/^(Delete|Remove|Abort|Unsubscribe|Cancel)/.test(command)) return 1;
  return /^(PutEvents|Publish|SendMessage|ReceiveMessage|StartReplay)$/.test(command) ? 9 : 3;
}

/** A call of one service: inputs by the name of the command, or arbitraries of their members. */
export function callOf(
  service: Service,
  commands: Readonly<
    Record<string, fc.Arbitrary<Call["input"]> | Readonly<Record<string, fc.Arbitrary<unknown>>>>
  >,
): fc.Arbitrary<Call> {
  const weighted = Object.entries(commands).map(([command, input]) => ({
    arbitrary: (input instanceof fc.Arbitrary ? input : fc.record(input)).map((filled) =>
      call(service, command, filled),
    ),
    weight: weightOf(command),
  }));
  return fc.oneof(...weighted);
}

/** A step that calls an operation. */
export function call(service: Service, command: string, input: Call["input"]): Call {
  return { kind: "call", service, command, input };
}
