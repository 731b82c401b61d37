/** Characters that count for a quota; IAM ignores whitespace. */
export function policySize(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** Documents are returned URL-encoded according to RFC 3986. */
export function encodedDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
