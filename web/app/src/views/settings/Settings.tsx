export default function Settings(_: object) {
  return null;
}
