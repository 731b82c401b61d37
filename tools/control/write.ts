// `npm run control:reference`: writes docs/control-reference.md and lib/control/generated/descriptions.ts.
import { writeFileSync } from "node:fs";
import { descriptionsModule, referencePage } from "./reference.js";

const root = new URL("../../", import.meta.url);
writeFileSync(new URL("docs/control-reference.md", root), referencePage());
writeFileSync(new URL("lib/control/generated/descriptions.ts", root), descriptionsModule());
