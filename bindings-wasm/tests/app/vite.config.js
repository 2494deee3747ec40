// A worker that loads a wasm is a module, which is not what Vite builds by itself.
export default { base: "./", worker: { format: "es" } };
