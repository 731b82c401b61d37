/** Characters that count towards a quota: IAM leaves white space out. */
export function policySize(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** Documents come back as RFC 3986 writes them in a URL. */
export function encodedDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
