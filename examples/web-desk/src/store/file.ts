// A file that is handed in: its name, its size and its SHA-256. What stands in it is read once, here, and never kept.
import { today } from "../library";
import type { KeptFile } from "./database";

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function noted(case_: string, file: File, document: string | null): Promise<KeptFile> {
  const sha256 = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const { name, size } = file;
  return { case: case_, sha256, name, size, added: today(), document };
}
