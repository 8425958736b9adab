export default function Moderation(_: object) {
  return null;
}
