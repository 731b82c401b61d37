/** The parts of a SAML provider's metadata that are read. */
export interface SamlMetadata {
  /** The ids of its entities. */
  readonly entities: readonly string[];
  /** Expiry of the metadata, if it has one. */
  readonly validUntil: Date | undefined;
}

const DESCRIPTOR = /<(?:[\w-]+:)?Entit(?:y|ies)Descriptor((?:\s[^>]*)?)>/g;

/** Reads entity descriptors; `undefined` if the document has none. Keys and endpoints are not read. */
export function readMetadata(document: string): SamlMetadata | undefined {
  const descriptors = Array.from(document.matchAll(DESCRIPTOR), ([, attributes = ""]) => attributes);
  const [root] = descriptors;
  if (root === undefined) return undefined;
  const [, until = ""] = /\svalidUntil=["']([^"']*)["']/.exec(root) ?? [];
  const time = Date.parse(until);
  return {
    entities: descriptors.flatMap((attributes) => /\sentityID=["']([^"']*)["']/.exec(attributes)?.[1] ?? []),
    validUntil: Number.isNaN(time) ? undefined : new Date(time),
  };
}
