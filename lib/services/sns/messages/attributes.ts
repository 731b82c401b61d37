import {
  attributeEmpty,
  attributeField,
  attributeNameCharacter,
  attributeNameDot,
  attributeNameTooLong,
  attributeNotANumber,
  attributeTypeInvalid,
} from "../errors/messages.js";
import type { MessageAttributeValue } from "../generated/types.js";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

const MOST_NAME_BYTES = 256;
const DATA_TYPE = /^(String|Number|Binary)(?:\..{1,249})?$/s;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Checks the attributes of a message.
 *
 * @returns them; `undefined` if there are none
 * @throws ParameterValueInvalid https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function checkedAttributes(given: Attributes | undefined): Attributes | undefined {
  const entries = Object.entries(given ?? {});
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, value]) => {
      checkName(name);
      return [name, checkedValue(name, value)];
    }),
  );
}

/** The size of attributes in bytes: their names, types and values. */
export function sizeOfAttributes(attributes: Attributes | undefined): number {
  let size = 0;
  for (const [name, { DataType, StringValue = "", BinaryValue }] of Object.entries(attributes ?? {}))
    size +=
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (BinaryValue?.length ?? Buffer.byteLength(StringValue));
  return size;
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= MOST_NAME_BYTES) throw attributeNameTooLong();
  const [character] = /[^\w.-]/u.exec(name) ?? [];
  if (character !== undefined) throw attributeNameCharacter(character);
  if (name.startsWith(".")) throw attributeNameDot("starting");
  if (name.endsWith(".")) throw attributeNameDot("ending");
}

function checkedValue(name: string, value: MessageAttributeValue): MessageAttributeValue {
  const { DataType, StringValue, BinaryValue } = value;
  const [, type] = DATA_TYPE.exec(DataType) ?? [];
  if (type === undefined) throw attributeTypeInvalid(name);
  if (StringValue === undefined && BinaryValue === undefined) throw attributeEmpty(name, DataType);
  if (type === "Binary") {
    if (BinaryValue === undefined) throw attributeField(name, DataType, "Binary");
    if (BinaryValue.length === 0) throw attributeEmpty(name, DataType);
    return { DataType, BinaryValue };
  }
  if (StringValue === undefined) throw attributeField(name, DataType, "String");
  if (StringValue === "") throw attributeEmpty(name, DataType);
  if (type === "Number" && !NUMBER.test(StringValue)) throw attributeNotANumber(name);
  return { DataType, StringValue };
}
