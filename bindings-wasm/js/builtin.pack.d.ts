/** Where a bundler has put the rules; `fetch` it, and hand its bytes to `Rules.unpack`. */
declare const address: string;
export default address;
