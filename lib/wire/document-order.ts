/** An item of one of an output's lists: the member that is the list, and the item. */
export type ListedItem = readonly [member: string, item: object];

/** Where an output carries the order. A symbol, so that no protocol takes it for a member. */
const ORDER = Symbol("order of the items of several lists");

/**
 * An output that shows the items of several flattened lists as one sequence,
 * as S3 does versions and delete markers. No model says such a thing.
 */
export function inDocumentOrder<Output extends object>(order: readonly ListedItem[], output: Output): Output {
  return { ...output, [ORDER]: order };
}

/** The order that {@link inDocumentOrder} gave an output. */
export function documentOrder(output: object): readonly ListedItem[] | undefined {
  // True by construction: nothing else has the symbol.
  return ORDER in output ? (output[ORDER] as readonly ListedItem[]) : undefined;
}
