export { default } from "../anjieflow_bg.wasm";
