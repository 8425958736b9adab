import type { ParlanceClient } from './client.ts';
import type { PeerLink, PeerOptions, PeerState } from './peer.ts';
import type { CallEvent, CallKind, CallMedia, Participant } from './protocol.ts';

/** What a session needs of a client. */
export type CallClient = Pick<ParlanceClient, 'request' | 'on'>;

export interface CallWish {
  conversation: number;
  kind?: CallKind;
  media?: CallMedia;
  /** Joins this call instead of beginning one. */
  call?: string;
  createPeer?: PeerOptions['createPeer'];
  policy?: RTCIceTransportPolicy;
}

/** One of the others, with the connection to them. */
export interface CallPeer {
  readonly key: string;
  participant: Participant;
  readonly link: PeerLink;
  /** Their connection to the server ended; media may go on until they are back or the time is up. */
  isAway: boolean;
  /** One's own name before this connection outlived the one to the server. */
  resumes?: string;
}

/** `rejoining`: the connection to the server broke; media go on meanwhile. */
export type CallPhase = 'joining' | 'in' | 'rejoining' | 'ended';

export interface CallSessionEvents {
  /** The phase, the call or who is connected is another. */
  change: object;
  /** A connection with somebody began. */
  peer: CallPeer;
  state: { peer: CallPeer; state: PeerState };
}

/** Why a session ended: what the server said, `hung_up` when one left, or `failed` with `error`. */
export type CallEnd = NonNullable<CallEvent['ended']> | 'hung_up' | 'failed';
