// Seals and audits, in whatever runs it: the vectors of every language, and signatures by WebCrypto.

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));

/** The texts that lines of the pool make up. */
const texts = ({ pool }) => {
  return (lines) => lines.map((line) => `${pool[line]}\n`).join("");
};

const ED25519 = { name: "Ed25519" };

/** The private key as the format that browsers import: RFC 8410 says what stands before its bytes. */
const privateKey = ({ private: secret }) => {
  const pkcs8 = bytes(`302e020100300506032b657004220420${secret}`);
  return crypto.subtle.importKey("pkcs8", pkcs8, ED25519, false, ["sign"]);
};

const publicKey = ({ public: known }) =>
  crypto.subtle.importKey("raw", bytes(known), ED25519, false, ["verify"]);

/** What comes of each audit of the vectors, by its name. */
export async function audits(anjieflow, vectors) {
  const text = texts(vectors);
  const key = await publicKey(vectors.key);
  const told = {};
  for (const asked of vectors.audits) {
    const [log, seal] = [text(asked.log), text(asked.seal)];
    const signature = anjieflow.signature(seal);
    const { value, signed } = signature ?? {};
    const fits = signature !== null && (await crypto.subtle.verify(ED25519, key, value, signed));
    told[asked.name] = [
      anjieflow.audit(log, seal, fits),
      anjieflow.audit(anjieflow.join(log, seal), null, fits).holds,
    ];
  }
  return told;
}

/** Each seal of the vectors, made anew and signed. */
export async function seals(anjieflow, vectors) {
  const text = texts(vectors);
  const key = await privateKey(vectors.key);
  const made = [];
  for (const { log, sealed, earlier } of vectors.seals) {
    const seal = anjieflow.seal(text(log), sealed, earlier && text(earlier));
    const signed = anjieflow.toSign(seal, "Ed25519", "rfc8032-1");
    const value = await crypto.subtle.sign(ED25519, key, signed);
    made.push(anjieflow.signed(seal, "Ed25519", "rfc8032-1", value));
  }
  return made;
}

/** What the vectors say of both. */
export function expected(vectors) {
  const text = texts(vectors);
  const told = vectors.audits.map(({ name, audit }) => [
    name,
    [audit, audit.holds && audit.later === 0],
  ]);
  return { audits: Object.fromEntries(told), seals: vectors.seals.map(({ seal }) => text(seal)) };
}
