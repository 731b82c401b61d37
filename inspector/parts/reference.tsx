import { openReference } from "../navigation.js";

/** An id or ARN that leads to the resource that it names. */
export function Reference({ text, label = text }: { readonly text: string; readonly label?: string }) {
  return (
    <button type="button" class="link mono" title={`Find ${text}`} onClick={() => openReference(text)}>
      {label}
    </button>
  );
}
