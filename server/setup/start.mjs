// npm start: whatever is missing is made, then the server runs in this process.
import { prepare } from "./prepare.mjs";

prepare();
await import("../../build/server/main.js");
