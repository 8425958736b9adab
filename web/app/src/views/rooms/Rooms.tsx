export default function Rooms(_: object) {
  return null;
}
