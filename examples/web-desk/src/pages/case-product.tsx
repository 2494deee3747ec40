export function ProductTab() {
  return null;
}
