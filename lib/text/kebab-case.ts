/** Converts camel case to kebab case: `cloudMap` to `cloud-map`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
