/** An item of one of an output's lists: the member that is the list, and the item. */
export type ListedItem = readonly [member: string, item: object];

/** What a response has that is not in the model of its output. */
export interface ReplyNotes {
  /** The status, of which a model has only one: 206 for a part of an object, 202 for a restore that begins. */
  readonly status?: number;
  /** The items of several flattened lists as one sequence, as S3 lists versions and delete markers. */
  readonly order?: readonly ListedItem[];
}

/** Where an output carries its notes. A symbol, so that no protocol writes it as a member. */
const NOTES = Symbol("notes of a reply");

/** Adds notes to an output, and returns it. */
export function withNotes<Output extends object>(output: Output, notes: ReplyNotes): Output {
  return Object.assign(output, { [NOTES]: notes });
}

/** The notes that {@link withNotes} added to an output. */
export function notesOf(output: object): ReplyNotes | undefined {
  // True by construction: nothing else has the symbol.
  return NOTES in output ? (output[NOTES] as ReplyNotes) : undefined;
}
