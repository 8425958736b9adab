export default function Doctor(_: object) {
  return null;
}
