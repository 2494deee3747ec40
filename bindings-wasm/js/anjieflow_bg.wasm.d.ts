// Only a bundler can import the file itself, and what it makes of it is set there: here its address, as esbuild's loader `file`,
// webpack's `asset/resource` and Vite's `?url` have it.
declare const address: string;
export default address;
