import { IdSource } from "../../../../runtime/ids.js";
import type { Json } from "../../../../runtime/store/codec.js";
import { StatesError } from "../errors.js";
import { select } from "../json-path/read.js";
import type { Scope } from "../scope.js";
import { Arguments, IntrinsicFailure } from "./arguments.js";
import { arrayContains, arrayGetItem, arrayPartition, arrayRange, arrayUnique } from "./arrays.js";
import type { IntrinsicArgument, IntrinsicCall, IntrinsicName } from "./ast.js";
import { format } from "./format.js";
import { base64Decode, base64Encode, hash, jsonToString, stringSplit, stringToJson } from "./strings.js";

/**
 * Evaluates a call.
 *
 * @throws StatesError States.IntrinsicFailure; States.Runtime if a path selects nothing.
 */
export function evaluateIntrinsic(call: IntrinsicCall, scope: Scope): Json {
  const values = call.arguments.map((argument) => argumentValue(argument, call, scope));
  const [first] = call.arguments;
  const escaped = first?.kind === "value" ? first.escaped : undefined;
  try {
    return FUNCTIONS[call.name](new Arguments(values, escaped), scope);
  } catch (error) {
    if (!(error instanceof IntrinsicFailure)) throw error;
    throw new StatesError("States.IntrinsicFailure", failure(call, error.message));
  }
}

function argumentValue(argument: IntrinsicArgument, call: IntrinsicCall, scope: Scope): Json {
  if (argument.kind === "value") return argument.value;
  if (argument.kind === "call") return evaluateIntrinsic(argument.call, scope);
  const found = select(argument.path, scope);
  if ("value" in found) return found.value;
  const root = argument.path.root.kind === "context" ? scope.context : scope.input;
  throw new StatesError(
    "States.Runtime",
    failure(
      call,
      `The JsonPath argument for the field '${argument.path.text}' could not be found in the input '${JSON.stringify(root)}'`,
    ),
  );
}

function failure(call: IntrinsicCall, reason: string): string {
  return `The function '${call.text}' had the following error: ${reason}`;
}

const FUNCTIONS: Readonly<Record<IntrinsicName, (args: Arguments, scope: Scope) => Json>> = {
  Array: (args) => args.all,
  ArrayContains: arrayContains,
  ArrayGetItem: arrayGetItem,
  ArrayLength: arrayLength,
  ArrayPartition: arrayPartition,
  ArrayRange: arrayRange,
  ArrayUnique: arrayUnique,
  Base64Decode: base64Decode,
  Base64Encode: base64Encode,
  Format: format,
  Hash: hash,
  JsonMerge: jsonMerge,
  JsonToString: jsonToString,
  MathAdd: mathAdd,
  MathRandom: mathRandom,
  StringSplit: stringSplit,
  StringToJson: stringToJson,
  UUID: uuid,
};

function arrayLength(args: Arguments): number {
  args.count(1);
  return args.array(0).length;
}

/** `States.JsonMerge(a, b, false)`: AWS does not support deep merging, and rejects `true`. */
function jsonMerge(args: Arguments): Json {
  args.count(3);
  if (args.any(2) !== false)
    throw new IntrinsicFailure("Deep merging is not supported: the third argument must be false");
  return { ...args.object(0), ...args.object(1) };
}

const LEAST_INTEGER = -(2 ** 31);
const GREATEST_INTEGER = 2 ** 31 - 1;

function mathAdd(args: Arguments): number {
  args.count(2);
  const sum = inRange(args.integer(0)) + inRange(args.integer(1));
  return inRange(sum);
}

function inRange(value: number): number {
  if (value >= LEAST_INTEGER && value <= GREATEST_INTEGER) return value;
  throw new IntrinsicFailure(`${value} is not in the range from ${LEAST_INTEGER} to ${GREATEST_INTEGER}`);
}

/**
 * `States.MathRandom(start, end, seed?)`: the end is exclusive, and the same seed returns the same number.
 */
function mathRandom(args: Arguments, scope: Scope): number {
  args.count(2, 3);
  const start = inRange(args.integer(0));
  const end = inRange(args.integer(1));
  if (start >= end) throw new IntrinsicFailure("The start number must be less than the end number");
  const randomness = args.all.length === 3 ? new IdSource(args.integer(2)) : scope.randomness;
  return start + Math.floor(randomness.fraction() * (end - start));
}

function uuid(args: Arguments, scope: Scope): string {
  args.count(0);
  return scope.randomness.uuid();
}
