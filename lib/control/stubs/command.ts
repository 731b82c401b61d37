import { describeThrown } from "../../values/foreign-values.js";

/**
 * A command of the AWS SDK for JavaScript v3, of any version. The type has what all versions share, so no SDK
 * package is needed.
 */
export interface SdkCommand {
  readonly input: object;
  resolveMiddleware(
    stack: never,
    configuration: never,
    options: never,
  ): (args: never) => PromiseLike<{ readonly output: object }>;
}

/** A command class, such as `GetItemCommand`. */
export type SdkCommandClass = new (input: never) => SdkCommand;

/** The SDK's input type of a command class. */
export type CommandInput<Class extends SdkCommandClass> = InstanceType<Class>["input"];

/** The SDK's output type of a command class. */
export type CommandOutput<Class extends SdkCommandClass> = Awaited<
  ReturnType<ReturnType<InstanceType<Class>["resolveMiddleware"]>>
>["output"];

/** The SDK's names of an operation. */
export interface CommandNames {
  /** The SDK's name of the service: `DynamoDB`. */
  readonly service: string;
  /** `GetItem` */
  readonly operation: string;
  /** A command of DynamoDB's document client, whose items have JavaScript values: `GetCommand`. */
  readonly documents?: boolean;
}

/**
 * The names of the operation of a command class. In every version of the SDK, a command creates the context
 * of its middleware with the names of its client and of itself; this function asks a command for that
 * context.
 *
 * @throws TypeError for a class that is not a command, and for commands without the name of their client.
 */
export function commandNames(command: SdkCommandClass): CommandNames {
  const { clientName, commandName, documents } = middlewareContextOf(command);
  if (typeof clientName !== "string" || typeof commandName !== "string")
    throw new TypeError(
      `${command.name} is not a command of an AWS SDK client. Use a class such as GetItemCommand, or ${TWO_NAMES}`,
    );
  const service = clientName.replace(/Client$/, "");
  return { service, operation: commandName.replace(/Command$/, ""), ...(documents && { documents }) };
}

/** Whether a value is a command class, as opposed to the name of a service. */
export function isCommandClass(value: unknown): value is SdkCommandClass {
  if (typeof value !== "function") return false;
  const prototype: unknown = value.prototype;
  return typeof prototype === "object" && prototype !== null && "resolveMiddleware" in prototype;
}

/** How to name an operation without a class. */
export const TWO_NAMES = 'the names of a service and an operation: sim.stub("dynamodb", "GetItem", { … }).';

interface MiddlewareContext {
  readonly clientName?: unknown;
  readonly commandName?: unknown;
  readonly documents?: boolean;
}

function middlewareContextOf(command: SdkCommandClass): MiddlewareContext {
  let context: MiddlewareContext = {};
  const stack = {
    concat: () => stack,
    use: () => {},
    resolve(_handler: unknown, made: MiddlewareContext) {
      context = made;
    },
  };
  try {
    const instance: object = Reflect.construct(command, [{}]);
    // Commands of DynamoDB's document client wrap a command of its client, which creates the context.
    const documents = "clientCommand" in instance;
    const resolve: unknown = Reflect.get(instance, "resolveMiddleware");
    if (typeof resolve === "function") Reflect.apply(resolve, instance, [stack, CONFIGURATION, {}]);
    return { ...context, documents };
  } catch (error) {
    const { message } = describeThrown(error);
    throw new TypeError(
      `${command.name} cannot be read as a command of an AWS SDK client: ${message} Use ${TWO_NAMES}`,
      { cause: error },
    );
  }
}

/** The client configuration that commands read while they prepare middleware. */
const CONFIGURATION = Object.freeze({ requestHandler: Object.freeze({ handle: () => {} }) });
