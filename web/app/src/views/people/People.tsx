export default function People(_: object) {
  return null;
}
