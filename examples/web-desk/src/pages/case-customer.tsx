export function CustomerTab() {
  return null;
}
