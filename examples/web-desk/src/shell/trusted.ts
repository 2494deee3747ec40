// The page's policy takes a script only from here: of its own origin, and never made of text. Markup it takes from nobody.

interface Rules {
  readonly createScriptURL?: (url: string) => string;
  readonly createHTML?: (text: string) => string;
}

interface Policies {
  createPolicy(name: string, rules: Rules): Required<Rules>;
}

const address = {
  createScriptURL(url: string) {
    const { origin } = new URL(url, document.baseURI);
    if (origin !== location.origin) throw new TypeError("a script of another origin");
    return url;
  },
};

const nothing = {
  // The chart library empties its place so before it draws.
  createHTML(text: string) {
    if (text !== "") throw new TypeError("markup made of text");
    return text;
  },
};

// A browser without such policies takes the text as it is.
const { trustedTypes } = window as { readonly trustedTypes?: Policies };
trustedTypes?.createPolicy("default", nothing);
const policy = trustedTypes?.createPolicy("desk", address) ?? address;

/** The address of a script of ours, as `Worker` and the service worker take it. */
export const ours = (url: string) => policy.createScriptURL(url);
