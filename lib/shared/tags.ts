import type { Table } from "../runtime/store/store.js";

/** The tag format of a service: a list or a record. */
export interface TagForm<Input, Output extends Input> {
  readonly entries: (tags: Input) => Iterable<readonly [key: string, value: string]>;
  readonly from: (entries: Iterable<readonly [key: string, value: string]>) => Output;
}

/** Tags as `{ Key, Value }`, as most services write them. */
export const tagList: TagForm<
  readonly { readonly Key?: string; readonly Value?: string }[],
  readonly { readonly Key: string; readonly Value: string }[]
> = {
  entries: (tags) => tags.map(({ Key = "", Value = "" }) => [Key, Value]),
  from: (entries) => Array.from(entries, ([Key, Value]) => ({ Key, Value })),
};

/** Tags as `{ key, value }`. */
export const lowerCaseTagList: TagForm<
  readonly { readonly key?: string; readonly value?: string }[],
  readonly { readonly key: string; readonly value: string }[]
> = {
  entries: (tags) => tags.map(({ key = "", value = "" }) => [key, value]),
  from: (entries) => Array.from(entries, ([key, value]) => ({ key, value })),
};

/** Tags as members of an object. */
export const tagRecord: TagForm<Readonly<Record<string, string>>, Readonly<Record<string, string>>> = {
  entries: Object.entries,
  from: Object.fromEntries,
};

/** A service's rules for tags, beyond its model's. */
export interface TagRules {
  /** Maximum number of tags of a resource. Default 50. */
  readonly most?: number;
  readonly tooMany: (most: number, resource?: string) => Error;
  /** The error for keys that start with `aws:`, if the service reserves them. */
  readonly reserved?: (key: string) => Error;
  /** The error for a repeated key in a request. Default the last value is used. */
  readonly duplicate?: (key: string) => Error;
  /** Whether keys that differ only in case are equal. */
  readonly ignoresCase?: boolean;
  /** Throws for a tag that breaks another rule of the service; runs first. */
  readonly check?: (key: string, value: string) => void;
}

/** A resource whose tags can be read and replaced. */
export interface Tagged<Tags> {
  readonly tags: Tags;
  replace(tags: Tags): void;
}

/** A row with its tags in the member `tags`, as a taggable resource. */
export function taggedRow<Tags, Row extends { readonly tags: Tags }>(
  table: Table<Row>,
  key: string,
  row: Row,
): Tagged<Row["tags"]> {
  return { tags: row.tags, replace: (tags) => table.put(key, { ...row, tags }) };
}

/** Validates, merges and removes tags by the rules of a service. Its methods throw the service's errors. */
export class Tagging<Input, Output extends Input> {
  private readonly most: number;

  constructor(
    private readonly form: TagForm<Input, Output>,
    private readonly rules: TagRules,
  ) {
    this.most = rules.most ?? 50;
  }

  /** The tags of a new resource, validated. */
  checked(tags: Input | undefined): Output {
    return tags === undefined ? this.form.from([]) : this.merge([], tags);
  }

  /**
   * Adds tags to others: an existing key keeps its place and gets the new value.
   *
   * @param resource the ARN or id for the error.
   */
  merged(tags: Input, added: Input, resource?: string): Output {
    return this.merge(this.form.entries(tags), added, resource);
  }

  /** Removes the tags with some keys; unknown keys are ignored. */
  without(tags: Input, keys: readonly string[]): Output {
    const removed = new Set(keys.map((key) => this.identity(key)));
    return this.form.from([...this.form.entries(tags)].filter(([key]) => !removed.has(this.identity(key))));
  }

  private merge(before: Iterable<readonly [string, string]>, added: Input, resource?: string): Output {
    const tags = new Map<string, readonly [string, string]>();
    for (const tag of before) tags.set(this.identity(tag[0]), tag);
    const keys = new Set<string>();
    for (const tag of this.form.entries(added)) {
      const identity = this.identity(tag[0]);
      this.check(tag, keys.has(identity));
      keys.add(identity);
      tags.set(identity, tag);
    }
    if (tags.size > this.most) throw this.rules.tooMany(this.most, resource);
    return this.form.from(tags.values());
  }

  private check([key, value]: readonly [string, string], isDuplicate: boolean): void {
    const { check, reserved, duplicate } = this.rules;
    check?.(key, value);
    if (reserved && /^aws:/i.test(key)) throw reserved(key);
    if (duplicate && isDuplicate) throw duplicate(key);
  }

  private identity(key: string): string {
    return this.rules.ignoresCase ? key.toLowerCase() : key;
  }
}
