import { PeerLink, type IceServer, type PeerRoute } from '@parlance/client';

export interface LoopBack {
  /** Null: the two did not find each other. */
  route: PeerRoute | null;
  /** Pictures that arrived. */
  frames: number;
}

/** Lets this page call itself, over the network where `policy` asks for it, and counts what arrives. */
export async function loopBack(iceServers: IceServer[], policy: RTCIceTransportPolicy, track: MediaStreamTrack | null, patienceMs: number): Promise<LoopBack> {
  const shared = { iceServers, policy, patienceMs, channel: true, polite: () => true };
  const near: PeerLink = new PeerLink({ ...shared, send: (signal) => far.hear(signal) });
  const far: PeerLink = new PeerLink({ ...shared, send: (signal) => near.hear(signal) });
  try {
    near.setTrack('video', track);
    near.offer();
    const isConnected = await new Promise<boolean>((resolve) => {
      far.on('state', (state) => {
        if (state === 'connected') resolve(true);
        else if (state === 'failed') resolve(false);
      });
      near.on('state', (state) => state === 'failed' && resolve(false));
    });
    if (!isConnected) return { route: null, frames: 0 };
    return { route: await far.route(), frames: track ? await framesOf(far) : 0 };
  } finally {
    near.close();
    far.close();
  }
}

/** Looks for at most three seconds. */
async function framesOf(link: PeerLink): Promise<number> {
  let frames = 0;
  for (let round = 0; round < 15 && frames < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const report of (await link.getStats()).values() as Iterable<{ type: string; kind?: string; framesDecoded?: number; framesReceived?: number }>) {
      if (report.type === 'inbound-rtp' && report.kind === 'video') frames = report.framesDecoded ?? report.framesReceived ?? 0;
    }
  }
  return frames;
}

/** How many candidates of each type this browser finds, and when the first of each was there. */
export async function gather(iceServers: IceServer[], patienceMs: number): Promise<Map<string, { count: number; ms: number }>> {
  const peer = new RTCPeerConnection({ iceServers });
  const found = new Map<string, { count: number; ms: number }>();
  const began = performance.now();
  try {
    const complete = new Promise<void>((resolve) => {
      peer.onicecandidate = ({ candidate }) => {
        if (!candidate) return resolve();
        const type = candidate.type;
        if (!type) return;
        const known = found.get(type);
        found.set(type, { count: (known?.count ?? 0) + 1, ms: known?.ms ?? performance.now() - began });
      };
      setTimeout(resolve, patienceMs);
    });
    peer.createDataChannel('probe');
    await peer.setLocalDescription();
    await complete;
    return found;
  } finally {
    peer.close();
  }
}
