let last = 0n;

/** A UUIDv7: random, and greater than every one made before on this page, so that order by id is the order of queueing. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const now = BigInt(Date.now()) << 12n;
  last = now > last ? now : last + 1n;
  const time = (last >> 12n).toString(16).padStart(12, '0');
  const counter = (last & 0xfffn).toString(16).padStart(3, '0');
  bytes[0] = (bytes[0]! & 0x3f) | 0x80;
  const tail = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
