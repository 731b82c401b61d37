/** An item of a list in an output: the name of the list member, and the item. */
export type ListedItem = readonly [member: string, item: object];

/** Properties of a response that are not in the model of its output. */
export interface ReplyNotes {
  /** The status, if it differs from the model's: 206 for a part of an object, 202 for a started restore. */
  readonly status?: number;
  /** The items of several flattened lists as one sequence, as S3 lists versions and delete markers. */
  readonly order?: readonly ListedItem[];
}

/** Key of an output's notes. A symbol, so that no protocol writes it as a member. */
const NOTES = Symbol("notes of a reply");

/** Adds notes to an output, and returns it. */
export function withNotes<Output extends object>(output: Output, notes: ReplyNotes): Output {
  return Object.assign(output, { [NOTES]: notes });
}

/** The notes that {@link withNotes} added to an output. */
export function notesOf(output: object): ReplyNotes | undefined {
  // Nothing else has the symbol.
  return NOTES in output ? (output[NOTES] as ReplyNotes) : undefined;
}
