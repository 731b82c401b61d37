import { readFileSync } from "node:fs";

const read = (name: string) => readFileSync(new URL(`tls/${name}.pem`, import.meta.url), "utf8");

/** A self-signed certificate for localhost, 127.0.0.1 and ::1, and its key. They protect nothing. */
export const TEST_TLS = { key: read("key"), cert: read("cert") };
