export default function Random(_: object) {
  return null;
}
