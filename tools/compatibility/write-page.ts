// `npm run compatibility:page`: writes docs/compatibility.md from what is simulated and what was recorded.
import { writePage } from "./files.js";

await writePage();
