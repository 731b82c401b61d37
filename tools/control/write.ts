// `npm run control:reference`: writes docs/control-reference.md, docs/init-file.schema.json and lib/control/generated/descriptions.ts.
import { writeFileSync } from "node:fs";
import { descriptionsModule, initFileSchemaText, referencePage } from "./reference.js";

const root = new URL("../../", import.meta.url);
writeFileSync(new URL("docs/control-reference.md", root), referencePage());
writeFileSync(new URL("docs/init-file.schema.json", root), initFileSchemaText());
writeFileSync(new URL("lib/control/generated/descriptions.ts", root), descriptionsModule());
