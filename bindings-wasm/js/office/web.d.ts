export * from "./index.js";
export { default } from "../web.js";
