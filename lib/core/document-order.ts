/** An item of one of an answer's lists: the member that is the list, and the item. */
export type ListedItem = readonly [member: string, item: object];

/** Where an answer says in which order the items of several of its lists are written. */
export const DOCUMENT_ORDER = Symbol("order of the items of several lists");

/**
 * An answer that shows items of several flattened lists as one sequence, as
 * S3 does versions and delete markers. Protocols whose lists are apart
 * anyhow do not look at it.
 */
export interface InDocumentOrder {
  readonly [DOCUMENT_ORDER]: readonly ListedItem[];
}

/** The order that an answer says, if any. */
export function documentOrderOf(output: object | undefined): readonly ListedItem[] | undefined {
  return output && DOCUMENT_ORDER in output ? (output as InDocumentOrder)[DOCUMENT_ORDER] : undefined;
}
