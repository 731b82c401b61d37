/** A name in camel case as one in kebab case: `cloud-map` for `cloudMap`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
